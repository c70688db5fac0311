"""Colours as #rrggbb, and whether text in them can be read on white paper (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re

from boekbrug.wording import Sentence, Wording

READABLE_RATIO = 4.5
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
NOT_A_COLOUR = Wording(
    "colour-not-one", "{found} is not a colour. Write # and six digits or letters, as #1f4e79."
)
TOO_LIGHT = Wording(
    "colour-too-light",
    "Text in {found} is hard to read on white: contrast {ratio} to 1, at least 4.5 to 1 is needed. "
    "Choose a darker colour.",
)


class ColourRefused(ValueError):
    """A colour that cannot be used; says why, and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


def readable_on_white(text: str) -> str:
    """Return a colour in small letters; raises ColourRefused when it is none, or too light."""
    if not _COLOUR.fullmatch(text):
        raise ColourRefused(NOT_A_COLOUR.say(found=text[:40]))
    ratio = contrast_with_white(text)
    if ratio < READABLE_RATIO:
        raise ColourRefused(TOO_LIGHT.say(found=text, ratio=f"{ratio:.1f}"))
    return text.lower()


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of a colour with white, 1 to 21."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    bent: float = ((part + 0.055) / 1.055) ** 2.4
    return part / 12.92 if part <= 0.04045 else bent
