"""Pictures: what comes out is a PNG of ours, whatever came in; everything else is a sentence, quickly."""

from __future__ import annotations

import io
import struct
import time
import zlib
from typing import Any

import pytest
from PIL import Image

from boekbrug.formats import colours, pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg"{0}><script>alert(1)</script>{1}</svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 100), **options: Any) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "#1f4e79").save(made, format=kind, **options)
    return made.getvalue()


def png_head(width: int, height: int) -> bytes:
    """A PNG that says it is that large, with almost no data."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    data = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_raster_picture_becomes_a_png_of_ours(kind: str) -> None:
    found = Image.open(io.BytesIO(pictures.as_png(picture(kind))))

    assert (found.format, found.size, found.mode) == ("PNG", (300, 100), "RGB")


def test_metadata_and_what_hides_behind_the_picture_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    given = picture("JPEG", exif=exif.tobytes()) + b"<script>alert(1)</script>"

    made = pictures.as_png(given)

    assert b"secret place" not in made
    assert b"<script>" not in made
    assert Image.open(io.BytesIO(made)).info == {}


def test_a_large_picture_gets_smaller_and_keeps_its_shape() -> None:
    found = Image.open(io.BytesIO(pictures.as_png(picture(size=(2000, 1000)))))

    assert found.size == (1200, 600)


HOSTILE = {
    "SVG": SVG.format("", "").encode(),
    "SVG with an address": SVG.format("", '<image href="http://127.0.0.1/"/>').encode(),
    "SVG with HTML": SVG.format("", "<foreignObject><body onload='x()'/></foreignObject>").encode(),
    "SVG with use": SVG.format("", '<use href="data:image/svg+xml;base64,AAAA#x"/>').encode(),
    "SVG with entities": b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
    "SVG with a PNG mark": b"\x89PNG\r\n\x1a\n" + SVG.format("", "").encode(),
    "zipped SVG": b"\x1f\x8b\x08\x00" + b"\0" * 50,
    "GIF": b"GIF89a" + b"\0" * 50,
    "TIFF": b"II*\0" + b"\0" * 50,
    "ICO": b"\0\0\1\0" + b"\0" * 50,
    "BMP": b"BM" + b"\0" * 50,
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run",
    "PDF": b"%PDF-1.7\n",
    "HTML": b"<html><script>alert(1)</script>",
    "nothing": b"",
    "cut off": picture()[:60],
    "broken JPEG": b"\xff\xd8\xff" + b"\0" * 500,
    "broken WebP": b"RIFF\0\0\0\0WEBPVP8 " + b"\xff" * 100,
    "RIFF that is sound": b"RIFF\0\0\0\0WAVEfmt " + b"\0" * 100,
    "flood of points": png_head(60_000, 60_000),
    "flood in one line": png_head(2_000_000_000, 1),
    "more points than taken": png_head(2_001, 2_000),
    "no points": png_head(0, 10),
    "data for another size": png_head(1_900, 1_900),
    "more than a megabyte": b"\x89PNG\r\n\x1a\n" + b"\0" * 1_000_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_anything_else_is_refused_with_a_sentence_in_time(name: str) -> None:
    started = time.perf_counter()

    with pytest.raises(pictures.PictureRefused, match=r"\.$"):
        pictures.as_png(HOSTILE[name])

    assert time.perf_counter() - started < 2


def test_the_largest_picture_is_drawn_in_time() -> None:
    started = time.perf_counter()

    pictures.as_png(picture("WEBP", size=(2000, 2000)))

    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("colour", ["#1F4E79", "#000000", "#767676", "#b00020"])
def test_a_dark_colour_may_be_used(colour: str) -> None:
    assert colours.readable_on_white(colour) == colour.lower()


@pytest.mark.parametrize(
    "colour",
    ["#777777", "#ffffff", "#ffff00", "red", "#123", "", "#1f4e79;x", "#１２３４５６", "url(x)"],
)
def test_a_light_colour_or_none_is_refused(colour: str) -> None:
    with pytest.raises(colours.ColourRefused, match=r"\.$"):
        colours.readable_on_white(colour)


def test_the_contrast_is_that_of_the_guideline() -> None:
    assert 20.9 < colours.contrast_with_white("#000000") < 21.1
    assert 4.5 < colours.contrast_with_white("#767676") < 4.6
