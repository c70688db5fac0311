"""ZIP files, invoices, and files that Boekbrug keeps but does not read."""

from __future__ import annotations

import pytest
from django.test.utils import override_settings

from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.files.models import StoredFile
from boekbrug.business.files.queries import content_of
from boekbrug.business.inbox import actions, queries
from boekbrug.business.inbox.models import Intake, State
from boekbrug.business.people.language import render_stored
from boekbrug.formats import einvoice
from tests.business.banking.sheets import IBAN, day, file_of, sheet
from tests.business.documents.making import incoming
from tests.business.inbox.hand import Hand, codes, outcomes, zip_of
from tests.cast import Cast
from tests.formats.einvoice.invoices import BUYER_DIGITS
from tests.formats.einvoice.old_files import cii, envelope
from tests.formats.einvoice.papers import pdf_with

CODA = file_of(sheet(1, opening=0, amounts=(1, 2), since=day(1), on=day(2)))
LATER = file_of(sheet(2, opening=3, amounts=(4,), since=day(2), on=day(3)))
UNKNOWN_PARTIES = b"""<?xml version="1.0"?><Invoice xmlns="urn:example:other"/>"""


def test_each_file_in_a_zip_is_an_intake_below_it(hand: Hand) -> None:
    hand.add_account()

    intake = hand.give(zip_of({"map/een": CODA, "twee.cod": LATER}), "maart.zip")

    assert (intake.state, intake.format, intake.new_count) == (State.IMPORTED, "zip", 2)
    members = queries.members(intake)
    assert [(one.name, one.state, one.format) for one in members] == [
        ("een", State.IMPORTED, "coda"),
        ("twee.cod", State.IMPORTED, "coda"),
    ]
    assert [one["intake"] for one in intake.results] == [one.public_id for one in members]
    assert queries.intakes().rows == [intake]


def test_a_zip_that_waits_for_an_account_goes_on_when_it_is_added(hand: Hand) -> None:
    intake = hand.give(zip_of({"een.cod": CODA, "lees.mij": b"dag"}))
    (waiting,) = queries.quarantine()

    assert (intake.state, waiting.parent) == (State.QUARANTINE, intake)
    actions.adopt_account(intake=waiting, iban=IBAN, currency="EUR", name="", **hand.by)
    intake.refresh_from_db()

    assert (intake.state, outcomes(intake)) == (State.PARTLY, ["IMPORTED", "REFUSED"])


def test_a_zip_without_files_and_a_damaged_one_are_refused(hand: Hand) -> None:
    empty, damaged = hand.give(zip_of({})), hand.give(zip_of({"een": CODA})[:-30])

    assert (empty.state, codes(empty)) == (State.REFUSED, ["inbox-zip-empty"])
    assert (damaged.state, codes(damaged)) == (State.REFUSED, ["zip-damaged"])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 ...", "pdf-broken"),
        (b"", "file-empty"),
        (b"Beste, hierbij de cijfers", "file-unknown"),
        (UNKNOWN_PARTIES, "einvoice-not-an-invoice"),
    ],
)
def test_what_is_not_read_is_kept_and_told(hand: Hand, content: bytes, code: str) -> None:
    intake = hand.give(content, "bijlage")

    assert (intake.state, codes(intake)) == (State.REFUSED, [code])
    assert content_of(intake.file) == content
    told = intake.problems[0]
    assert render_stored(told["code"], told["values"]) != code


def test_a_file_above_the_limit_is_refused_before_it_is_kept(hand: Hand) -> None:
    with override_settings(UPLOAD_BYTES_MAX=1024), pytest.raises(actions.TooLarge, match="at most 0 MB"):
        hand.receive(b"x" * 1025)

    assert not StoredFile.objects.exists()
    assert not Intake.objects.exists()


def test_a_name_from_outside_is_only_shown(hand: Hand) -> None:
    assert hand.give(b"x", "../../etc/\u202epasswd").name == "passwd"


def test_a_purchase_invoice_becomes_a_document_once(hand: Hand, cast: Cast) -> None:
    ubl = einvoice.write_bis3(incoming(cast.atelier))

    first, again = hand.give(ubl, "factuur.xml"), hand.give(ubl, "factuur.xml")

    assert (first.state, again.state) == (State.IMPORTED, State.KNOWN)
    document = Document.objects.get()
    assert first.results == [{"document": document.public_id, "number": document.number, "outcome": "NEW"}]


def test_the_same_invoice_number_with_other_content_is_a_conflict(hand: Hand, cast: Cast) -> None:
    kept = hand.give(einvoice.write_bis3(incoming(cast.atelier)))

    changed = hand.give(einvoice.write_bis3(incoming(cast.atelier, price="260")))

    assert (changed.state, codes(changed)) == (State.REFUSED, ["document-same-number-other-content"])
    assert changed.results[0]["document"] == kept.results[0]["document"]


def test_an_invoice_of_strangers_is_refused_with_the_reason(hand: Hand, cast: Cast) -> None:
    intake = hand.give(einvoice.write_bis3(incoming(cast.dirks)))

    assert (intake.state, codes(intake)) == (State.REFUSED, ["document-not-ours"])
    assert not Document.objects.exists()


def ours(text: str, cast: Cast) -> str:
    """An invented file with this dossier as the buyer."""
    return text.replace(BUYER_DIGITS, cast.atelier.enterprise_number)


def test_a_cii_invoice_comes_in_as_a_purchase(hand: Hand, cast: Cast) -> None:
    intake = hand.give(ours(cii(), cast).encode(), "factuur.xml")

    assert (intake.state, intake.format, outcomes(intake)) == (State.IMPORTED, "cii", ["NEW"])
    document = Document.objects.get(number="C-15")
    assert (document.kind, document.total_thousandths) == (Kind.PURCHASE, 121_000)


def test_a_factur_x_pdf_comes_in_with_its_xml_and_itself_as_pdf(hand: Hand, cast: Cast) -> None:
    text = ours(cii(), cast).encode()
    pdf = pdf_with(("factur-x.xml", text))

    intake, again = hand.give(pdf, "factuur.pdf"), hand.give(text, "dezelfde.xml")

    assert (intake.state, intake.format) == (State.IMPORTED, "pdf")
    assert again.state == State.KNOWN
    document = Document.objects.get(number="C-15")
    assert document.ubl is not None
    assert document.pdf is not None
    assert (content_of(document.ubl), content_of(document.pdf)) == (text, pdf)


def test_every_invoice_in_an_envelope_comes_in(hand: Hand, cast: Cast) -> None:
    first = einvoice.write_bis3(incoming(cast.atelier, number="F-1")).decode()
    second = einvoice.write_bis3(incoming(cast.atelier, number="F-2")).decode()

    intake = hand.give(envelope(first, second).encode(), "peppol.xml")

    assert (intake.state, outcomes(intake)) == (State.IMPORTED, ["NEW", "NEW"])
    assert set(Document.objects.values_list("number", flat=True)) == {"F-1", "F-2"}


def test_a_pdf_without_an_e_invoice_is_kept_and_told(hand: Hand) -> None:
    assert codes(hand.give(pdf_with(), "brief.pdf")) == ["file-pdf"]
