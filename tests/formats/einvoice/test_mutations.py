"""Documents that are well-formed and wrong: whatever is accepted can be judged, written and read again."""

from __future__ import annotations

import copy
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import walk
from boekbrug.formats.problem import has_error
from tests.formats.einvoice.invoices import PDF, an_invoice, xml
from tests.formats.einvoice.old_files import E_FFF_2, cii, envelope, zugferd_1
from tests.formats.einvoice.papers import pdf_with

FACTUR_X = pdf_with(("factur-x.xml", cii().encode()))
UBL_BE = einvoice.write_ubl_be(an_invoice(), pdf=PDF).decode()
TEXTS = (
    "",
    "0",
    "-1",
    "1e5",
    "NaN",
    "999999999999999",
    "999999999999999.99999999999999999999",
    "0.00000000000000000001",
    "2026-13-01",
    "0000-01-01",
    "٣",
    "BE",
    "O",
    "a" * 3000,
)


def mutated(chance: random.Random, data: bytes) -> bytes:
    """A document with one to four elements changed, taken away, doubled or filled."""
    root = etree.fromstring(data)
    for _ in range(chance.randrange(1, 5)):
        element = chance.choice(list(root.iter(etree.Element)))
        parent = element.getparent()
        match chance.randrange(4):
            case 0:
                element.text = chance.choice(TEXTS)
            case 1 if parent is not None:
                parent.remove(element)
            case 2 if parent is not None:
                parent.append(copy.deepcopy(element))
            case _:
                element.append(etree.Element("{urn:other}thing"))
    return etree.tostring(root)


@given(st.randoms(use_true_random=False))
def test_a_changed_document_is_refused_or_can_be_used(chance: random.Random) -> None:
    reading = einvoice.read(mutated(chance, einvoice.write_bis3(an_invoice(), pdf=PDF)))

    assert (reading.invoice is None) == has_error(reading.problems)
    assert all(one.sentence.english for one in reading.problems)
    if reading.invoice:
        ready = einvoice.as_bis3(reading.invoice)
        assert all(one.sentence.english for one in einvoice.readiness(ready))
        assert einvoice.read(einvoice.write_bis3(reading.invoice)).invoice == ready


@pytest.mark.parametrize("text", [E_FFF_2, UBL_BE, cii(), zugferd_1(), envelope(xml())])
@given(chance=st.randoms(use_true_random=False))
def test_a_changed_document_of_any_format_is_refused_or_read(text: str, chance: random.Random) -> None:
    reading = einvoice.read(mutated(chance, text.encode()))

    assert all((one.invoice is None) == has_error(one.problems) for one in reading.documents)
    assert all(one.sentence.english for one in reading.problems)
    assert all(one.path for one in reading.unread)


@given(st.binary(max_size=400), st.integers(0, 3000))
def test_a_damaged_pdf_never_raises(noise: bytes, place: int) -> None:
    data = FACTUR_X[:place] + noise + FACTUR_X[place + len(noise) :]

    reading = einvoice.read(data)

    assert (reading.invoice is None) == has_error(reading.problems)


def test_reading_ends_when_everything_is_wrong() -> None:
    text = xml().replace("</Invoice>", "<cac:InvoiceLine/>" * 5000 + "</Invoice>")

    reading = einvoice.read(text.encode())

    assert reading.invoice is None
    assert len(reading.problems) == walk.PROBLEMS_MAX
    assert {one.code for one in reading.problems} == {"einvoice-missing"}
