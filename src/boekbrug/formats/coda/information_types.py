"""The structured information of records 3x: ten types.

Source: Febelfin CODA 2.6 (February 2018), annex on structured communications. Where the English and the Dutch
text differ (entry method of 010), the values of both are known.
"""

from __future__ import annotations

from boekbrug.formats.coda.communications import Communication, Field, Kind, amount, code, day, rate

F, K = Field, Kind

_SECURITY_CODES = {
    "01": "SVM/SRW", "02": "ISIN", "04": "Telekurs", "05": "Sedol", "06": "Cedel", "07": "Euroclear",
    "08": "Wertpapier", "09": "EOE", "99": "internal",
}  # fmt: skip
_FOUR_LINES = tuple(F(f"line_{number}", 35) for number in (1, 2, 3, 4))
_ULTIMATE = (F("name", 70), F("identification", 35))

_INFORMATION_TYPES: tuple[Communication, ...] = (
    Communication("001", (F("name", 70), F("street", 35), F("locality", 35), F("identification", 35))),
    Communication("002", _FOUR_LINES),
    Communication("004", _FOUR_LINES),
    Communication("005", _FOUR_LINES),
    Communication(
        "006",
        (
            F("description", 30),
            F("currency", 3),
            amount("amount"),
            code("sign", {"0": "credit", "1": "debit"}),
            F("category", 3, K.DIGITS),
        ),
    ),
    Communication("007", (F("count", 7, K.COUNT), F("denomination", 6, K.RATE, 3), amount("total"))),
    Communication("008", _ULTIMATE),
    Communication("009", _ULTIMATE),
    Communication(
        "010",
        (
            F("order_number", 13),
            F("file_reference", 15),
            F("customer_reference", 13),
            code("security_code_type", _SECURITY_CODES, 2),
            F("security_code", 15),
            code("entry_method", {"N": "nominal", "U": "per unit", "P": "per unit"}),
            F("number", 12, K.RATE, 4),
            F("issue_currency", 3),
            F("units_per_transaction", 4, K.COUNT),
            F("quotation_currency", 3),
            F("price", 12, K.RATE, 4),
            rate("rate"),
            F("security_name", 40),
            F("contract_number", 13),
            F("attached_coupon", 8),
            F("coupon_day", 8, K.LONG_DAY),
            F("market", 30),
            F("trade_day", 8, K.LONG_DAY),
            F("nature", 24),
            amount("nominal_value"),
        ),
    ),
    Communication(
        "011",
        (
            F("order_number", 13),
            F("file_reference", 15),
            F("customer_reference", 13),
            code("security_code_type", _SECURITY_CODES, 2),
            F("security_code", 15),
            F("number", 12, K.RATE, 4),
            F("security_name", 40),
            F("issue_currency", 3),
            F("coupon_amount", 14, K.RATE, 6),
            code("amount_type", {"1": "dividend", "2": "interest"}),
            amount("foreign_tax_rate"),
            F("nature", 24),
            F("coupon_number", 6),
            day("day"),
            rate("rate"),
            F("payment_currency", 3),
            amount("nominal_value"),
        ),
    ),
)

OF_INFORMATION = {one.type: one for one in _INFORMATION_TYPES}
"""The structured information of records 3x by its type."""
