"""What the codes on an invoice mean, for those that a Belgian enterprise meets; any other stays a code.

UNTDID 1001 (kind of document), UNCL 4461 (means of payment), UNCL 5305 (VAT category), UN/ECE
Recommendation 20 (unit), EAS and ISO 6523 (scheme of a number), UNTDID 2005 (when VAT is due).
"""

from __future__ import annotations

from enum import StrEnum

from boekbrug.wording import mark


class CodeList(StrEnum):
    """A list of codes that has texts here."""

    TYPE = "type"
    MEANS = "means"
    VAT_CATEGORY = "vat-category"
    UNIT = "unit"
    SCHEME = "scheme"
    TAX_POINT = "tax-point"


TEXTS: dict[CodeList, dict[str, str]] = {
    CodeList.TYPE: {
        "261": mark("Self-billed credit note"),
        "326": mark("Partial invoice"),
        "380": mark("Invoice"),
        "381": mark("Credit note"),
        "383": mark("Debit note"),
        "384": mark("Corrected invoice"),
        "386": mark("Prepayment invoice"),
        "389": mark("Self-billed invoice"),
        "396": mark("Factored credit note"),
        "393": mark("Factored invoice"),
        "875": mark("Partial construction invoice"),
        "876": mark("Partial final construction invoice"),
        "877": mark("Final construction invoice"),
    },
    CodeList.MEANS: {
        "1": mark("not said"),
        "10": mark("cash"),
        "20": mark("cheque"),
        "30": mark("transfer"),
        "31": mark("transfer"),
        "42": mark("to a bank account"),
        "48": mark("card"),
        "49": mark("direct debit"),
        "54": mark("credit card"),
        "55": mark("debit card"),
        "57": mark("standing agreement"),
        "58": mark("SEPA transfer"),
        "59": mark("SEPA direct debit"),
        "68": mark("online payment"),
        "97": mark("settled between the parties"),
        "ZZZ": mark("as agreed"),
    },
    CodeList.VAT_CATEGORY: {
        "S": mark("normal rate"),
        "Z": mark("rate of zero"),
        "E": mark("exempt from VAT"),
        "AE": mark("reverse charge"),
        "K": mark("to another EU country"),
        "G": mark("export outside the EU"),
        "O": mark("outside VAT"),
        "L": mark("tax of the Canary Islands"),
        "M": mark("tax of Ceuta and Melilla"),
    },
    CodeList.UNIT: {
        "C62": mark("piece"),
        "H87": mark("piece"),
        "EA": mark("piece"),
        "NAR": mark("piece"),
        "XPP": mark("piece"),
        "ZZ": mark("unit"),
        "XBX": mark("box"),
        "XPK": mark("pack"),
        "SET": mark("set"),
        "PR": mark("pair"),
        "MIN": mark("minute"),
        "HUR": mark("hour"),
        "DAY": mark("day"),
        "WEE": mark("week"),
        "MON": mark("month"),
        "ANN": mark("year"),
        "LS": mark("lump sum"),
        "KGM": "kg",
        "GRM": "g",
        "TNE": mark("tonne"),
        "LTR": mark("litre"),
        "MTQ": "m³",
        "MTR": "m",
        "CMT": "cm",
        "MMT": "mm",
        "MTK": "m²",
        "KMT": "km",
        "KWH": "kWh",
        "P1": "%",
    },
    CodeList.SCHEME: {
        "0060": "DUNS",
        "0088": "GLN",
        "0106": "KVK",
        "0190": "OIN",
        "0192": "NO ORG",
        "0204": "Leitweg-ID",
        "0208": mark("enterprise number"),
        "9925": mark("VAT number"),
        "EM": mark("e-mail address"),
    },
    CodeList.TAX_POINT: {
        "3": mark("on the day of the invoice"),
        "35": mark("on delivery"),
        "432": mark("on payment"),
    },
}


def meaning(codes: CodeList | None, code: str) -> str:
    """Return what a code means (English source text); "" for a code that has no text here."""
    return TEXTS[codes].get(code, "") if codes else ""
