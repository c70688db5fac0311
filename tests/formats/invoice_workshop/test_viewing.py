"""Whatever an invoice says is shown somewhere, by a name that people know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import model
from boekbrug.formats.invoice_workshop import View, read_json, view, write_json
from boekbrug.formats.invoice_workshop.terms import TERMS
from boekbrug.formats.invoice_workshop.walking import leaves
from boekbrug.formats.invoice_workshop.writing_out import written
from tests.formats.einvoice.invoices import PDF, a_credit_note, a_line, an_invoice
from tests.formats.invoice_workshop.whole import full

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "ubl"
SAID_IN_WORDS = {"unit_code", "vat_category", "category"}
GROUPS = [one for one in vars(model).values() if isinstance(one, type) and is_dataclass(one)]


def as_it_is(text: str) -> str:
    return text


def texts(seen: Any) -> Iterator[str]:
    """Every text of a view."""
    if is_dataclass(seen):
        for one in fields(seen):
            yield from texts(getattr(seen, one.name))
    elif isinstance(seen, tuple):
        for part in seen:
            yield from texts(part)
    elif isinstance(seen, str):
        yield seen


def shown(**changes: Any) -> View:
    return view(an_invoice(**changes), as_it_is)


@pytest.mark.parametrize("group", GROUPS, ids=lambda one: one.__name__)
def test_every_field_of_the_model_has_a_name(group: Any) -> None:
    assert {one.name for one in fields(group)} == set(TERMS[group.__name__])


def test_every_name_is_of_the_model() -> None:
    assert set(TERMS) == {one.__name__ for one in GROUPS}


def test_every_field_that_is_filled_is_shown() -> None:
    invoice = full()
    found = "\n".join(texts(view(invoice, as_it_is)))

    missing = [
        one.path
        for one in leaves(invoice)
        if not isinstance(one.value, bool) and written(one.term, one.value, as_it_is) not in found
    ]

    assert missing == []


def test_the_full_invoice_fills_every_field() -> None:
    names = {(type(one).__name__, name) for one in _groups_in(full()) for name in _names(one)}

    assert names == {(group.__name__, name) for group in GROUPS for name in _names(group)}


def _names(group: Any) -> list[str]:
    return [one.name for one in fields(group)]


def _groups_in(value: Any) -> Iterator[Any]:
    if is_dataclass(value):
        yield value
        for name in _names(value):
            yield from _groups_in(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _groups_in(one)


def test_the_summary_says_who_owes_whom_what_and_how() -> None:
    seen = shown()

    said = {row.path: row.value for row in seen.summary}
    assert seen.title == "Invoice F-2026-001"
    assert (seen.amount_label, seen.amount) == ("To pay", "51,07\u00a0EUR")
    assert said["seller"].startswith("Voorbeeldbouw BV · BE 0400.112.2")
    assert said["due_on"] == "15/04/2026"
    assert said["payment.reference"].startswith("+++000/2026/001")


@pytest.mark.parametrize(
    ("invoice", "label", "told"),
    [
        (an_invoice(), "To pay", ""),
        (a_credit_note(), "Given back", ""),
        (an_invoice(lines=(a_line(quantity=Decimal(-2)),)), "Given back", "gives money back"),
        (a_credit_note(lines=(a_line(quantity=Decimal(-2)),)), "To pay", "asks for money"),
    ],
)
def test_which_way_the_money_goes_is_said_without_a_minus(
    invoice: einvoice.Invoice, label: str, told: str
) -> None:
    seen = view(invoice, as_it_is)

    assert (seen.amount_label, seen.is_credit) == (label, label == "Given back")
    assert told in seen.told
    assert bool(seen.told) == bool(told)
    assert "−" not in seen.amount


def test_a_discount_of_a_line_is_told_from_a_charge() -> None:
    changes = (
        einvoice.AllowanceCharge(False, Decimal(1), "Damage"),
        einvoice.AllowanceCharge(True, Decimal(2), "Packing"),
    )
    (line,) = shown(lines=(a_line(allowances_and_charges=changes, description=""),)).lines

    assert [(row.label, row.value, row.number) for row in line.more] == [
        ("Discount", "1,00", "BT-136"),
        ("Reason", "Damage", "BT-139"),
        ("Charge", "2,00", "BT-141"),
        ("Reason", "Packing", "BT-144"),
    ]


def test_what_a_line_consists_of_stands_below_it() -> None:
    part = a_line(number="1.1", name="Nagels")
    seen = shown(lines=(a_line(sub_lines=(part,)), a_line(number="2")))

    assert [(one.level, one.number) for one in seen.lines] == [(0, "1"), (1, "1.1"), (0, "2")]


def test_vat_that_is_not_charged_says_why() -> None:
    line = a_line(vat_category="AE", vat_rate=Decimal(0))
    invoice = an_invoice(lines=(line,))
    vat = (replace(invoice.vat[0], exemption_reason="Btw verlegd"),)

    (one,) = view(replace(invoice, vat=vat), as_it_is).vat

    assert one.title == "reverse charge"
    assert [row.value for row in one.more] == ["Btw verlegd", "VATEX-EU-AE"]


def test_nothing_in_a_text_commands_a_terminal_or_turns_the_reading() -> None:
    (line,) = shown(lines=(a_line(name="cheap\u202e\x9b31m"),)).lines

    assert line.name == "cheap\ufffd\ufffd31m"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared is not here, so no samples.")
def test_every_sample_that_is_read_is_shown_whole_and_held_as_json() -> None:
    files = (path for path in sorted(SAMPLES.rglob("*")) if path.suffix.lower() in (".xml", ".pdf"))
    readings = (one for path in files for one in einvoice.read(path.read_bytes()).documents)
    read = [one.invoice for one in readings if one.invoice]

    lacking = []
    for invoice in read:
        found = "\n".join(texts(view(invoice, as_it_is)))
        lacking += [
            one.path
            for one in leaves(invoice)
            if isinstance(one.value, str) and one.name not in SAID_IN_WORDS
            if written(one.term, one.value, as_it_is) not in found
        ]
        lacking += [] if read_json(write_json(invoice)) == invoice else [invoice.number]

    assert len(read) >= 150
    assert lacking == []


def test_an_account_and_a_structured_communication_are_numbers_to_keep_together() -> None:
    seen = shown()

    found = {row.path for group in seen.payments for row in group.rows if row.is_number}
    assert found == {"payment.iban", "payment.reference"}


def test_of_a_long_list_the_first_are_shown_and_the_rest_is_counted() -> None:
    most = 200
    files = tuple(replace(PDF, name=f"{at}.pdf") for at in range(30_000))
    discount = model.AllowanceCharge(is_charge=False, amount=Decimal(1))

    seen = shown(attachments=files, notes=("a",) * 500, allowances_and_charges=(discount,) * 500)

    assert [one.name for one in seen.attachments] == [f"{at}.pdf" for at in range(most)]
    assert seen.attachments.left_out == 29_800
    assert (len(seen.document.rows) - most, len(seen.more), seen.more.left_out) == (0, most, 300)
    assert seen.document.rows.left_out >= 300


def test_of_lines_more_are_shown() -> None:
    seen = shown(lines=(a_line(),) * 1_200)

    assert (len(seen.lines), seen.lines.left_out) == (1_000, 200)
