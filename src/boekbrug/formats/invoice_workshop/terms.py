"""What every field of an invoice is called, with its number in EN 16931: one line per field.

A field of the model without a line here fails a test, so a new business term is shown from its first day.
`number` has one number, or several between bars where the same value serves several places: a party as
seller, buyer, payee or tax representative; an allowance or charge of the document or of a line. Which of
them counts is the `role` of the field that holds the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from boekbrug.formats.invoice_workshop.code_texts import CodeList
from boekbrug.wording import mark


class Shape(StrEnum):
    """How a value is written for people; PLAIN follows its type."""

    PLAIN = "plain"
    MONEY = "money"
    RATE = "rate"
    ACCOUNT = "account"
    REFERENCE = "reference"
    ENTERPRISE = "enterprise"
    VAT_NUMBER = "vat-number"


@dataclass(frozen=True, slots=True)
class Term:
    """A field: its name for people (English source text), its number, and how its value is written."""

    label: str
    number: str = ""
    shape: Shape = Shape.PLAIN
    codes: CodeList | None = None
    role: int = 0

    def number_in(self, role: int) -> str:
        """The number where the value stands in a role."""
        numbers = self.number.split("|")
        return numbers[role] if role < len(numbers) else numbers[0]


ENDPOINT = {
    "scheme": Term(mark("Scheme of the electronic address"), "BT-34|BT-49", codes=CodeList.SCHEME),
    "identifier": Term(mark("Electronic address"), "BT-34|BT-49"),
}

IDENTIFIER = {
    "value": Term(mark("Number")),
    "scheme": Term(mark("Scheme of the number"), codes=CodeList.SCHEME),
}

ADDRESS = {
    "street": Term(mark("Street"), "BT-75"),
    "extra": Term(mark("Address, second line"), "BT-76"),
    "further": Term(mark("Address, third line"), "BT-165"),
    "postcode": Term(mark("Postcode"), "BT-78"),
    "city": Term(mark("Town"), "BT-77"),
    "region": Term(mark("Region"), "BT-79"),
    "country": Term(mark("Country"), "BT-80"),
}

PARTY = {
    "name": Term(mark("Name"), "BT-27|BT-44|BT-59|BT-62"),
    "trade_name": Term(mark("Trade name"), "BT-28|BT-45"),
    "enterprise_number": Term(mark("Enterprise number"), "BT-30|BT-47|BT-61", Shape.ENTERPRISE),
    "enterprise_scheme": Term(mark("Register of that number"), "BT-30|BT-47|BT-61", codes=CodeList.SCHEME),
    "vat_number": Term(mark("VAT number"), "BT-31|BT-48||BT-63", Shape.VAT_NUMBER),
    "tax_registration": Term(mark("Other tax number"), "BT-32"),
    "identifiers": Term(mark("Other numbers"), "BT-29|BT-46|BT-60"),
    "street": Term(mark("Street"), "BT-35|BT-50||BT-64"),
    "extra": Term(mark("Address, second line"), "BT-36|BT-51||BT-65"),
    "further": Term(mark("Address, third line"), "BT-162|BT-163||BT-164"),
    "postcode": Term(mark("Postcode"), "BT-38|BT-53||BT-67"),
    "city": Term(mark("Town"), "BT-37|BT-52||BT-66"),
    "region": Term(mark("Region"), "BT-39|BT-54||BT-68"),
    "country": Term(mark("Country"), "BT-40|BT-55||BT-69"),
    "contact_name": Term(mark("Contact person"), "BT-41|BT-56"),
    "phone": Term(mark("Phone"), "BT-42|BT-57"),
    "email": Term(mark("E-mail"), "BT-43|BT-58"),
    "endpoint": Term(mark("Electronic address"), "BT-34|BT-49"),
    "legal_text": Term(mark("Legal information"), "BT-33"),
}

CARD = {
    "number": Term(mark("Card number"), "BT-87"),
    "holder": Term(mark("Card holder"), "BT-88"),
    "network": Term(mark("Kind of card")),
}

DIRECT_DEBIT = {
    "mandate": Term(mark("Mandate of the direct debit"), "BT-89"),
    "creditor": Term(mark("Creditor of the direct debit"), "BT-90"),
    "iban": Term(mark("Account that is debited"), "BT-91", Shape.ACCOUNT),
}

PAYMENT = {
    "means_code": Term(mark("Means of payment"), "BT-81", codes=CodeList.MEANS),
    "means_text": Term(mark("Means of payment, in words"), "BT-82"),
    "iban": Term(mark("Account"), "BT-84", Shape.ACCOUNT),
    "bic": Term(mark("BIC"), "BT-86"),
    "name": Term(mark("Account holder"), "BT-85"),
    "reference": Term(mark("Communication"), "BT-83", Shape.REFERENCE),
    "card": Term(mark("Card"), "BG-18"),
    "direct_debit": Term(mark("Direct debit"), "BG-19"),
}

ALLOWANCE_CHARGE = {
    "is_charge": Term(mark("Charge")),
    "amount": Term(mark("Amount"), "BT-92|BT-99|BT-136|BT-141", Shape.MONEY),
    "reason": Term(mark("Reason"), "BT-97|BT-104|BT-139|BT-144"),
    "reason_code": Term(mark("Code of the reason"), "BT-98|BT-105|BT-140|BT-145"),
    "percentage": Term(mark("Percentage"), "BT-94|BT-101|BT-138|BT-143", Shape.RATE),
    "base_amount": Term(mark("Calculated on"), "BT-93|BT-100|BT-137|BT-142", Shape.MONEY),
    "vat_category": Term(mark("VAT category"), "BT-95|BT-102", codes=CodeList.VAT_CATEGORY),
    "vat_rate": Term(mark("VAT rate"), "BT-96|BT-103", Shape.RATE),
    "belgian_code": Term(mark("Belgian VAT code")),
}

CASH_DISCOUNT = {
    "percentage": Term(mark("Percentage"), shape=Shape.RATE),
    "amount": Term(mark("Amount"), shape=Shape.MONEY),
    "until_on": Term(mark("Until")),
}

CLASSIFICATION = {
    "code": Term(mark("Class"), "BT-158"),
    "list_code": Term(mark("List of classes"), "BT-158"),
    "list_version": Term(mark("Version of the list"), "BT-158"),
}

ITEM_ATTRIBUTE = {
    "name": Term(mark("Property"), "BT-160"),
    "value": Term(mark("Value"), "BT-161"),
}

LINE = {
    "number": Term(mark("Line"), "BT-126"),
    "name": Term(mark("Description"), "BT-153"),
    "quantity": Term(mark("Quantity"), "BT-129"),
    "unit_code": Term(mark("Unit"), "BT-130", codes=CodeList.UNIT),
    "unit_price": Term(mark("Price"), "BT-146", Shape.MONEY),
    "vat_category": Term(mark("VAT category"), "BT-151", codes=CodeList.VAT_CATEGORY),
    "vat_rate": Term(mark("VAT rate"), "BT-152", Shape.RATE),
    "net": Term(mark("Without VAT"), "BT-131", Shape.MONEY),
    "description": Term(mark("Explanation"), "BT-154"),
    "note": Term(mark("Note"), "BT-127"),
    "price_base_quantity": Term(mark("Price is for"), "BT-149"),
    "price_unit_code": Term(mark("Unit of the price"), "BT-150", codes=CodeList.UNIT),
    "gross_price": Term(mark("Price before discount"), "BT-148", Shape.MONEY),
    "price_discount": Term(mark("Discount on the price"), "BT-147", Shape.MONEY),
    "allowances_and_charges": Term(mark("Discounts and charges"), "BG-27|BG-28", role=2),
    "period": Term(mark("Period"), "BG-26", role=1),
    "item_number": Term(mark("Article number of the seller"), "BT-155"),
    "buyer_item_number": Term(mark("Article number of the buyer"), "BT-156"),
    "standard_item": Term(mark("Standard article number"), "BT-157"),
    "classifications": Term(mark("Class"), "BT-158"),
    "origin_country": Term(mark("Country of origin"), "BT-159"),
    "attributes": Term(mark("Property"), "BG-32"),
    "order_line": Term(mark("Line of the order"), "BT-132"),
    "line_object": Term(mark("Invoiced object"), "BT-128"),
    "accounting_reference": Term(mark("Bookkeeping reference of the buyer"), "BT-133"),
    "belgian_code": Term(mark("Belgian VAT code")),
    "vat_amount": Term(mark("VAT of the line"), shape=Shape.MONEY),
    "sub_lines": Term(mark("Part of the line")),
}

VAT = {
    "category": Term(mark("VAT category"), "BT-118", codes=CodeList.VAT_CATEGORY),
    "rate": Term(mark("VAT rate"), "BT-119", Shape.RATE),
    "taxable": Term(mark("Taxable amount"), "BT-116", Shape.MONEY),
    "amount": Term(mark("VAT"), "BT-117", Shape.MONEY),
    "exemption_reason": Term(mark("Why no VAT is charged"), "BT-120"),
    "exemption_code": Term(mark("Code of the reason"), "BT-121"),
    "belgian_code": Term(mark("Belgian VAT code")),
}

TOTALS = {
    "lines": Term(mark("Sum of the lines"), "BT-106", Shape.MONEY),
    "allowances": Term(mark("Discounts"), "BT-107", Shape.MONEY),
    "charges": Term(mark("Charges"), "BT-108", Shape.MONEY),
    "net": Term(mark("Total without VAT"), "BT-109", Shape.MONEY),
    "vat": Term(mark("VAT"), "BT-110", Shape.MONEY),
    "vat_accounted": Term(mark("VAT in the currency of the books"), "BT-111", Shape.MONEY),
    "gross": Term(mark("Total with VAT"), "BT-112", Shape.MONEY),
    "prepaid": Term(mark("Paid already"), "BT-113", Shape.MONEY),
    "rounding": Term(mark("Rounding"), "BT-114", Shape.MONEY),
    "payable": Term(mark("To pay"), "BT-115", Shape.MONEY),
}

ATTACHMENT = {
    "name": Term(mark("File"), "BT-125"),
    "media_type": Term(mark("Kind of file"), "BT-125"),
    "content": Term(mark("Size"), "BT-125"),
    "description": Term(mark("Description"), "BT-123"),
    "identifier": Term(mark("Reference"), "BT-122"),
    "url": Term(mark("Web address"), "BT-124"),
    "document_type": Term(mark("Kind of document")),
}

LINKED_DOCUMENT = {
    "identifier": Term(mark("Reference"), "BT-122"),
    "description": Term(mark("Description"), "BT-123"),
    "url": Term(mark("Web address"), "BT-124"),
    "document_type": Term(mark("Kind of document")),
}

PRECEDING = {
    "number": Term(mark("Number"), "BT-25"),
    "issued_on": Term(mark("Date"), "BT-26"),
}

CODED_NOTE = {
    "subject": Term(mark("Subject"), "BT-21"),
    "text": Term(mark("Note"), "BT-22"),
}

LEGAL_MENTION = {
    "code": Term(mark("Code")),
    "text": Term(mark("Legal mention")),
}

PERIOD = {
    "first_on": Term(mark("From"), "BT-73|BT-134"),
    "last_on": Term(mark("Until"), "BT-74|BT-135"),
}

INVOICE = {
    "is_credit_note": Term(mark("Credit note")),
    "type_code": Term(mark("Kind of document"), "BT-3", codes=CodeList.TYPE),
    "number": Term(mark("Number"), "BT-1"),
    "issued_on": Term(mark("Date"), "BT-2"),
    "due_on": Term(mark("Due date"), "BT-9"),
    "currency": Term(mark("Currency"), "BT-5"),
    "seller": Term(mark("Seller"), "BG-4", role=0),
    "buyer": Term(mark("Buyer"), "BG-7", role=1),
    "payee": Term(mark("Payee"), "BG-10", role=2),
    "tax_representative": Term(mark("Tax representative of the seller"), "BG-11", role=3),
    "lines": Term(mark("Lines"), "BG-25"),
    "vat": Term(mark("VAT"), "BG-23"),
    "totals": Term(mark("Totals"), "BG-22"),
    "payment": Term(mark("Payment"), "BG-16"),
    "further_payments": Term(mark("Other way to pay"), "BG-16"),
    "payment_terms": Term(mark("Payment terms"), "BT-20"),
    "cash_discount": Term(mark("Discount for prompt payment")),
    "further_cash_discounts": Term(mark("Other discount for prompt payment")),
    "allowances_and_charges": Term(mark("Discounts and charges"), "BG-20|BG-21", role=0),
    "notes": Term(mark("Note"), "BT-22"),
    "coded_notes": Term(mark("Note with a subject"), "BG-1"),
    "legal_mentions": Term(mark("Legal mention")),
    "preceding": Term(mark("Earlier invoice"), "BG-3"),
    "period": Term(mark("Period"), "BG-14"),
    "delivered_on": Term(mark("Delivered on"), "BT-72"),
    "delivered_to_name": Term(mark("Delivered to"), "BT-70"),
    "delivered_to": Term(mark("Place of delivery"), "BG-15"),
    "delivery_location": Term(mark("Number of the place of delivery"), "BT-71"),
    "tax_point_on": Term(mark("Day when VAT is due"), "BT-7"),
    "tax_point_code": Term(mark("When VAT is due"), "BT-8", codes=CodeList.TAX_POINT),
    "accounting_currency": Term(mark("Currency of the books"), "BT-6"),
    "buyer_reference": Term(mark("Reference of the buyer"), "BT-10"),
    "project_reference": Term(mark("Project"), "BT-11"),
    "contract_reference": Term(mark("Contract"), "BT-12"),
    "order_reference": Term(mark("Order"), "BT-13"),
    "sales_order_reference": Term(mark("Sales order"), "BT-14"),
    "receipt_reference": Term(mark("Receipt note"), "BT-15"),
    "despatch_reference": Term(mark("Despatch note"), "BT-16"),
    "tender_reference": Term(mark("Tender or lot"), "BT-17"),
    "invoiced_object": Term(mark("Invoiced object"), "BT-18"),
    "accounting_reference": Term(mark("Bookkeeping reference of the buyer"), "BT-19"),
    "attachments": Term(mark("Attachments"), "BG-24"),
    "linked_documents": Term(mark("Other document"), "BG-24"),
    "customization": Term(mark("Specification"), "BT-24"),
    "profile": Term(mark("Process"), "BT-23"),
}

TERMS: dict[str, dict[str, Term]] = {
    "Address": ADDRESS,
    "AllowanceCharge": ALLOWANCE_CHARGE,
    "Attachment": ATTACHMENT,
    "Card": CARD,
    "CashDiscount": CASH_DISCOUNT,
    "Classification": CLASSIFICATION,
    "CodedNote": CODED_NOTE,
    "DirectDebit": DIRECT_DEBIT,
    "Endpoint": ENDPOINT,
    "Identifier": IDENTIFIER,
    "Invoice": INVOICE,
    "ItemAttribute": ITEM_ATTRIBUTE,
    "LegalMention": LEGAL_MENTION,
    "Line": LINE,
    "LinkedDocument": LINKED_DOCUMENT,
    "Party": PARTY,
    "Payment": PAYMENT,
    "InvoicingPeriod": PERIOD,
    "PrecedingInvoice": PRECEDING,
    "Totals": TOTALS,
    "VatSubtotal": VAT,
}
"""The fields of each class of the model, by the name of the class, in the order in which they are shown."""
