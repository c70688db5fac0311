"""What several acts on documents write: VAT per rate, the keys of a number, the words people search for."""

from __future__ import annotations

from boekbrug.business.contacts.folding import search_text
from boekbrug.business.documents.models import Document, DocumentKey, DocumentVat
from boekbrug.formats import einvoice
from boekbrug.matching import number_keys
from boekbrug.money import show_amount, to_scaled, to_thousandths


def vat_rows(row: Document, subtotals: tuple[einvoice.VatSubtotal, ...]) -> list[DocumentVat]:
    """Return the rows of a VAT breakdown; not yet stored."""
    return [
        DocumentVat(
            document=row,
            category=one.category,
            rate_scaled=to_scaled(one.rate or einvoice.model.ZERO),
            base_thousandths=to_thousandths(one.taxable),
            vat_thousandths=to_thousandths(one.amount),
        )
        for one in subtotals
    ]


def add_keys(row: Document) -> None:
    """Store the ways in which a final document's number may be written."""
    DocumentKey.objects.bulk_create(
        [DocumentKey(document=row, key=key[:60]) for key in sorted(number_keys(row.number))]
    )


def document_search_text(row: Document) -> str:
    """Return what a document is found by: number, party, references and total."""
    texts = (row.number, row.contact_name, row.reference, row.buyer_reference, row.credited_number)
    return search_text((*texts, show_amount(row.total_thousandths)))
