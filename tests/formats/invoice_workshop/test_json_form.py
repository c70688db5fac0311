"""An invoice as JSON loses nothing, and JSON that is not an invoice is refused with one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from boekbrug.formats import einvoice
from boekbrug.formats.invoice_workshop import NotRead, invoice_data, read_json, write_json
from tests.formats.einvoice.invoices import PDF, a_credit_note, an_invoice
from tests.formats.invoice_workshop.whole import full, invoices
from tests.hostile.watching import watched


@settings(max_examples=60, deadline=None)
@given(invoices())
def test_what_is_written_reads_back_the_same(invoice: einvoice.Invoice) -> None:
    assert read_json(write_json(invoice)) == invoice


def test_a_full_invoice_reads_back_and_holds_every_field() -> None:
    invoice = full()

    assert read_json(write_json(invoice)) == invoice
    assert list(invoice_data(invoice)) == [one.name for one in fields(invoice)]


def test_numbers_keep_their_decimals_and_files_their_bytes() -> None:
    data = invoice_data(a_credit_note(attachments=(PDF,)))

    assert data["lines"][0]["unit_price"] == "12.345"
    assert data["issued_on"] == "2026-03-16"
    assert read_json(write_json(an_invoice(attachments=(PDF,)))).attachments == (PDF,)


def test_empty_fields_may_be_left_out() -> None:
    data = json.loads(write_json(an_invoice()))
    del data["invoice"]["notes"], data["invoice"]["seller"]["email"]

    assert read_json(json.dumps(data).encode()).notes == ()


def change(where: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Put a value at a path of keys."""

    def changed(data: Any) -> None:
        *way, last = [int(one) if one.isdigit() else one for one in where.split(".")]
        for step in way:
            data = data[step]
        data[last] = value

    return changed


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (change("form", "invoice"), "found invoice 1, expected boekbrug-invoice 1"),
        (change("version", 2), "found boekbrug-invoice 2"),
        (change("more", 1), "/: the key more is not known"),
        (change("invoice.colour", "red"), "invoice: the key colour is not known"),
        (change("invoice.lines.1.nett", "1"), "invoice.lines[2]: the key nett is not known"),
        (change("invoice.lines.0.net", 24.69), 'invoice.lines[1].net: found 24.69, expected a number'),
        (change("invoice.lines.0.net", "1e3"), 'found "1e3"'),
        (change("invoice.lines.0.net", "NaN"), 'found "NaN"'),
        (change("invoice.issued_on", "16/03/2026"), "invoice.issued_on: found"),
        (change("invoice.issued_on", "2026-02-30"), "expected a day"),
        (change("invoice.is_credit_note", "no"), "expected true or false"),
        (change("invoice.notes", "Bedankt"), "expected a list"),
        (change("invoice.notes", [None]), "invoice.notes[1]: found null, expected a text"),
        (change("invoice.seller", []), "expected keys and values"),
        (change("invoice.seller.name", "a\x00b"), "the character U+0000 cannot stand"),
        (change("invoice.seller.name", "\ud800"), "the character U+D800"),
        (change("invoice.period", {"first_on": "2026-02-01", "last_on": "2026-01-01"}), "ends before it"),
        (change("invoice.attachments", [{"name": "a", "media_type": "b", "content": "?"}]), "in base64"),
        (change("invoice", {}), "the key is_credit_note is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence(changed: Callable[[Any], None], said: str) -> None:
    data = json.loads(write_json(an_invoice()))
    changed(data)

    with pytest.raises(NotRead) as refused:
        read_json(json.dumps(data).encode())

    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Line 1: from column 1 on this is no JSON"),
        (b'{"form": "boekbrug-invoice",\n "version": }', "Line 2: from column 13 on"),
        (b'{"form": 1, "form": 2}', "The key form stands twice"),
        (b"\xff\xfe{", "UTF-8"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"version": NaN}', "found NaN"),
        (b'{"version": ' + b"9" * 6000 + b"}", "no JSON"),
        (b"[1]", "found [1]"),
    ],
)
def test_what_is_no_json_of_ours_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(NotRead) as refused:
        read_json(data)

    assert said in str(refused.value)


HEAD = b'{"form": "boekbrug-invoice", "version": 1, "invoice": {"lines": ['


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[" + b"{}," * 10_000_000 + b"{}]", "Without the attachments the JSON has 30000004 bytes"),
        (HEAD + b"{}," * 1_000_000 + b"{}]}}", "has 2000006 braces, brackets and commas"),
        (b'{"content": "' + b"A" * 59_000_000, "Without the attachments the JSON has 59000013 bytes"),
        (b"{" + b" " * 60_000_000, "The JSON has 60000001 bytes, at most 60000000"),
    ],
    ids=["long", "many", "open", "large"],
)
def test_what_is_too_large_costs_little(data: bytes, said: str, tmp_path: Path) -> None:
    def refusal() -> str:
        with pytest.raises(NotRead) as refused:
            read_json(data)
        return str(refused.value)

    seen = watched(refusal, root=tmp_path)

    assert said in seen.outcome
    assert seen.megabytes < 100


def test_thirty_megabytes_of_files_are_read() -> None:
    invoice = an_invoice(attachments=(replace(PDF, content=b"%PDF" * 2_500_000),) * 3)

    assert read_json(write_json(invoice)) == invoice


def test_lines_of_an_invoice_as_long_as_xml_may_be_are_read() -> None:
    invoice = an_invoice(lines=(an_invoice().lines[0],) * 15_000)

    assert read_json(write_json(invoice)) == invoice


def test_a_file_that_stands_before_it_moves_no_column() -> None:
    with pytest.raises(NotRead) as refused:
        read_json(b'{"content": "' + b"A" * 2000 + b'", "name": }')

    assert "Line 1: from column 2025 on" in str(refused.value)


@pytest.mark.parametrize("content", ["#0", "QUJD" * 300 + "?", "QUJD" * 300 + "=A=="])
def test_what_only_looks_like_a_file_is_refused(content: str) -> None:
    data = invoice_data(an_invoice(attachments=(replace(PDF, content=b"A" * 900), PDF)))
    data["attachments"][1]["content"] = content

    with pytest.raises(NotRead) as refused:
        read_json(json.dumps({"form": "boekbrug-invoice", "version": 1, "invoice": data}).encode())

    assert f'invoice.attachments[2].content: found "{content[:50]}' in str(refused.value)


def test_a_file_in_the_wrong_place_is_told_by_its_beginning() -> None:
    data = invoice_data(an_invoice()) | {"notes": {"content": "QUJD" * 300}}

    with pytest.raises(NotRead) as refused:
        read_json(json.dumps({"form": "boekbrug-invoice", "version": 1, "invoice": data}).encode())

    assert 'invoice.notes: found {"content": "QUJD' in str(refused.value)
