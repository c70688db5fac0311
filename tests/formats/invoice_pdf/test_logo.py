"""A logo whose head is right and whose body is not is refused with a sentence."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from boekbrug.formats import invoice_pdf
from boekbrug.formats.pictures import PictureRefused, as_png
from tests.formats.invoice_pdf.samples import one_line


def drawn(kind: str) -> bytes:
    """A picture of points that do not compress, so that most of the file is body."""
    file = io.BytesIO()
    Image.effect_noise((60, 40), 50).save(file, kind)
    return file.getvalue()


def with_logo(logo: bytes) -> bytes:
    """The PDF of an invoice with a logo."""
    return invoice_pdf.make(one_line("nl"), language="nl", style=invoice_pdf.Style(logo=logo))


PNG, JPEG = drawn("PNG"), drawn("JPEG")
BODY = PNG.index(b"IDAT")
BROKEN = {
    "PNG, half": PNG[: len(PNG) // 2],
    "PNG without a body": PNG[: BODY - 4],
    "PNG with an empty body": PNG[: BODY + 4] + bytes(200) + PNG[BODY + 204 :],
    "PNG with one wrong byte": PNG[: BODY + 100] + bytes([PNG[BODY + 100] ^ 0xFF]) + PNG[BODY + 101 :],
    "JPEG, half": JPEG[: len(JPEG) // 2],
}


@pytest.mark.parametrize("logo", [PNG, JPEG])
def test_a_whole_logo_is_printed(logo: bytes) -> None:
    assert with_logo(logo).startswith(b"%PDF")


@pytest.mark.parametrize("broken", BROKEN)
def test_a_logo_with_a_broken_body_is_refused_with_a_sentence(broken: str) -> None:
    with pytest.raises(
        invoice_pdf.LogoNotReadable, match="damaged and cannot be drawn; save it again as PNG"
    ):
        with_logo(BROKEN[broken])
    with pytest.raises(PictureRefused, match="damaged and cannot be drawn"):  # where it is put up
        as_png(BROKEN[broken])
