"""The structured communications of records 2x: 19 types, 107 of before version 2.4 among them.

Source: Febelfin CODA 2.6 (February 2018), annex on structured communications. Where the English and the Dutch
text differ (115), the values of both are known.
"""

from __future__ import annotations

from boekbrug.formats.coda.communications import Communication, Field, Kind, amount, code, day, rate

F, K = Field, Kind

_MINIMUM = {"1": "minimum applied", "2": "minimum not applied"}
_SCHEMES = {"1": "Bancontact/Mister Cash", "2": "Maestro", "3": "private", "9": "other"}
_SCHEMES_RECEIVED = {**_SCHEMES, "5": "TINA"}
_AT_SHOPS = {"5": "POS other", "7": "distribution sector", "8": "teledata", "9": "fuel"}
_PRODUCTS = {
    "01": "premium lead substitute", "02": "europremium", "03": "diesel", "04": "LPG",
    "06": "premium plus 98", "07": "regular unleaded", "08": "domestic fuel oil", "09": "lubricants",
    "10": "petrol", "11": "premium 99+", "12": "avgas", "16": "other",
}  # fmt: skip
_R_TYPES = {
    "0": "paid", "1": "reject", "2": "return", "3": "refund", "4": "reversal", "5": "cancellation",
}  # fmt: skip
_TERMINAL = (F("terminal_name", 16), F("terminal_locality", 10))

_MOVEMENT_TYPES: tuple[Communication, ...] = (
    Communication("100", (F("reference", 25, K.CREDITOR_REFERENCE),)),
    Communication("101", (F("reference", 12, K.BELGIAN_REFERENCE),)),
    Communication("102", (F("reference", 12, K.BELGIAN_REFERENCE),)),
    Communication("103", (F("number", 12, K.DIGITS),)),
    Communication(
        "105",
        (
            amount("gross_amount"),
            amount("original_amount"),
            rate("rate"),
            F("currency", 3),
            F("reference", 12),
            F("country", 2),
            amount("equivalent_in_euro"),
        ),
    ),
    Communication(
        "106",
        (
            amount("equivalent_amount"),
            amount("base_amount"),
            rate("percentage"),
            code("minimum", _MINIMUM),
            amount("equivalent_in_euro"),
        ),
    ),
    Communication(
        "107",
        (
            F("direct_debit_number", 12, K.DIGITS),
            day("central_day"),
            F("communication", 30),
            code(
                "paid_or_reason",
                {
                    "0": "paid",
                    "1": "cancelled or unknown debit number",
                    "2": "refused for another reason",
                    "D": "the payer disagrees",
                    "E": "number tied to another creditor",
                },
            ),
            F("creditor_number", 11, K.ENTERPRISE),
        ),
    ),
    Communication(
        "108",
        (
            amount("equivalent_amount"),
            F("interest_numbers", 15, K.COUNT),
            rate("interest_rate"),
            day("first_day"),
            day("last_day"),
        ),
    ),
    Communication(
        "111",
        (
            code("card_scheme", _SCHEMES_RECEIVED),
            F("terminal_number", 6),
            F("period_number", 3, K.COUNT),
            F("first_sequence", 6, K.COUNT),
            day("first_day"),
            F("last_sequence", 6, K.COUNT),
            day("last_day"),
            code(
                "transaction_type",
                {"0": "cumulative", "1": "withdrawal", "2": "cumulative on network", **_AT_SHOPS},
            ),
            *_TERMINAL,
        ),
    ),
    Communication(
        "113",
        (
            F("card_number", 16, K.DIGITS),
            code("card_scheme", _SCHEMES),
            F("terminal_number", 6, K.DIGITS),
            F("sequence", 6, K.COUNT),
            day("day"),
            F("hour", 4, K.HOUR),
            code(
                "transaction_type",
                {
                    "1": "withdrawal",
                    "2": "Proton loading",
                    "3": "Proton refund",
                    "4": "purchase reversal",
                    **_AT_SHOPS,
                },
            ),
            *_TERMINAL,
            amount("original_amount"),
            rate("rate"),
            F("currency", 3),
            F("volume", 5, K.RATE, 2),
            code("product", _PRODUCTS, 2),
            F("unit_price", 5, K.RATE, 3),
        ),
    ),
    Communication(
        "114",
        (
            code("card_scheme", _SCHEMES_RECEIVED),
            F("terminal_number", 6),
            F("period_number", 3, K.COUNT),
            F("sequence", 6, K.COUNT),
            day("day"),
            F("hour", 4, K.HOUR),
            code("transaction_type", {"1": "withdrawal", **_AT_SHOPS}),
            *_TERMINAL,
            F("transaction_reference", 16),
        ),
    ),
    Communication(
        "115",
        (
            F("card_number", 16, K.DIGITS),
            code("card_scheme", _SCHEMES),
            F("terminal_number", 6, K.DIGITS),
            F("sequence", 6, K.COUNT),
            day("payment_day"),
            F("payment_hour", 4, K.HOUR),
            day("validation_day"),
            F("validation_sequence", 6, K.COUNT),
            amount("original_amount"),
            F("conformity", 1),
            *_TERMINAL,
            F("message", 12),
        ),
    ),
    Communication(
        "121",
        (
            amount("bill_amount"),
            day("maturity_day"),
            day("agreed_maturity_day"),
            day("issue_day"),
            F("company_number", 11, K.ENTERPRISE),
            F("currency", 3),
            F("blank", 3),
            F("bill_number", 13),
            rate("rate"),
        ),
    ),
    Communication(
        "122",
        (
            F("days", 4, K.COUNT),
            rate("interest_rate"),
            amount("base_amount"),
            code("minimum", _MINIMUM),
            F("bill_number", 13),
            day("maturity_day"),
        ),
    ),
    Communication(
        "123",
        (
            day("first_day"),
            F("maturity_day", 6, K.DAY, values={"999999": "guarantee without a fixed term"}),
            amount("base_amount"),
            rate("percentage"),
            F("term_days", 4, K.COUNT),
            code("minimum", _MINIMUM),
            F("guarantee_number", 13),
        ),
    ),
    Communication(
        "124",
        (
            F("card_number", 20),
            code(
                "issuer",
                {
                    "1": "Mastercard",
                    "2": "Visa",
                    "3": "American Express",
                    "4": "Diners Club",
                    "9": "other",
                },
            ),
            F("invoice_number", 12),
            F("identification_number", 15),
            day("day"),
        ),
    ),
    Communication(
        "125",
        (
            F("credit_account", 12, K.BELGIAN_ACCOUNT),
            F("extension", 15),
            amount("old_balance"),
            amount("new_balance"),
            amount("foreign_amount"),
            F("currency", 3),
            day("first_day"),
            day("last_day"),
            rate("interest_rate"),
            F("transaction_reference", 13),
        ),
    ),
    Communication(
        "126",
        (
            F("deposit_number", 15),
            amount("deposit_amount"),
            amount("equivalent_amount"),
            day("first_day"),
            day("last_day"),
            rate("interest_rate"),
            amount("interest_amount"),
            F("currency", 3),
            rate("rate"),
        ),
    ),
    Communication(
        "127",
        (
            day("settlement_day"),
            code(
                "debit_type",
                {"0": "unspecified", "1": "recurrent", "2": "one-off", "3": "first", "4": "last"},
            ),
            code("scheme", {"0": "unspecified", "1": "core", "2": "B2B"}),
            code(
                "paid_or_reason",
                {
                    "0": "paid",
                    "1": "technical problem",
                    "2": "reason not given",
                    "3": "the debtor disagrees",
                    "4": "problem with the debtor's account",
                },
            ),
            F("creditor_id", 35, K.CREDITOR),
            F("mandate", 35),
            F("communication", 62),
            code("r_type", _R_TYPES),
            F("r_reason", 4),
        ),
    ),
)

OF_MOVEMENTS = {one.type: one for one in _MOVEMENT_TYPES}
"""The structured communications of records 2x by their type."""
