"""`boekbrug convert` between forms of e-invoices: what is lost is told, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import Endpoint, Invoice
from boekbrug.formats.invoice_workshop import read_json, write_json
from boekbrug.project import catalogues
from tests.cli.typing_in import boekbrug
from tests.formats.einvoice.invoices import BUYER, PDF, SELLER, a_credit_note, a_line, an_invoice
from tests.formats.einvoice.invoices import xml as xml_of
from tests.formats.einvoice.old_files import envelope

UBL = einvoice.write_bis3(an_invoice(attachments=(PDF,)))


@pytest.fixture
def xml(tmp_path: Path) -> Path:
    path = tmp_path / "f.xml"
    path.write_bytes(UBL)
    return path


def test_ubl_to_json_to_ubl_gives_the_same_bytes(xml: Path, tmp_path: Path) -> None:
    there = boekbrug("convert", xml, "--to", "json", tmp_path / "f.json")
    back = boekbrug("convert", tmp_path / "f.json", "--to", "ubl", tmp_path / "g.xml")

    assert (there.exit_code, there.stderr, back.exit_code, back.stderr) == (0, "", 0, "")
    assert (tmp_path / "g.xml").read_bytes() == UBL
    assert read_json((tmp_path / "f.json").read_bytes()) == einvoice.read(UBL).invoice


def test_a_pdf_has_the_document_inside_byte_for_byte(xml: Path, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")

    done = boekbrug("--language", "nl", "convert", xml, "--to", "pdf", tmp_path / "f.pdf")

    pdf = pypdf.PdfReader(tmp_path / "f.pdf")
    assert done.exit_code == 0
    assert list(pdf.attachments.values()) == [[UBL]]
    assert "Factuur" in pdf.pages[0].extract_text()


def test_older_packages_get_ubl_be_with_a_pdf_inside(tmp_path: Path) -> None:
    (tmp_path / "f.json").write_bytes(write_json(an_invoice()))

    done = boekbrug("convert", tmp_path / "f.json", "--to", "ubl-be", tmp_path / "f.xml")

    reading = einvoice.read((tmp_path / "f.xml").read_bytes())
    assert reading.format is einvoice.Format.UBL_BE
    assert reading.invoice is not None
    assert reading.invoice.pdf is not None
    assert reading.invoice.pdf.content.startswith(b"%PDF-")
    assert "lost" not in done.stderr


def test_the_invoice_comes_out_of_a_pdf(xml: Path, tmp_path: Path) -> None:
    boekbrug("convert", xml, "--to", "pdf", tmp_path / "f.pdf")

    done = boekbrug("convert", tmp_path / "f.pdf", "--to", "ubl", tmp_path / "g.xml")

    assert done.exit_code == 0
    assert (tmp_path / "g.xml").read_bytes() == UBL


def test_what_was_not_read_is_told_as_lost(xml: Path, tmp_path: Path) -> None:
    catalogues.compile_catalogues()
    xml.write_bytes(UBL.replace(b"<cbc:IssueDate>", b"<cbc:Vreemd>iets</cbc:Vreemd><cbc:IssueDate>"))

    done = boekbrug("--language", "nl", "convert", xml, "--to", "json", tmp_path / "f.json")

    assert done.exit_code == 1
    assert done.stderr == "! verloren: /Invoice/cbc:Vreemd iets\n"
    assert "Verloren: 1; aangevuld: 0; problemen: 0." in done.stdout


def test_what_ubl_cannot_carry_or_must_have_is_told(tmp_path: Path) -> None:
    data = write_json(an_invoice(buyer_reference=""))
    (tmp_path / "f.json").write_bytes(data.replace(b'"12.345"', b'"12.345"'))

    done = boekbrug("convert", tmp_path / "f.json", "--to", "ubl", tmp_path / "f.xml")

    assert "filled in: Reference of the buyer NA [buyer_reference]" in done.stderr
    assert "lost" not in done.stderr
    assert done.exit_code == 0


def test_an_invoice_that_peppol_refuses_is_written_and_told(tmp_path: Path) -> None:
    (tmp_path / "f.json").write_bytes(write_json(an_invoice(number="")))

    done = boekbrug("convert", tmp_path / "f.json", "--to", "ubl", tmp_path / "f.xml")

    assert done.exit_code == 1
    assert "✗" in done.stderr
    assert (tmp_path / "f.xml").is_file()


OUTSIDE = a_line(vat_category="O", vat_rate=Decimal(0))


@pytest.mark.parametrize(
    ("invoice", "code"),
    [
        (an_invoice(buyer=replace(BUYER, enterprise_number="", vat_number="")), "PEPPOL-EN16931-R010"),
        (an_invoice(seller=replace(SELLER, enterprise_number="", vat_number="")), "PEPPOL-EN16931-R020"),
        (an_invoice(buyer=replace(BUYER, endpoint=Endpoint("0007", "5560360794"))), "PEPPOL-COMMON-R049"),
        (an_invoice(buyer=replace(BUYER, endpoint=Endpoint("EM2", "x"))), "PEPPOL-EN16931-CL008"),
    ],
)
def test_what_a_rule_refuses_is_written_and_told_with_its_name(
    tmp_path: Path, invoice: Invoice, code: str
) -> None:
    (tmp_path / "f.json").write_bytes(write_json(invoice))

    done = boekbrug("convert", tmp_path / "f.json", "--to", "ubl", tmp_path / "f.xml")

    assert f"✗ {code}" in done.stderr
    assert done.exit_code == 1
    assert "problems: 0" not in done.stdout
    assert (tmp_path / "f.xml").is_file()


def test_ubl_be_is_judged_by_its_own_rules(tmp_path: Path) -> None:
    invoice = an_invoice()
    wrong = replace(invoice, vat=tuple(replace(one, belgian_code="03A") for one in invoice.vat))
    (tmp_path / "f.json").write_bytes(write_json(wrong))

    done = boekbrug("convert", tmp_path / "f.json", "--to", "ubl-be", tmp_path / "f.xml")

    assert done.exit_code == 1
    assert "✗ ubl-BE-10" in done.stderr
    assert "PEPPOL-" not in done.stderr


def test_a_rate_of_zero_outside_vat_is_neither_lost_nor_refused(tmp_path: Path) -> None:
    seller, buyer = (replace(one, vat_number="") for one in (SELLER, BUYER))
    invoice = an_invoice(lines=(OUTSIDE,), seller=seller, buyer=buyer)
    (tmp_path / "f.json").write_bytes(write_json(invoice))

    done = boekbrug("convert", tmp_path / "f.json", "--to", "ubl", tmp_path / "f.xml")

    assert "BR-O-05" not in done.stderr
    assert "lost" not in done.stderr


@pytest.mark.parametrize(
    ("content", "form", "code", "said"),
    [
        (UBL, "coda", 2, "coda cannot be made of an e-invoice. Choose one of: json, ubl"),
        (UBL.replace(b">F-2026-001<", b"><"), "json", 1, "Nothing was written."),
        (b'{"form": "boekbrug-invoice", "version": 9}', "ubl", 1, "found boekbrug-invoice 9"),
        (b"%PDF-1.7", "ubl", 1, "Nothing was written."),
        (b"Beste boekhouder", "ubl", 1, "this command takes CODA files and e-invoices"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, content: bytes, form: str, code: int, said: str
) -> None:
    (tmp_path / "f").write_bytes(content)

    done = boekbrug("convert", tmp_path / "f", "--to", form, tmp_path / "out")

    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ((), "Found 2 documents in the file; expected one. Name one with --document, from 1 to 2;"),
        (("--document", 3), "Document 3 is not in the file: found 2."),
        (("--document", 0), "0 is not in the range"),
    ],
)
def test_of_several_documents_one_is_named(tmp_path: Path, said: tuple[str, ...], told: str) -> None:
    (tmp_path / "f.xml").write_text(envelope(xml_of(), xml_of(a_credit_note())))

    done = boekbrug("convert", tmp_path / "f.xml", "--to", "json", *said, tmp_path / "out")

    assert (done.exit_code, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("at", "number"), [(1, "F-2026-001"), (2, "C-2026-001")])
def test_the_named_document_is_converted(tmp_path: Path, at: int, number: str) -> None:
    (tmp_path / "f.xml").write_text(envelope(xml_of(), xml_of(a_credit_note())))

    done = boekbrug("convert", tmp_path / "f.xml", "--to", "json", "--document", at, tmp_path / "out")

    assert read_json((tmp_path / "out").read_bytes()).number == number
    assert done.stderr.count("lost") == 1


@pytest.mark.parametrize("form", ["json", "ubl", "ubl-be", "pdf"])
def test_the_header_of_an_envelope_is_lost_in_every_form(tmp_path: Path, form: str) -> None:
    (tmp_path / "f.xml").write_text(envelope(xml_of()))

    done = boekbrug("convert", tmp_path / "f.xml", "--to", form, tmp_path / "out")

    header = "/StandardBusinessDocument/sh:StandardBusinessDocumentHeader/sh:HeaderVersion 1.0"
    assert (done.exit_code, done.stderr.count("lost")) == (1, 1)
    assert f"! lost: {header}" in done.stderr


def test_json_holds_one_document(tmp_path: Path) -> None:
    (tmp_path / "f.json").write_bytes(write_json(an_invoice()))

    done = boekbrug("convert", tmp_path / "f.json", "--to", "ubl", "--document", 2, tmp_path / "out")

    assert done.exit_code == 2
    assert "Document 2 is not in the file: found 1." in done.stderr


def test_a_pdf_without_content_is_drawn(tmp_path: Path) -> None:
    empty = replace(PDF, content=b"", description="CommercialInvoice")
    (tmp_path / "f.json").write_bytes(write_json(an_invoice(attachments=(empty,))))

    done = boekbrug("convert", tmp_path / "f.json", "--to", "ubl-be", tmp_path / "f.xml")

    assert "✗" not in done.stderr
    assert done.exit_code == 0
