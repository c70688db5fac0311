"""Read a Cross Industry Invoice (CII, syntax binding CEN/TS 16931-3-3) or ZUGFeRD 1 into our model.

The names are those of CII; `names` gives the older names of ZUGFeRD 1 the same ones.
"""

from __future__ import annotations

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.cii_lines import LINE_ITEM, read_lines
from boekbrug.formats.einvoice.cii_parts import (
    read_allowances,
    read_date,
    read_period,
    read_reference,
)
from boekbrug.formats.einvoice.cii_party import read_address, read_party
from boekbrug.formats.einvoice.cii_settlement import (
    read_payments,
    read_preceding,
    read_terms,
    read_totals,
    read_vat,
)
from boekbrug.formats.einvoice.code_lists import CREDIT_TYPE_CODES, OBJECT_TYPE, READ_CURRENCIES
from boekbrug.formats.einvoice.model import (
    Attachment,
    CodedNote,
    Identifier,
    Invoice,
    LinkedDocument,
    Party,
)
from boekbrug.formats.einvoice.node import Node
from boekbrug.formats.einvoice.ubl_documents import embedded
from boekbrug.formats.einvoice.ubl_parts import read_identifier

_TENDER_TYPE = "50"  # UNTDID 1001: BT-17
_SUPPORTING_TYPE = "916"  # BG-24
_WITHOUT_LINES = (":minimum", ":basicwl")  # profiles of Factur-X


def read_document(root: Node) -> Invoice | None:
    """Read the document; None when a whole part of it is missing. Everything wrong is noted in the walk."""
    context = root.first("rsm:ExchangedDocumentContext")
    document = root.required("rsm:ExchangedDocument")
    transaction = root.required("rsm:SupplyChainTradeTransaction")
    if document is None or transaction is None:
        return None
    agreement = transaction.required("ram:ApplicableHeaderTradeAgreement")
    settlement = transaction.required("ram:ApplicableHeaderTradeSettlement")
    if agreement is None or settlement is None:
        return None
    fields = _context(context)
    root.walk.currency = _currency(settlement)
    number = document.text("ram:ID", is_required=True)
    issued_on = read_date(document, "ram:IssueDateTime", is_required=True)
    type_code = document.text("ram:TypeCode", is_required=not root.walk.is_tolerant)
    fields |= _notes(document) | _agreement(agreement)
    fields |= _delivery(transaction.first("ram:ApplicableHeaderTradeDelivery"))
    fields |= _settlement(settlement)
    if LINE_ITEM not in transaction:
        has_none = str(fields["customization"]).lower().endswith(_WITHOUT_LINES)
        transaction.complain(problems.WITHOUT_LINES if has_none else problems.NO_LINES)
    lines = read_lines(transaction)
    if issued_on is None:
        return None
    return Invoice(
        is_credit_note=type_code in CREDIT_TYPE_CODES,
        number=number,
        issued_on=issued_on,
        currency=root.walk.currency,
        type_code=type_code,
        lines=lines,
        **fields,  # type: ignore[arg-type]  # named as the fields are
    )


def _context(context: Node | None) -> dict[str, object]:
    """Process (BT-23) and specification (BT-24)."""
    if context is None:
        return {"customization": "", "profile": ""}
    process = "ram:BusinessProcessSpecifiedDocumentContextParameter"
    guideline = "ram:GuidelineSpecifiedDocumentContextParameter"
    return {
        "profile": context.deep_text(process, "ram:ID"),
        "customization": context.deep_text(guideline, "ram:ID"),
    }


def _currency(settlement: Node) -> str:
    """The currency of the document (BT-5); an unknown one is a problem."""
    currency = settlement.text("ram:InvoiceCurrencyCode", is_required=True)
    if currency and currency not in READ_CURRENCIES:
        settlement.complain(problems.UNKNOWN_CURRENCY, found=currency)
    return currency


def _notes(document: Node) -> dict[str, object]:
    """The notes (BG-1), with and without subject."""
    plain, coded = [], []
    for node in document.every("ram:IncludedNote"):
        subject, text = node.text("ram:SubjectCode"), "\n".join(node.texts("ram:Content"))
        if subject:
            coded.append(CodedNote(subject, text))
        elif text:
            plain.append(text)
    return {"notes": tuple(plain), "coded_notes": tuple(coded)}


def _agreement(node: Node) -> dict[str, object]:
    """Parties and references."""
    seller_node, buyer_node = node.required("ram:SellerTradeParty"), node.required("ram:BuyerTradeParty")
    project = node.first("ram:SpecifiedProcuringProject")
    fields: dict[str, object] = {
        "seller": read_party(seller_node, is_name_required=True) or Party(),
        "buyer": read_party(buyer_node, is_name_required=True) or Party(),
        "tax_representative": read_party(node.first("ram:SellerTaxRepresentativeTradeParty")),
        "buyer_reference": node.text("ram:BuyerReference"),
        "order_reference": read_reference(node, "ram:BuyerOrderReferencedDocument"),
        "sales_order_reference": read_reference(node, "ram:SellerOrderReferencedDocument"),
        "contract_reference": read_reference(node, "ram:ContractReferencedDocument"),
        "project_reference": project.text("ram:ID") if project else "",
    }
    return fields | _documents(node)


def _documents(node: Node) -> dict[str, object]:
    """Embedded files and links (BG-24), the tender (BT-17) and the invoiced object (BT-18)."""
    attachments: list[Attachment] = []
    links: list[LinkedDocument] = []
    fields: dict[str, object] = {"tender_reference": "", "invoiced_object": None}
    for one in node.every("ram:AdditionalReferencedDocument"):
        kind = one.text("ram:TypeCode")
        identifier = one.text("ram:IssuerAssignedID") or one.text("ram:ID")
        if kind == _TENDER_TYPE and not fields["tender_reference"]:
            fields["tender_reference"] = identifier
        elif kind == OBJECT_TYPE and fields["invoiced_object"] is None:
            fields["invoiced_object"] = Identifier(identifier, one.text("ram:ReferenceTypeCode"))
        else:
            found = _document(one, identifier, "" if kind == _SUPPORTING_TYPE else kind)
            (attachments if isinstance(found, Attachment) else links).append(found)  # type: ignore[arg-type]
    return fields | {"attachments": tuple(attachments), "linked_documents": tuple(links)}


def _document(node: Node, identifier: str, kind: str) -> Attachment | LinkedDocument:
    """Read one supporting document."""
    description, url = "\n".join(node.texts("ram:Name")), node.text("ram:URIID")
    binary = node.first("ram:AttachmentBinaryObject")
    if binary is None:
        return LinkedDocument(identifier, description, url, kind)
    name = binary.attribute("filename") or identifier or "attachment"
    return Attachment(
        name=name,
        media_type=binary.attribute("mimeCode").lower(),
        content=embedded(binary, name),
        description=description,
        identifier="" if identifier == name else identifier,
        url=url,
        document_type=kind,
    )


def _delivery(node: Node | None) -> dict[str, object]:
    """When and where it was delivered (BG-13, BG-15), and the advices (BT-15, BT-16)."""
    if node is None:
        return {}
    fields: dict[str, object] = {
        "despatch_reference": read_reference(node, "ram:DespatchAdviceReferencedDocument"),
        "receipt_reference": read_reference(node, "ram:ReceivingAdviceReferencedDocument"),
    }
    if event := node.first("ram:ActualDeliverySupplyChainEvent"):
        fields["delivered_on"] = read_date(event, "ram:OccurrenceDateTime")
    if party := node.first("ram:ShipToTradeParty"):
        own = read_identifier(party, "ram:GlobalID") or read_identifier(party, "ram:ID")
        fields["delivery_location"] = own
        fields["delivered_to_name"] = party.text("ram:Name")
        fields["delivered_to"] = read_address(party.first("ram:PostalTradeAddress"))
    return fields


def _settlement(node: Node) -> dict[str, object]:
    """Payment, VAT, totals and what belongs to them."""
    accounting_currency = node.text("ram:TaxCurrencyCode")
    vat, terms = read_vat(node), read_terms(node)
    first, *further = read_payments(node, mandate=terms.mandate)
    return {
        "payee": read_party(node.first("ram:PayeeTradeParty")),
        "payment": first,
        "further_payments": tuple(further),
        "payment_terms": terms.text,
        "due_on": terms.due_on,
        "vat": vat.subtotals,
        "tax_point_on": vat.tax_point_on,
        "tax_point_code": vat.tax_point_code,
        "totals": read_totals(node, accounting_currency=accounting_currency),
        "accounting_currency": accounting_currency,
        "allowances_and_charges": read_allowances(node, of_line=False),
        "period": read_period(node, "ram:BillingSpecifiedPeriod"),
        "preceding": read_preceding(node),
        "accounting_reference": node.deep_text("ram:ReceivableSpecifiedTradeAccountingAccount", "ram:ID"),
    }
