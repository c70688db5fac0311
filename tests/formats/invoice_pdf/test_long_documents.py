"""Many lines, and names as long as they come: nothing is cut, nothing leaves the page."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from PIL import Image, ImageChops

from boekbrug.formats import invoice_pdf
from boekbrug.formats.invoice_pdf import LANGUAGES, Kind
from tests.formats.invoice_pdf.reading import made, pages_of, text_of
from tests.formats.invoice_pdf.samples import LONG_NAME, logo, long_names, one_line, sixty_lines

CARRIED = {
    "nl": ("Over te dragen", "Transport"),
    "fr": ("À reporter", "Report"),
    "de": ("Übertrag", "Übertrag"),
    "en": ("Carried forward", "Brought forward"),
}
MARGIN_PIXELS = 68  # 18 mm of 96 to the inch


def amount(found: str) -> Decimal:
    return Decimal(found.replace(".", "").replace(",", "."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_hands_its_sum_to_the_next(language: str) -> None:
    invoice = sixty_lines(language)
    carried, brought = CARRIED[language]

    pages = pages_of(made(invoice, language))

    assert len(pages) == 3
    for page, following in pairwise(pages):
        handed = re.findall(rf"{carried} (-?[\d.]+,\d\d)", page)[-1]
        assert re.findall(rf"{brought} (-?[\d.]+,\d\d)", following)[0] == handed
    assert carried not in pages[-1] or language == "de"
    assert brought not in pages[0] or language == "de"


def test_the_sum_so_far_is_that_of_the_lines_above_it() -> None:
    lines = tuple(replace(one_line("nl").lines[0], name=f"Regel {number:03d}") for number in range(100))

    pages = [page for page in pages_of(made(replace(one_line("nl"), lines=lines))) if "Regel" in page]

    above = 0
    for page in pages[:-1]:
        above += len(re.findall(r"Regel \d{3}", page))
        handed = re.findall(r"Over te dragen ([\d.]+,\d\d)", page)[0]
        assert amount(handed) == above * Decimal("1187.50")
    assert above < 100


def test_free_lines_at_the_end_do_not_hide_the_sum() -> None:
    free = tuple(
        replace(one_line("nl").lines[0], net=Decimal(0), name=f"Gratis {place}") for place in range(60)
    )

    pages = pages_of(made(replace(one_line("nl"), lines=(one_line("nl").lines[0], *free))))
    pages = [page for page in pages if "Gratis" in page]

    assert len(pages) == 2
    assert all("Over te dragen 1.187,50" in page for page in pages[:-1])


def test_sums_that_just_fit_do_not_make_the_layout_go_to_and_fro() -> None:
    style = invoice_pdf.Style("#8a3d06", logo(), "Algemene voorwaarden: atelierverlinden.example")

    pages = pages_of(made(long_names("nl"), style=style))

    assert all(f"Pagina {number} van 3" in page for number, page in enumerate(pages, 1))
    assert len(pages) == 3
    assert not any("Over te dragen" in page for page in pages)  # all lines are on the second


def test_a_short_invoice_carries_nothing() -> None:
    assert "Over te dragen" not in text_of(made(one_line("nl")))


def test_a_delivery_note_without_prices_carries_no_sum() -> None:
    pdf = made(sixty_lines("nl"), kind=Kind.DELIVERY_NOTE, shows_prices=False)

    assert "Over te dragen" not in text_of(pdf)
    assert all("Omschrijving" in page for page in pages_of(pdf)[:-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_reaches_into_the_margins(language: str) -> None:
    style = invoice_pdf.Style(footer="X" * 400)

    for page in invoice_pdf.draw(long_names(language), language=language, style=style):
        picture = Image.open(io.BytesIO(page)).convert("RGB")
        width, height = picture.size
        for edge in ((0, 0, MARGIN_PIXELS, height), (width - MARGIN_PIXELS, 0, width, height)):
            strip = picture.crop(edge)
            blank = Image.new("RGB", strip.size, "white")
            assert ImageChops.difference(strip, blank).getbbox() is None


def test_long_names_are_there_to_the_last_letter() -> None:
    text = text_of(made(long_names("nl"))).replace("\u200b", "")

    assert text.replace(" ", "").count(LONG_NAME.replace(" ", "")) >= 5


def test_the_places_to_break_are_seen_by_nobody() -> None:
    pdf = made(replace(one_line("nl"), number="F" * 80))

    assert pdf.metadata.title == "Factuur " + "F" * 80
    assert "\u200b" not in pdf.pages[0].extract_text()


def test_a_line_of_more_than_a_page_goes_on_over_the_next() -> None:
    words = " ".join(f"woord{number}" for number in range(1_500))
    line = replace(one_line("nl").lines[0], description=words)

    pdf = made(replace(one_line("nl"), lines=(line,)))

    assert len(pdf.pages) > 1
    assert "woord1499" in text_of(pdf)
