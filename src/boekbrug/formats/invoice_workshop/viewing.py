"""Turn an invoice into what is shown of it. Pure; whatever the model holds comes out somewhere.

Columns and headings name the fields that they show; every other field of a group follows under `more`, so a
new field of the model is shown without a line here (its name stands in `terms`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from boekbrug.formats.einvoice.model import ONE, Attachment, Invoice, Line, VatSubtotal
from boekbrug.formats.einvoice.reading import Reading
from boekbrug.formats.invoice_workshop import file_names
from boekbrug.formats.invoice_workshop.code_texts import CodeList, meaning
from boekbrug.formats.invoice_workshop.terms import INVOICE, Term
from boekbrug.formats.invoice_workshop.view import (
    LINES_MAX,
    ROWS_MAX,
    AttachmentView,
    First,
    Group,
    LineView,
    Row,
    VatView,
    View,
)
from boekbrug.formats.invoice_workshop.walking import Leaf, each, is_group, leaves
from boekbrug.formats.invoice_workshop.writing_out import (
    Translate,
    clean,
    money,
    number,
    number_for_people,
    rate,
    size,
    written,
)
from boekbrug.wording import mark

PARTIES = ("seller", "buyer", "payee", "tax_representative")
PAYMENTS = ("payment", "further_payments", "cash_discount", "further_cash_discounts")
_NAMING = ("name", "vat_number", "enterprise_number")
_ELSEWHERE = frozenset({*PARTIES, *PAYMENTS, "lines", "vat", "totals", "attachments"})
_LINE_COLUMNS = frozenset(
    ("number", "name", "quantity", "unit_code", "unit_price", "vat_category", "vat_rate", "net")
) | {"price_base_quantity", "sub_lines"}
_VAT_COLUMNS = frozenset({"category", "rate", "taxable", "amount"})
_SUMMARY = (
    "number", "issued_on", "due_on", "payment.means_code", "payment.iban", "payment.bic", "payment.reference",
    "payment_terms",
)  # fmt: skip
_OF_DISCOUNTS, _OF_CHARGES = frozenset({"BT-92", "BT-136"}), frozenset({"BT-99", "BT-141"})
_FILE_COLUMNS = frozenset({"name", "content"})
_ZERO_SAYS_NOTHING = frozenset({"allowances", "charges", "prepaid", "rounding"})


def view(invoice: Invoice, translate: Translate) -> View:
    """Return what is shown of an invoice, in the language that `translate` speaks."""
    label, amount = _amount(invoice, translate)
    found = list(leaves(invoice, without=frozenset({"lines", "attachments"})))
    return View(
        title=f"{kind(invoice, translate)} {clean(invoice.number)}".strip(),
        amount=amount,
        amount_label=label,
        is_credit=invoice.is_credit,
        told=_told(invoice, translate),
        summary=tuple(_summary(found, translate)),
        lines=First.of(_lines(invoice.lines), lambda one: _line(*one, translate), LINES_MAX),
        vat=First.of(invoice.vat, lambda one: _vat(one, translate)),
        totals=tuple(_totals(invoice, translate)),
        parties=_groups(invoice, PARTIES, translate),
        payments=_groups(invoice, PAYMENTS, translate),
        document=_document(found, translate),
        more=_more(found, translate),
        attachments=_attachments(invoice, translate),
    )


def attachments_of(reading: Reading) -> tuple[Attachment, ...]:
    """Return the files inside every invoice of a file that can be seen, in the order of their numbers."""
    invoices = (one.seen for one in reading.documents if one.seen)
    return tuple(file for invoice in invoices for file in invoice.attachments)


def kind(invoice: Invoice, translate: Translate) -> str:
    """Return what kind of document it is, by its code; else an invoice or a credit note."""
    known = meaning(CodeList.TYPE, invoice.type_code)
    return translate(known or (mark("Credit note") if invoice.is_credit_note else mark("Invoice")))


def _amount(invoice: Invoice, translate: Translate) -> tuple[str, str]:
    """The amount that counts and which way it goes: never a minus sign that the reader has to explain."""
    payable = invoice.totals.payable
    gives_back = invoice.is_credit_note != (payable < 0)
    label = mark("Given back") if gives_back else mark("To pay")
    return translate(label), money(abs(payable), invoice.currency)


def _told(invoice: Invoice, translate: Translate) -> str:
    if invoice.totals.gross >= 0:
        return ""
    if invoice.is_credit_note:
        return translate(mark("A credit note with a negative total: it asks for money, as an invoice does."))
    return translate(mark("An invoice with a negative total: it gives money back, as a credit note does."))


def _summary(all_leaves: list[Leaf], translate: Translate) -> Iterator[Row]:
    """Who to whom, when, and how to pay."""
    wanted = {*_SUMMARY, *(f"{party}.{field}" for party in PARTIES[:2] for field in _NAMING)}
    found = {one.path: row_of(one, translate) for one in all_leaves if one.path in wanted}
    for name in PARTIES[:2]:
        called, *numbers = (found.get(f"{name}.{field}") for field in _NAMING)
        said = [called, next((one for one in numbers if one), None)]
        yield Row(name, translate(INVOICE[name].label), " · ".join(one.value for one in said if one))
    yield from (found[path] for path in _SUMMARY if path in found)


def _lines(lines: Iterable[Line], level: int = 0) -> Iterator[tuple[Line, int]]:
    """Each line, and what it consists of below it, with how deep it hangs."""
    for one in lines:
        yield one, level
        yield from _lines(one.sub_lines, level + 1)


def _line(line: Line, level: int, translate: Translate) -> LineView:
    unit = meaning(CodeList.UNIT, line.unit_code)
    base = f" / {number(line.price_base_quantity)}" if line.price_base_quantity != ONE else ""
    return LineView(
        level=level,
        number=clean(line.number),
        name=clean(line.name),
        quantity=number(line.quantity),
        unit=translate(unit) if unit else clean(line.unit_code),
        price=money(line.unit_price) + base,
        vat=rate(line.vat_category, line.vat_rate, translate),
        net=money(line.net),
        is_negative=line.net < 0,
        more=_rows(leaves(line, without=_LINE_COLUMNS), translate),
    )


def _vat(one: VatSubtotal, translate: Translate) -> VatView:
    return VatView(
        title=rate(one.category, one.rate, translate),
        taxable=money(one.taxable),
        amount=money(one.amount),
        more=_rows((leaf for leaf in leaves(one) if leaf.path not in _VAT_COLUMNS), translate),
    )


def _totals(invoice: Invoice, translate: Translate) -> Iterator[Row]:
    for leaf in leaves(invoice.totals, "totals"):
        if leaf.name == "payable":
            label, amount = _amount(invoice, translate)
            yield Row(leaf.path, label, amount, leaf.number)
        elif leaf.value or leaf.name not in _ZERO_SAYS_NOTHING:
            yield row_of(leaf, translate)


def _groups(invoice: Invoice, names: Iterable[str], translate: Translate) -> First[Group]:
    """The groups that these fields hold, each under its title."""

    def group(found: tuple[Term, str, Any]) -> Group:
        term, place, one = found
        rows = _rows(leaves(one, place, role=term.role), translate)
        return Group(translate(term.label), rows, term.number)

    found = (
        (INVOICE[name], place, one)
        for name in names
        for place, one in each(getattr(invoice, name), name)
        if is_group(one) and next(leaves(one), None)
    )
    return First.of(found, group)


def _document(found: list[Leaf], translate: Translate) -> Group:
    """The fields of the invoice itself that the summary has no room for."""
    own = (leaf for leaf in found if "." not in leaf.path and leaf.path not in _SUMMARY)
    return Group(translate(mark("Document")), _rows(own, translate))


def _more(all_leaves: list[Leaf], translate: Translate) -> First[Group]:
    """The groups that stand nowhere else: discounts and charges, places, periods, papers."""

    def group(found: tuple[str, Iterator[Leaf]]) -> Group:
        place, several = found[0], list(found[1])
        term = INVOICE[place.partition("[")[0]]
        is_charge = any(leaf.name == "is_charge" for leaf in several)
        title = _way(several[0]) or term.label
        return Group(translate(title), _rows(several, translate), term.number_in(is_charge))

    below = (leaf for leaf in all_leaves if "." in leaf.path and _top(leaf) not in _ELSEWHERE)
    return First.of(groupby(below, key=lambda leaf: leaf.path.partition(".")[0]), group)


def _attachments(invoice: Invoice, translate: Translate) -> First[AttachmentView]:
    def attachment(found: tuple[int, Attachment]) -> AttachmentView:
        at, one = found
        rows = _rows((leaf for leaf in leaves(one) if leaf.path not in _FILE_COLUMNS), translate)
        return AttachmentView(at + 1, clean(one.name), names[at], size(len(one.content)), rows)

    names = file_names.of_attachments(invoice.attachments[:ROWS_MAX])
    return First.of(enumerate(invoice.attachments), attachment)


def _rows(found: Iterable[Leaf], translate: Translate) -> First[Row]:
    """Rows of leaves; whether an amount is a discount or a charge is said by its name."""
    said = (leaf for leaf in found if leaf.name != "is_charge")
    return First.of(said, lambda leaf: row_of(leaf, translate))


def row_of(leaf: Leaf, translate: Translate) -> Row:
    """Return a leaf as a row, in the language that `translate` speaks."""
    label = (_way(leaf) if leaf.name == "amount" else "") or leaf.term.label
    is_number = isinstance(leaf.value, str) and bool(number_for_people(leaf.term.shape, leaf.value))
    return Row(leaf.path, translate(label), written(leaf.term, leaf.value, translate), leaf.number, is_number)


def _way(leaf: Leaf) -> str:
    """Whether a leaf belongs to a discount or to a charge, by its number."""
    if leaf.number in _OF_CHARGES or leaf.name == "is_charge":
        return mark("Charge")
    return mark("Discount") if leaf.number in _OF_DISCOUNTS else ""


def _top(leaf: Leaf) -> str:
    return leaf.path.partition(".")[0].partition("[")[0]
