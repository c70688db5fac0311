"""Make the name of a file fit to be shown: a name from outside is text for people, never a path."""

from __future__ import annotations

import re
import unicodedata

LENGTH_MAX = 120
UNNAMED = "file"
_REFUSED = frozenset(
    {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
)  # control, bidi and format, surrogates, breaks


def shown_name(name: str) -> str:
    """Return the last part of a name without control or bidi characters, at most 120 letters long."""
    last = re.split(r"[\\/]", name.rstrip("\\/"))[-1]
    kept = "".join(letter for letter in last if unicodedata.category(letter) not in _REFUSED)
    cleaned = " ".join(unicodedata.normalize("NFC", kept).split())
    if len(cleaned) > LENGTH_MAX:
        stem, dot, ending = cleaned.rpartition(".")
        ending = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
        cleaned = cleaned[: LENGTH_MAX - len(ending) - 1] + "…" + ending
    return cleaned if cleaned.strip(".") else UNNAMED
