"""The file for ten years: PDF/A-3b with the UBL inside, tagged, and a check that sees what is wrong."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import product

import pikepdf
import pytest

from boekbrug.formats import invoice_pdf
from boekbrug.formats.invoice_pdf import Kind, making
from tests.formats.invoice_pdf.archiving import embedded, findings
from tests.formats.invoice_pdf.samples import SAMPLES, as_kind, logo, one_line

UBL = "<Invoice>één regel\r\n</Invoice>".encode()
WITH_LOGO = invoice_pdf.Style("#8a3d06", logo(), "Algemene voorwaarden op de website")


def archived(kind: Kind = Kind.INVOICE, sample: str = "one", language: str = "nl") -> bytes:
    made = as_kind(SAMPLES[sample](language), kind)
    return invoice_pdf.make(made, language=language, style=WITH_LOGO, kind=kind, ubl=UBL)


@pytest.mark.parametrize(("kind", "sample"), list(product(Kind, SAMPLES)))
def test_every_kind_is_pdf_a_3b(kind: Kind, sample: str) -> None:
    content = archived(kind, sample)

    assert findings(content) == []
    assert list(embedded(content).values()) == [UBL]


@pytest.mark.parametrize("language", invoice_pdf.LANGUAGES)
def test_a_screen_reader_finds_title_table_language_and_pictures(language: str) -> None:
    with pikepdf.open(io.BytesIO(archived(language=language))) as pdf:
        kinds = [str(one.get("/S")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        spoken = [
            str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]

        assert str(pdf.Root.Lang) == language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert kinds.count("/H1") == 1
        assert kinds.count("/TH") == 5
        assert len(spoken) == 2


def test_the_file_inside_belongs_to_the_document() -> None:
    with pikepdf.open(io.BytesIO(archived())) as pdf:
        spec = pdf.Root.AF[0]

        assert str(spec.AFRelationship) == "/Alternative"
        assert str(spec.EF.F.Subtype) == "/application/xml"
        assert str(spec.UF) == "2026-00031.xml"


def no_relation(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF


def no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def other_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Iets anders"


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def font_outside(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/FontFile3" in one:
            del one.FontFile3


def untagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def printed_colours(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"0 0 0 1 k"))


def open_state(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"q"))


@pytest.mark.parametrize(
    ("damage", "clause"),
    [
        (no_relation, "6.8"),
        (no_intent, "6.2.3"),
        (no_metadata, "6.6.2.1"),
        (other_title, "6.6.3"),
        (script, "6.5.1"),
        (font_outside, "6.2.11.4"),
        (untagged, "6.7"),
        (no_language, "6.7.4"),
        (printed_colours, "6.2.4.3"),
        (open_state, "6.1.13"),
    ],
)
def test_the_check_sees_what_is_wrong(damage: Callable[[pikepdf.Pdf], None], clause: str) -> None:
    spoiled = io.BytesIO()
    with pikepdf.open(io.BytesIO(archived())) as pdf:
        damage(pdf)
        pdf.save(spoiled)

    assert any(said.startswith(f"{clause}:") for said in findings(spoiled.getvalue()))


def test_the_check_sees_what_follows_the_end() -> None:
    assert findings(archived() + b"more")[0].startswith("6.1.3")


def test_what_the_check_of_tags_refuses_is_archived_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody_can = {"format": "pdf", "pdf_standards": ["a-3b", "a-2b"]}
    monkeypatch.setattr(making, "_READ_ALOUD", nobody_can)

    content = archived()

    assert findings(content) == []
    assert b"pdfuaid" not in content


def test_a_page_without_ubl_is_archived_too() -> None:
    content = invoice_pdf.make(one_line("nl"), language="nl", style=WITH_LOGO)

    assert findings(content) == []
    assert embedded(content) == {}
