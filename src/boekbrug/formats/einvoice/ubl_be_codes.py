"""The Belgian codes of UBL.BE: VAT codes (list BTCC), their reasons (BVERC), legal mentions (BELM).

Tables from the rules of UBL.BE 1.31 (ubl-BE-05, -06, -10, -12). Its reason codes (BETE-…) are no VATEX codes
and break BR-CL-22 of EN 16931, so reasons are written in words alone.
"""

from __future__ import annotations

from decimal import Decimal

from boekbrug.belgium.vat_rates import VatCategory
from boekbrug.formats.einvoice.model import Invoice, LegalMention, VatSubtotal

NOT_APPLICABLE = "NA"
OF_RATE = {Decimal(6): "01", Decimal(12): "02", Decimal(21): "03"}
CONTRACTOR, SERVICES, FINANCIAL_DISCOUNT = "45", "44", "FD"
SMALL_COMPANY, EXEMPT, MARGIN = "SC", "00/44", "MA"
_OF_CATEGORY = {
    VatCategory.ZERO: "00",
    VatCategory.INTRA_COMMUNITY: "46/GO",
    VatCategory.EXPORT: "47/EX",
    VatCategory.OUTSIDE_VAT: "NS",
}
REASONS = {
    "45": "Reverse charge - Contractor",
    "NA": "Exempt",
    "FD": "Financial discount",
    "SC": "Small company",
    "00/44": "0% Clause 44",
    "03/SE": "Standard exchange",
    "MA": "Margin",
    "46/GO": "Intra-community supply - Goods",
    "47/TO": "Intra-community supply - Manufacturing cost",
    "47/AS": "Intra-community supply - Assembly",
    "47/DI": "Intra-community supply - Distance",
    "47/SE": "Intra-community supply - Services",
    "44": "Intra-community supply - Services B2B",
    "46/TR": "Intra-community supply - Triangle a-B-c",
    "47/EX": "Export non E.U.",
    "47/EI": "Indirect export",
    "47/EE": "Export via E.U.",
    "NS": "Not subject to VAT",
}
SELF_BILLED_MENTION = LegalMention("BELM-006", "Factuur uitgereikt door de afnemer")
SMALL_COMPANY_MENTION = LegalMention(
    "BELM-005", "Kleine onderneming onderworpen aan de vrijstellingsregeling van belasting"
)
# By the VATEX code of the margin scheme: travel, used goods, art, antiques.
MARGIN_MENTIONS = {
    "VATEX-EU-D": LegalMention("BELM-001", "Bijzondere regeling - reisbureaus"),
    "VATEX-EU-F": LegalMention("BELM-002", "Bijzondere regeling - gebruikte goederen"),
    "VATEX-EU-I": LegalMention("BELM-003", "Bijzondere regeling - kunstvoorwerpen"),
    "VATEX-EU-J": LegalMention("BELM-004", "Bijzondere regeling - antiquiteiten"),
}
_SMALL_COMPANY_LAW = "56bis"
_DISCOUNT_CODE, _COUNTER_CODE = "66", "ZZZ"


def belgian_code(invoice: Invoice, subtotal: VatSubtotal) -> str:
    """Return the Belgian VAT code of one category and rate of an invoice."""
    if subtotal.belgian_code:
        return subtotal.belgian_code
    if subtotal.category == VatCategory.STANDARD:
        return OF_RATE.get(subtotal.rate or Decimal(0), NOT_APPLICABLE)
    if subtotal.category == VatCategory.REVERSE_CHARGE:
        return CONTRACTOR if invoice.buyer.country == invoice.seller.country == "BE" else SERVICES
    if subtotal.category == VatCategory.EXEMPT:
        return _exempt_code(invoice, subtotal)
    return next((code for one, code in _OF_CATEGORY.items() if one == subtotal.category), NOT_APPLICABLE)


def _exempt_code(invoice: Invoice, subtotal: VatSubtotal) -> str:
    """Which of the exemptions of category E it is."""
    if subtotal.exemption_code.upper() in MARGIN_MENTIONS:
        return MARGIN
    if _SMALL_COMPANY_LAW in subtotal.exemption_reason:
        return SMALL_COMPANY
    has_exempt_line = any(line.vat_category == VatCategory.EXEMPT for line in invoice.lines)
    codes = {one.reason_code for one in invoice.allowances_and_charges}
    if not has_exempt_line and codes >= {_DISCOUNT_CODE, _COUNTER_CODE}:
        return FINANCIAL_DISCOUNT
    return EXEMPT
