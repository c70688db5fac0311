"""Write a Peppol BIS Billing 3 Invoice or CreditNote; element order as in the UBL 2.1 schemas.

The same invoice always gives the same bytes: nothing comes from a clock, a name of a machine or a hash order.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import cast

from lxml import etree

from boekbrug.belgium import enterprise_number, ogm
from boekbrug.formats.einvoice.bis3 import ENTERPRISE_SCHEME, as_bis3
from boekbrug.formats.einvoice.model import ONE, AllowanceCharge, Attachment, Invoice, Line, Party
from boekbrug.formats.einvoice.node import CAC, CBC
from boekbrug.formats.einvoice.recognition import CREDIT_NOTE_NAMESPACE, INVOICE_NAMESPACE
from boekbrug.formats.einvoice.ubl_tree import amount, day, group, leaf, number


def write_bis3(invoice: Invoice, *, pdf: Attachment | None = None) -> bytes:
    """Return the UBL document as UTF-8 bytes, with the PDF embedded; deterministic.

    Fills in what BIS 3 asks (see `as_bis3`); whether the invoice may leave is for `readiness` to say first.
    """
    ready = as_bis3(invoice, pdf=pdf)
    name, namespace = (
        ("CreditNote", CREDIT_NOTE_NAMESPACE) if ready.is_credit_note else ("Invoice", INVOICE_NAMESPACE)
    )
    prefixes = {None: namespace, "cac": CAC, "cbc": CBC}
    root = etree.Element(f"{{{namespace}}}{name}", nsmap=cast("Mapping[str, str]", prefixes))
    _header(root, ready)
    _references(root, ready)
    _party(root, "AccountingSupplierParty", ready.seller)
    _party(root, "AccountingCustomerParty", ready.buyer)
    _delivery(root, ready)
    _payment(root, ready)
    for one in ready.allowances_and_charges:
        _allowance(root, one, currency=ready.currency, of_line=False)
    _vat(root, ready)
    _totals(root, ready)
    for line in ready.lines:
        _line(root, line, invoice=ready)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _header(root: etree._Element, invoice: Invoice) -> None:
    """Identification, dates, type, note, currency, buyer reference, period."""
    leaf(root, "CustomizationID", invoice.customization)
    leaf(root, "ProfileID", invoice.profile)
    leaf(root, "ID", invoice.number)
    day(root, "IssueDate", invoice.issued_on)
    if not invoice.is_credit_note:
        day(root, "DueDate", invoice.due_on)
    leaf(root, "CreditNoteTypeCode" if invoice.is_credit_note else "InvoiceTypeCode", invoice.type_code)
    for note in invoice.notes:
        leaf(root, "Note", note)
    leaf(root, "DocumentCurrencyCode", invoice.currency)
    leaf(root, "BuyerReference", invoice.buyer_reference)
    if invoice.period:
        period = group(root, "InvoicePeriod")
        day(period, "StartDate", invoice.period.first_on)
        day(period, "EndDate", invoice.period.last_on)


def _references(root: etree._Element, invoice: Invoice) -> None:
    """Order, corrected invoices, contract, embedded files."""
    if invoice.order_reference:
        leaf(group(root, "OrderReference"), "ID", invoice.order_reference)
    for earlier in invoice.preceding:
        reference = group(group(root, "BillingReference"), "InvoiceDocumentReference")
        leaf(reference, "ID", earlier.number)
        day(reference, "IssueDate", earlier.issued_on)
    if invoice.contract_reference:
        leaf(group(root, "ContractDocumentReference"), "ID", invoice.contract_reference)
    for attachment in invoice.attachments:
        _attachment(root, attachment)


def _attachment(root: etree._Element, attachment: Attachment) -> None:
    """One embedded file (BG-24)."""
    reference = group(root, "AdditionalDocumentReference")
    leaf(reference, "ID", attachment.identifier or attachment.name)
    leaf(reference, "DocumentDescription", attachment.description)
    leaf(
        group(reference, "Attachment"),
        "EmbeddedDocumentBinaryObject",
        base64.b64encode(attachment.content).decode("ascii"),
        mimeCode=attachment.media_type,
        filename=attachment.name,
    )


def _party(root: etree._Element, role: str, party: Party) -> None:
    """Seller or buyer (BG-4, BG-7)."""
    node = group(group(root, role), "Party")
    if party.endpoint:
        leaf(node, "EndpointID", party.endpoint.identifier, schemeID=party.endpoint.scheme)
    if party.trade_name:
        leaf(group(node, "PartyName"), "Name", party.trade_name)
    _address(node, party)
    if party.vat_number:
        scheme = group(node, "PartyTaxScheme")
        leaf(scheme, "CompanyID", party.vat_number)
        leaf(group(scheme, "TaxScheme"), "ID", "VAT")
    legal = group(node, "PartyLegalEntity")
    leaf(legal, "RegistrationName", party.name)
    is_belgian = party.country == "BE" and enterprise_number.parse_or_none(party.enterprise_number)
    leaf(
        legal, "CompanyID", party.enterprise_number, **({"schemeID": ENTERPRISE_SCHEME} if is_belgian else {})
    )
    if party.contact_name or party.phone or party.email:
        contact = group(node, "Contact")
        leaf(contact, "Name", party.contact_name)
        leaf(contact, "Telephone", party.phone)
        leaf(contact, "ElectronicMail", party.email)


def _address(node: etree._Element, party: Party) -> None:
    """The postal address (BG-5, BG-8)."""
    address = group(node, "PostalAddress")
    leaf(address, "StreetName", party.street)
    leaf(address, "AdditionalStreetName", party.extra)
    leaf(address, "CityName", party.city)
    leaf(address, "PostalZone", party.postcode)
    if party.country:
        leaf(group(address, "Country"), "IdentificationCode", party.country)


def _delivery(root: etree._Element, invoice: Invoice) -> None:
    """Day and country of delivery (BG-13, BG-15)."""
    if not (invoice.delivered_on or invoice.delivered_to_country):
        return
    delivery = group(root, "Delivery")
    day(delivery, "ActualDeliveryDate", invoice.delivered_on)
    if invoice.delivered_to_country:
        country = group(group(group(delivery, "DeliveryLocation"), "Address"), "Country")
        leaf(country, "IdentificationCode", invoice.delivered_to_country)


def _payment(root: etree._Element, invoice: Invoice) -> None:
    """How and when to pay (BG-16, BT-20); a structured communication is written with its signs."""
    payment = invoice.payment
    if payment.means_code:
        means = group(root, "PaymentMeans")
        leaf(means, "PaymentMeansCode", payment.means_code)
        if invoice.is_credit_note:
            day(means, "PaymentDueDate", invoice.due_on)
        leaf(means, "PaymentID", ogm.show(payment.ogm) if payment.ogm else payment.reference)
        if payment.iban:
            account = group(means, "PayeeFinancialAccount")
            leaf(account, "ID", payment.iban)
            leaf(account, "Name", payment.name)
            if payment.bic:
                leaf(group(account, "FinancialInstitutionBranch"), "ID", payment.bic)
    if invoice.payment_terms:
        leaf(group(root, "PaymentTerms"), "Note", invoice.payment_terms)


def _allowance(parent: etree._Element, one: AllowanceCharge, *, currency: str, of_line: bool) -> None:
    """An allowance or charge; with its VAT when it is of the document."""
    node = group(parent, "AllowanceCharge")
    leaf(node, "ChargeIndicator", "true" if one.is_charge else "false")
    leaf(node, "AllowanceChargeReasonCode", one.reason_code)
    leaf(node, "AllowanceChargeReason", one.reason)
    if one.percentage is not None:
        leaf(node, "MultiplierFactorNumeric", number(one.percentage))
    amount(node, "Amount", one.amount, currency=currency)
    if one.base_amount is not None:
        amount(node, "BaseAmount", one.base_amount, currency=currency)
    if not of_line:
        category = group(node, "TaxCategory")
        leaf(category, "ID", one.vat_category)
        if one.vat_rate is not None:
            leaf(category, "Percent", number(one.vat_rate))
        leaf(group(category, "TaxScheme"), "ID", "VAT")


def _vat(root: etree._Element, invoice: Invoice) -> None:
    """The VAT total and its breakdown (BT-110, BG-23)."""
    total = group(root, "TaxTotal")
    amount(total, "TaxAmount", invoice.totals.vat, currency=invoice.currency)
    for one in invoice.vat:
        subtotal = group(total, "TaxSubtotal")
        amount(subtotal, "TaxableAmount", one.taxable, currency=invoice.currency)
        amount(subtotal, "TaxAmount", one.amount, currency=invoice.currency)
        category = group(subtotal, "TaxCategory")
        leaf(category, "ID", one.category)
        if one.rate is not None:
            leaf(category, "Percent", number(one.rate))
        leaf(category, "TaxExemptionReasonCode", one.exemption_code)
        leaf(category, "TaxExemptionReason", one.exemption_reason)
        leaf(group(category, "TaxScheme"), "ID", "VAT")


def _totals(root: etree._Element, invoice: Invoice) -> None:
    """The document totals (BG-22); those that are zero and optional stay away."""
    node, totals, currency = group(root, "LegalMonetaryTotal"), invoice.totals, invoice.currency
    amount(node, "LineExtensionAmount", totals.lines, currency=currency)
    amount(node, "TaxExclusiveAmount", totals.net, currency=currency)
    amount(node, "TaxInclusiveAmount", totals.gross, currency=currency)
    optional = (
        ("AllowanceTotalAmount", totals.allowances),
        ("ChargeTotalAmount", totals.charges),
        ("PrepaidAmount", totals.prepaid),
        ("PayableRoundingAmount", totals.rounding),
    )
    for name, value in optional:
        if value:
            amount(node, name, value, currency=currency)
    amount(node, "PayableAmount", totals.payable, currency=currency)


def _line(root: etree._Element, line: Line, *, invoice: Invoice) -> None:
    """One line (BG-25) with its item and price."""
    is_credit = invoice.is_credit_note
    node = group(root, "CreditNoteLine" if is_credit else "InvoiceLine")
    leaf(node, "ID", line.number)
    leaf(node, "Note", line.note)
    quantity_name = "CreditedQuantity" if is_credit else "InvoicedQuantity"
    leaf(node, quantity_name, number(line.quantity), unitCode=line.unit_code)
    amount(node, "LineExtensionAmount", line.net, currency=invoice.currency)
    for one in line.allowances_and_charges:
        _allowance(node, one, currency=invoice.currency, of_line=True)
    item = group(node, "Item")
    leaf(item, "Description", line.description)
    leaf(item, "Name", line.name)
    if line.item_number:
        leaf(group(item, "SellersItemIdentification"), "ID", line.item_number)
    category = group(item, "ClassifiedTaxCategory")
    leaf(category, "ID", line.vat_category)
    if line.vat_rate is not None:
        leaf(category, "Percent", number(line.vat_rate))
    leaf(group(category, "TaxScheme"), "ID", "VAT")
    price = group(node, "Price")
    leaf(price, "PriceAmount", number(line.unit_price), currencyID=invoice.currency)
    if line.price_base_quantity != ONE:
        leaf(price, "BaseQuantity", number(line.price_base_quantity), unitCode=line.unit_code)
