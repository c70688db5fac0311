"""Fold texts so that capitals, accents and spaces do not count when people search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

SEARCH_CHARACTERS_MAX = 400


def fold(text: str) -> str:
    """Return a text in small letters without accents, with single spaces."""
    if text.isascii():  # most texts of banks: nothing to take apart
        return " ".join(text.casefold().split())
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())


def search_text(parts: Iterable[str]) -> str:
    """Return what a row is found by: its folded texts, cut at what the column holds."""
    return " ".join(folded for part in parts if (folded := fold(part)))[:SEARCH_CHARACTERS_MAX]
