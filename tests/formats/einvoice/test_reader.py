"""Reading: what is accepted is read right, what is not is refused with a place and a sentence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import Format
from boekbrug.formats.problem import Severity
from tests.formats.einvoice.invoices import a_credit_note, a_line, an_invoice, xml

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"


def refused(text: str) -> tuple[str, int | None, str]:
    """Code, line and sentence of the one error of a spoilt document."""
    reading = einvoice.read(text.encode())
    assert reading.invoice is None
    errors = [one for one in reading.problems if one.severity is Severity.ERROR]
    assert len(errors) == 1, errors
    return errors[0].code, errors[0].line, errors[0].sentence.english


SPOILT = {
    "no number": ("<cbc:ID>F-2026-001</cbc:ID>", "<cbc:ID> </cbc:ID>", "einvoice-missing"),
    "no date": ("<cbc:IssueDate>2026-03-16</cbc:IssueDate>", "", "einvoice-missing"),
    "odd date": (">2026-03-16<", ">16/03/2026<", "einvoice-not-a-date"),
    "no such day": (">2026-04-15<", ">2026-02-30<", "einvoice-not-a-date"),
    "unknown currency": ("Code>EUR<", "Code>EUX<", "einvoice-unknown-currency"),
    "comma": (">24.69</cbc:LineExtensionAmount", ">24,69</cbc:LineExtensionAmount", "einvoice-not-a-number"),
    "exponent": (">12.345<", ">1.2345E1<", "einvoice-not-a-number"),
    "four decimals": (">24.69</cbc:Taxable", ">24.6901</cbc:Taxable", "einvoice-amount-too-precise"),
    "rate": ("<cbc:Percent>6<", "<cbc:Percent>600<", "einvoice-not-a-rate"),
    "vat": (">1.20</cbc:TaxAmount>", ">1.26</cbc:TaxAmount>", "einvoice-vat-differs"),
    "gross": (">51.07</cbc:TaxInc", ">51.27</cbc:TaxInc", "einvoice-sum-differs"),
    "type code": ("TypeCode>380<", "TypeCode>381<", "einvoice-credit-code-on-invoice"),
    "elements in a text": (
        ">F-2026-001</cbc:ID>",
        ">F-<cbc:Note/>2026-001</cbc:ID>",
        "einvoice-elements-in-text",
    ),
    "cut off": ("</cac:AccountingCustomerParty>", "", "xml-not-well-formed"),
    "doctype": ("<Invoice ", "<!DOCTYPE Invoice []><Invoice ", "xml-has-doctype"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_document_is_refused_with_a_place_and_a_sentence(name: str) -> None:
    before, after, code = SPOILT[name]
    text = xml()
    assert before in text

    found, _, sentence = refused(_spoil(text, before, after, name=name))

    assert found == code
    assert sentence.endswith(".")


def _spoil(text: str, before: str, after: str, *, name: str) -> str:
    """Change one place; gross also changes what is to be paid, and a VAT amount its total."""
    if name == "unknown currency":
        text = text.replace('currencyID="EUR"', 'currencyID="EUX"')
    if name == "gross":
        text = text.replace(">51.07</cbc:Payable", ">51.27</cbc:Payable")
    if name == "vat":
        text = text.replace(">6.38<", ">6.44<").replace(">51.07<", ">51.13<")
    return text.replace(before, after, 1)


def test_the_line_of_a_problem_is_the_line_of_the_element() -> None:
    text = xml().replace(">2026-03-16<", ">yesterday<")
    expected = next(n for n, line in enumerate(text.splitlines(), 1) if "yesterday" in line)

    code, line, sentence = refused(text)

    assert (code, line) == ("einvoice-not-a-date", expected)
    assert "/Invoice/cbc:IssueDate" in sentence
    assert "yesterday" in sentence


@pytest.mark.parametrize(
    ("vat", "severity"), [("1.21", Severity.WARNING), ("1.25", Severity.WARNING), ("1.26", Severity.ERROR)]
)
def test_vat_may_differ_a_little_and_the_document_keeps_its_own(vat: str, severity: Severity) -> None:
    extra = Decimal(vat) - Decimal("1.20")
    text = xml().replace(">1.20</cbc:TaxAmount>", f">{vat}</cbc:TaxAmount>")
    text = text.replace(">6.38<", f">{Decimal('6.38') + extra}<").replace(
        ">51.07<", f">{Decimal('51.07') + extra}<"
    )

    reading = einvoice.read(text.encode())

    assert [one.severity for one in reading.problems] == [severity]
    assert (reading.invoice is None) == (severity is Severity.ERROR)
    assert reading.seen is not None
    assert reading.seen.vat[1].amount == Decimal(vat)
    if reading.invoice:
        assert reading.invoice.vat[1].amount == Decimal(vat)


def test_an_invoice_with_a_number_that_cannot_be_read_is_not_shown_with_a_zero_in_its_place() -> None:
    reading = einvoice.read(xml().replace(">51.07<", ">51,07<").encode())

    assert (reading.invoice, reading.seen) == (None, None)


def test_an_amount_in_another_currency_is_refused() -> None:
    text = xml().replace('currencyID="EUR">51.07</cbc:Payable', 'currencyID="USD">51.07</cbc:Payable')

    assert refused(text)[0] == "einvoice-other-currency"


def test_a_comment_or_instruction_inside_a_text_does_not_cut_it() -> None:
    text = xml().replace(">F-2026-001<", ">F-20<!-- x -->26-<?y z?>001<", 1)

    reading = einvoice.read(text.encode())

    assert reading.invoice is not None
    assert reading.invoice.number == "F-2026-001"


def test_what_the_model_has_no_place_for_is_listed() -> None:
    text = xml().replace(
        "<cbc:BuyerReference>", "<cbc:IssueTime>12:00:00</cbc:IssueTime><cbc:BuyerReference>"
    )

    reading = einvoice.read(text.encode())

    assert [(one.path, one.text) for one in reading.unread] == [("/Invoice/cbc:IssueTime", "12:00:00")]


def test_a_broken_attachment_is_refused() -> None:
    text = xml(an_invoice(attachments=(einvoice.Attachment("a.pdf", "application/pdf", b"%PDF-1.7"),)))

    assert refused(text.replace("JVBER", "J!BER"))[0] == "einvoice-attachment-broken"


def test_plain_en_16931_is_read_too() -> None:
    reading = einvoice.read(xml().replace(CUSTOMIZATION, "urn:cen.eu:en16931:2017").encode())

    assert reading.format is Format.EN16931_UBL
    assert reading.invoice is not None


def test_a_credit_note_and_a_negative_invoice_give_money_back() -> None:
    negative = an_invoice(lines=(a_line(quantity=Decimal(-1)),))
    negative_credit_note = a_credit_note(lines=(a_line(quantity=Decimal(-1)),))

    assert [one.is_credit for one in (an_invoice(), a_credit_note(), negative, negative_credit_note)] == [
        False, True, True, False,
    ]  # fmt: skip


SAMPLES = (
    *(
        f"peppol-examples/{name}"
        for name in (
            "Allowance-example.xml",
            "base-creditnote-correction.xml",
            "base-negative-inv-correction.xml",
            "vat-category-E.xml",
            "vat-category-Z.xml",
        )
    ),
    "en16931-examples/testfiles",
)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_official_examples_are_read_and_survive_writing(shared: Path, name: str) -> None:
    path = shared / "samples/ubl" / name
    files = sorted(path.glob("*.xml")) if path.is_dir() else [path]

    assert files
    for file in files:
        invoice = einvoice.read(file.read_bytes()).invoice
        assert invoice is not None, file.name
        assert einvoice.read(einvoice.write_bis3(invoice)).invoice == einvoice.as_bis3(invoice), file.name


def test_every_sample_is_read_or_refused_with_a_reason(shared: Path) -> None:
    files = list((shared / "samples/ubl").rglob("*.[xX][mM][lL]"))
    read = 0
    for file in files:
        reading = einvoice.read(file.read_bytes())
        errors = [one for one in reading.problems if one.severity is Severity.ERROR]
        assert (reading.invoice is None) == bool(errors), file.name
        read += reading.invoice is not None
    assert len(files) > 250
    assert read >= 80


def test_known_amounts_of_an_official_example_are_read(shared: Path) -> None:
    reading = einvoice.read(
        (shared / "samples/ubl/peppol-examples/base-creditnote-correction.xml").read_bytes()
    )

    assert reading.invoice is not None
    assert reading.invoice.is_credit_note
    assert reading.invoice.preceding[0].number == "Snippet1"
    assert reading.invoice.totals.payable == Decimal("1656.25")
    assert [line.net for line in reading.invoice.lines] == [Decimal(2800), Decimal(-1500)]
    assert reading.invoice.allowances_and_charges[0].reason == "Insurance"
    assert reading.invoice.seller.name == "SupplierOfficialName Ltd"
