"""Make a picture of an unknown sender fit to be printed: raster only, limits first, drawn again.

What comes out is a PNG that we wrote ourselves: no metadata, no second image behind the first, no bytes of
the sender. A vector picture (SVG) can hold scripts and addresses, so it is not taken at all.
"""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from boekbrug.wording import Sentence, Wording

BYTES_MAX = 1_000_000
PIXELS_MAX = 4_000_000
SIDES_MAX = (1200, 600)  # more is not seen on paper
KINDS = ("PNG", "JPEG", "WEBP")
_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
_TROUBLE = (
    UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, TypeError,
    KeyError, IndexError, OverflowError, MemoryError, EOFError, AttributeError, ZeroDivisionError,
)  # fmt: skip
TOO_LARGE = Wording(
    "picture-too-large", "The picture has {found} kB; at most {most} kB are taken. Make it smaller."
)
NOT_A_PICTURE = Wording(
    "picture-not-taken",
    "This is no PNG, JPEG or WebP picture. Save the logo as PNG and choose that file (an SVG is not taken).",
)
DAMAGED = Wording("picture-damaged", "The picture is damaged and cannot be drawn. Save it again as PNG.")
TOO_MANY_PIXELS = Wording(
    "picture-too-many-pixels",
    "The picture is {width} by {height} points; at most 4 million points are taken. Make it smaller.",
)


class PictureRefused(Exception):
    """A picture that is not taken; says why, and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


def as_png(content: bytes) -> bytes:
    """Return a picture as a PNG of ours, at most 1200 by 600 points; raises PictureRefused."""
    if len(content) > BYTES_MAX:
        raise PictureRefused(TOO_LARGE.say(found=-(-len(content) // 1000), most=BYTES_MAX // 1000))
    if not content.startswith(_MARKS):
        raise PictureRefused(NOT_A_PICTURE.say())
    try:
        picture = Image.open(io.BytesIO(content), formats=KINDS)  # reads the head only
    except _TROUBLE as broken:
        raise PictureRefused(DAMAGED.say()) from broken
    width, height = picture.size
    if width * height > PIXELS_MAX or width * height == 0:
        raise PictureRefused(TOO_MANY_PIXELS.say(width=width, height=height))
    try:
        return _drawn_again(picture)
    except _TROUBLE as broken:
        raise PictureRefused(DAMAGED.say()) from broken


def can_be_drawn(content: bytes) -> bool:
    """Whether a picture can be drawn to its last point: the head alone says nothing of the body."""
    try:
        Image.open(io.BytesIO(content), formats=KINDS).load()
    except _TROUBLE:
        return False
    return True


def _drawn_again(picture: Image.Image) -> bytes:
    """Draw the first image upright in plain colours, and nothing else of the file."""
    upright = ImageOps.exif_transpose(picture) or picture
    plain = upright.convert("RGBA")
    plain.thumbnail(SIDES_MAX)
    if plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    made = io.BytesIO()
    fresh.save(made, format="PNG")
    return made.getvalue()
