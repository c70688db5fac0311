"""Our own documents with more in them than one invoice says: values that differ from another beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import CashDiscount, LegalMention
from tests.formats.einvoice.full import by_card, by_direct_debit, full_credit_note, full_invoice
from tests.formats.einvoice.full_cii import full_cii
from tests.formats.einvoice.invoices import PDF
from tests.formats.einvoice.old_files import E_FFF_2, cii, zugferd_1

_SEPA = (
    '<cac:PartyIdentification><cbc:ID schemeID="SEPA">BE{}ZZZ0123456749</cbc:ID></cac:PartyIdentification>'
)
_REASON = (
    "<cbc:TaxExemptionReasonCode>VATEX-EU-O</cbc:TaxExemptionReasonCode>"
    "<cbc:TaxExemptionReason>Vrij</cbc:TaxExemptionReason>"
)
_DUE = "<cbc:PaymentDueDate>2026-05-{}</cbc:PaymentDueDate>"
_PROJECT = (
    "<cac:AdditionalDocumentReference><cbc:ID>P-3</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode>"
    "</cac:AdditionalDocumentReference>"
)
_TERMS = (
    "<cac:PaymentTerms><cbc:Note>Later</cbc:Note>{}<cac:SettlementPeriod><cbc:EndDate>2026-05-07</cbc:EndDate>"
    "</cac:SettlementPeriod></cac:PaymentTerms>"
)
_LINE_TAX = (
    '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount><cac:TaxSubtotal>'
    '<cbc:TaxableAmount currencyID="EUR">99.00</cbc:TaxableAmount>'
    '<cbc:TaxAmount currencyID="EUR">20.00</cbc:TaxAmount><cbc:Percent>20</cbc:Percent><cac:TaxCategory>'
    f"<cbc:ID>S</cbc:ID><cbc:Name>03</cbc:Name><cbc:Percent>19</cbc:Percent>{_REASON}"
    "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"
)


def _with_more(text: str, *, is_old: bool = False) -> str:
    """A document of ours with values that say something else than one that was read before."""
    text = text.replace("<cac:Party>", "<cac:Party>" + _SEPA.format(11), 1)
    before, party, after = text.rpartition("<cac:Party>")
    text = f"{before}{party}{_SEPA.format(13)}{after}"
    text = text.replace("<cac:PayeeParty>", "<cac:PayeeParty>" + _SEPA.format(12))
    means = "</cbc:PaymentMeansCode>"
    text = text.replace(means, means + _DUE.format("01"), 1)
    before, end, after = text.rpartition(means)
    text = f"{before}{end}{_DUE.format('02')}{after}"
    text = text.replace("</cbc:Percent>", f"</cbc:Percent>{_REASON}")
    text = text.replace("<cac:AccountingSupplierParty>", f"{_PROJECT}<cac:AccountingSupplierParty>")
    terms = _TERMS.format(_DUE.format("03")) + _TERMS.format(_DUE.format("04") + "<cbc:Amount>2</cbc:Amount>")
    text = text.replace("</cac:PaymentTerms>", f"</cac:PaymentTerms>{terms}")
    if is_old:
        text = text.replace("<cac:Item>", f"{_LINE_TAX}<cac:Item>")
    return text


@cache
def documents() -> dict[str, bytes]:
    """Documents of every syntax by name."""
    discount = CashDiscount(Decimal(2), Decimal(1), dt.date(2026, 4, 1))
    old = replace(full_invoice(), cash_discount=discount, legal_mentions=(LegalMention("BELM-005", "Vrij"),))
    texts = {
        "invoice": einvoice.write_bis3(full_invoice()),
        "credit note": einvoice.write_bis3(full_credit_note()),
        "card": einvoice.write_bis3(by_card()),
        "direct debit": einvoice.write_bis3(by_direct_debit()),
        "UBL.BE": einvoice.write_ubl_be(old, pdf=PDF),
    }
    found = {name: content.decode() for name, content in texts.items()}
    found["invoice with more"] = _with_more(found["invoice"])
    found["credit note with more"] = _with_more(found["credit note"])
    found["UBL.BE with more"] = _with_more(found["UBL.BE"], is_old=True)
    found |= {
        "e-FFF 2": E_FFF_2,
        "e-FFF 2 with more": _with_more(E_FFF_2, is_old=True),
        "CII": cii(),
        "ZUGFeRD 1": zugferd_1(),
        "full CII": full_cii(),
    }
    return {name: text.encode() for name, text in found.items()}
