"""Bad input of every format: refused, or read, in under a second and 200 MB."""

from __future__ import annotations

import base64
import codecs
import time

import pytest

from boekbrug.formats import einvoice
from tests.formats.einvoice.invoices import an_invoice, xml
from tests.formats.einvoice.measuring import measured
from tests.formats.einvoice.old_files import E_FFF_2, cii, envelope, zugferd_1

SECONDS_MAX, MEGABYTES_MAX = 1, 200
SMALL = b"%PDF-1.7"
TEXTS = {"cii": cii(), "zugferd 1": zugferd_1(), "e-fff": E_FFF_2, "envelope": envelope(xml())}
DOCTYPE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def with_file(content: bytes) -> bytes:
    """An invoice with an embedded file, given as base64."""
    attachment = einvoice.Attachment("a.pdf", "application/pdf", SMALL)
    return xml(an_invoice(attachments=(attachment,))).encode().replace(base64.b64encode(SMALL), content)


def test_an_attachment_up_to_the_limit_is_read() -> None:
    content = base64.b64encode(SMALL + b"x" * 22_000_000)

    seconds, megabytes, codes = measured(with_file(content))

    assert codes == ""
    assert (seconds < SECONDS_MAX, megabytes < MEGABYTES_MAX) == (True, True)


def test_an_attachment_above_the_limit_is_refused() -> None:
    assert measured(with_file(b"A" * 31_000_000))[2] == "xml-too-large"


def test_an_attachment_that_is_no_base64_is_refused() -> None:
    seconds, megabytes, codes = measured(with_file(b"!" + b"A" * 29_000_000))

    assert codes == "einvoice-attachment-broken"
    assert (seconds < SECONDS_MAX, megabytes < MEGABYTES_MAX) == (True, True)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_doctype_is_refused_in_every_format_and_encoding(name: str, encoding: str) -> None:
    text = TEXTS[name].partition("?>")[2]

    reading = einvoice.read(f"{DOCTYPE}{text}".encode(encoding))

    assert reading.invoice is None
    assert [one.code for one in reading.problems] == ["xml-has-doctype"]


@pytest.mark.parametrize("name", TEXTS)
def test_a_wrong_declaration_of_the_encoding_is_refused(name: str) -> None:
    text = TEXTS[name].replace("Voorbeeldbouw", "Bouwé")

    assert einvoice.read(text.encode("latin-1")).invoice is None
    assert einvoice.read(codecs.BOM_UTF8 + text.encode()).invoice is not None


@pytest.mark.parametrize("name", TEXTS)
def test_a_comment_or_instruction_inside_a_text_does_not_cut_it(name: str) -> None:
    text = TEXTS[name].replace("Voorbeeldbouw", "Voor<!-- x -->beeld<?y z?><![CDATA[bouw]]>")

    invoice = einvoice.read(text.encode()).invoice

    assert invoice is not None
    assert invoice.seller.name == "Voorbeeldbouw BV"


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    "number", ["1e2", "1E+2", "INF", "NaN", "121,00", "1 210.00", "1.210.00", "0x79", "١"]
)
def test_only_the_documented_grammar_of_numbers_is_read(name: str, number: str) -> None:
    text = TEXTS[name].replace(">121.00<", f">{number}<").replace(">51.07<", f">{number}<")

    reading = einvoice.read(text.encode())

    assert reading.invoice is None
    assert reading.problems[0].code == "einvoice-not-a-number"


@pytest.mark.parametrize("depth", [60, 70, 5_000])
def test_a_deep_tree_is_refused(depth: int) -> None:
    inside = "<cac:Party>" * depth + "</cac:Party>" * depth
    text = xml().replace("</Invoice>", f"{inside}</Invoice>")

    seconds, _, codes = measured(text.encode())

    assert (codes == "") == (depth == 60)
    assert seconds < SECONDS_MAX


def test_many_unread_elements_are_counted_up_to_a_limit() -> None:
    text = xml().replace("</Invoice>", "<cbc:Odd>x</cbc:Odd>" * 100_000 + "</Invoice>")

    reading = einvoice.read(text.encode())

    assert reading.invoice is not None
    assert len(reading.unread) == 500
    assert [one.code for one in reading.problems] == ["einvoice-more-unread"]


def test_as_many_tax_totals_as_fit_are_read_in_time() -> None:
    more = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">0</cbc:TaxAmount></cac:TaxTotal>' * 20_000
    text = E_FFF_2.replace("<cac:LegalMonetaryTotal>", f"{more}<cac:LegalMonetaryTotal>")

    before = time.process_time()
    reading = einvoice.read(text.encode())

    assert reading.problems == ()
    assert time.process_time() - before < 3 * SECONDS_MAX


def test_as_many_numbers_of_a_party_as_fit_are_read_in_time() -> None:
    text = cii().replace("<ram:SellerTradeParty>", "<ram:SellerTradeParty>" + "<ram:ID>7</ram:ID>" * 150_000)

    seconds, megabytes, codes = measured(text.encode())

    assert codes == ""
    assert (seconds < SECONDS_MAX, megabytes < MEGABYTES_MAX) == (True, True)


def test_an_empty_number_of_a_party_does_not_hide_those_behind_it() -> None:
    text = cii().replace("<ram:SellerTradeParty>", "<ram:SellerTradeParty><ram:ID/><ram:ID>7</ram:ID>")

    reading = einvoice.read(text.encode())

    assert reading.invoice is not None
    assert [one.value for one in reading.invoice.seller.identifiers] == ["7"]
    assert reading.unread == ()


@pytest.mark.parametrize("base", ["0.00000000000000000001", "-0.001", "0"])
def test_amounts_that_give_no_rate_are_told_and_do_not_raise(base: str) -> None:
    text = E_FFF_2.replace(">100.00</cbc:Taxable", f">{base}</cbc:Taxable").replace(
        ">21.00</cbc:TaxAmount>", ">999999999999999</cbc:TaxAmount>"
    )
    text = text.replace("<cbc:Percent>21</cbc:Percent>", "")

    assert einvoice.read(text.encode()).invoice is None
