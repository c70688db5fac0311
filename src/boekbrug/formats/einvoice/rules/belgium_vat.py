"""What the Belgian checks ask about VAT: the exact amount, the rate, the reason when none is charged."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from boekbrug.belgium import vat_number
from boekbrug.belgium.vat_rates import RATES
from boekbrug.formats.einvoice.compute import vat_amount
from boekbrug.formats.einvoice.rules import belgium_parties as parties
from boekbrug.formats.einvoice.rules.en16931_totals import is_about
from boekbrug.formats.einvoice.rules.rule import Check, Fault
from boekbrug.formats.einvoice.rules.tree import El, Tree
from boekbrug.formats.einvoice.sums import DIFFERENCE_MAX, DIFFERENCE_SEEN, WHOLE_UNITS

EURO = "EUR"
_ZERO = Decimal(0)
_NO_BELGIAN_RATES = frozenset(RATES) - {_ZERO}
_REASON = "cac:TaxCategory/cbc:TaxExemptionReason"
_CODE = "cac:TaxCategory/cbc:TaxExemptionReasonCode"
_REVERSED = ("verlegd", "medecontractant", "autoliquidation", "cocontractant", "reverse charge",
             "reverse-charge", "steuerschuldnerschaft", "umkehrung", "inversione", "inversión")  # fmt: skip
_SELF_BILLED = ("uitgereikt door", "self-bill", "self bill", "selfbill", "autofactur", "auto-factur",
                "gutschrift", "émise par le", "établie par le", "receiver", "door de klant")  # fmt: skip
_BELGIAN_CODES = ("44", "45", "46", "47")  # of UBL.BE: each names a kind of reverse charge
_SMALL_BUSINESS = "56bis"
_SELF_BILLING_TYPES = frozenset({"389", "261", "527"})
EU = vat_number.COUNTRIES - {"EL", "XI"} | {"GR"}


def category_of(subtotal: El) -> str:
    """The VAT category of a part of the breakdown."""
    return subtotal.value_at("cac:TaxCategory/cbc:ID")


def subtotals(tree: Tree) -> Iterator[El]:
    """The VAT breakdown."""
    yield from tree.root.every("cac:TaxTotal/cac:TaxSubtotal")


def charged_vat(tree: Tree) -> Decimal:
    """The VAT that the breakdown adds up to."""
    return sum((one.number_at("cbc:TaxAmount") or _ZERO for one in subtotals(tree)), _ZERO)


def exact_vat(*, is_small: bool) -> Check:
    """VAT is base times rate to the cent: a difference of one to five cents is small."""

    def check(subtotal: El, tree: Tree) -> Fault | None:
        rate = subtotal.number_at("cac:TaxCategory/cbc:Percent")
        base, found = subtotal.number_at("cbc:TaxableAmount"), subtotal.number_at("cbc:TaxAmount")
        is_whole = tree.root.value_at("cbc:DocumentCurrencyCode") in WHOLE_UNITS
        if rate is None or base is None or found is None or is_whole:
            return None
        expected = vat_amount(base, rate)
        difference = abs(found - expected)
        is_seen = difference >= DIFFERENCE_SEEN and is_about(found, base, rate)  # else BR-CO-17 tells it
        if not is_seen or is_small != (difference <= DIFFERENCE_MAX):
            return None
        values = {"rate": f"{rate.normalize():f}", "base": str(base)}
        return Fault(str(found), str(expected), at=subtotal.first("cbc:TaxAmount"), values=values)

    return check


def belgian_rate(subtotal: El, tree: Tree) -> Fault | None:
    """VAT that a Belgian business charges a customer in Belgium has a Belgian rate."""
    rate = subtotal.number_at("cac:TaxCategory/cbc:Percent")
    if category_of(subtotal) != "S" or rate is None or rate in _NO_BELGIAN_RATES or rate <= 0:
        return None
    is_domestic = parties.is_of_belgian_seller(tree) and tree.fact(parties.buyer_country) == "BE"
    return Fault(f"{rate.normalize():f}") if is_domestic else None


def reverse_charge_mention(subtotal: El, tree: Tree) -> Fault | None:
    """Reverse charge by a Belgian seller is mentioned, in words or with its code."""
    if category_of(subtotal) != "AE" or not parties.is_of_belgian_seller(tree):
        return None
    reason, code = subtotal.value_at(_REASON), subtotal.value_at(_CODE)
    if subtotal.value_at("cac:TaxCategory/cbc:Name")[:2] in _BELGIAN_CODES:
        return None
    if code.upper() == "VATEX-EU-AE" or not (reason or code) or _mentions(reason, _REVERSED):
        return None  # nothing at all is told by BR-AE-10
    return Fault(reason or code)


def _mentions(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text.lower() for word in words)


def intra_community_buyer(subtotal: El, tree: Tree) -> Fault | None:
    """An intra-community supply by a Belgian seller has a customer with another country's VAT number."""
    number = tree.fact(parties.buyer_vat_number)
    if category_of(subtotal) != "K" or not number or not parties.is_of_belgian_seller(tree):
        return None
    is_foreign = number[:2] != "BE" and (number[:2] in vat_number.COUNTRIES or not number[:2].isalpha())
    return None if is_foreign else Fault(number)


def export_destination(subtotal: El, tree: Tree) -> Fault | None:
    """An export goes to a country outside the European Union."""
    if category_of(subtotal) != "G" or not parties.is_of_belgian_seller(tree):
        return None
    country = tree.root.value_at(
        "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode"
    )
    return Fault(country) if country.upper() in EU else None


def small_business(subtotal: El, tree: Tree) -> Fault | None:
    """A small business that is exempt charges no VAT on the same invoice."""
    reason = subtotal.value_at(_REASON).replace(" ", "").lower()
    if category_of(subtotal) != "E" or _SMALL_BUSINESS not in reason:
        return None
    charged = tree.fact(charged_vat)
    return Fault(str(charged)) if charged else None


def zero_rate_abroad(subtotal: El, tree: Tree) -> Fault | None:
    """The zero rate of a Belgian seller is rare, and rarer still for a customer abroad."""
    country = tree.fact(parties.buyer_country)
    if category_of(subtotal) != "Z" or country in ("", "BE") or not parties.is_of_belgian_seller(tree):
        return None
    return Fault(country)


def corrected_invoice(root: El, tree: Tree) -> Fault | None:
    """A Belgian credit note says which invoice, or which period, it corrects."""
    if not tree.is_credit_note or not parties.is_of_belgian_seller(tree):
        return None
    return None if root.has("cac:BillingReference") or root.has("cac:InvoicePeriod") else Fault()


def vat_in_euro(root: El, tree: Tree) -> Fault | None:
    """VAT that is due in Belgium is stated in euro."""
    currency = root.value_at("cbc:DocumentCurrencyCode")
    if currency in ("", EURO) or root.value_at("cbc:TaxCurrencyCode") == EURO:
        return None
    charges = any((one.number_at("cbc:TaxAmount") or _ZERO) != 0 for one in subtotals(tree))
    return Fault(currency) if charges and parties.is_of_belgian_seller(tree) else None


def self_billing_mention(root: El, tree: Tree) -> Fault | None:
    """An invoice that the customer makes for a Belgian seller says so."""
    kind = root.value_at("cbc:InvoiceTypeCode") or root.value_at("cbc:CreditNoteTypeCode")
    if kind not in _SELF_BILLING_TYPES or not parties.is_of_belgian_seller(tree):
        return None
    paths = ("cbc:Note", "cac:Delivery/cac:DeliveryTerms/cbc:SpecialTerms", "cac:PaymentTerms/cbc:Note")
    texts = [one.value for path in paths for one in root.every(path)]
    return None if any(_mentions(text, _SELF_BILLED) for text in texts) else Fault()
