"""File names that every system accepts, Windows included.

Rules: Microsoft, "Naming Files, Paths, and Namespaces": no <>:"/\\|?* and no control characters, no reserved
device names, no blank or full stop at the end.
"""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
STEM_LENGTH_MAX = 80


def safe_stem(*parts: str) -> str:
    """Join texts into the part of a file name before its dot; never empty, at most 80 characters."""
    joined = "_".join(part for part in parts if part.strip())
    plain = "".join(c for c in unicodedata.normalize("NFC", joined) if unicodedata.category(c)[0] != "C")
    stem = _FORBIDDEN.sub("-", plain)
    stem = re.sub(r"\s+", " ", stem)[:STEM_LENGTH_MAX].strip(" .")
    if stem.split(".")[0].strip().lower() in _DEVICES:
        stem = f"_{stem}"
    return stem or "document"


def is_safe(name: str) -> bool:
    """Whether a whole file name can be used as it is."""
    stem, _, _ = name.rpartition(".")
    return bool(stem) and not name.startswith(".") and safe_stem(stem) == stem and not _FORBIDDEN.search(name)


def with_counter(name: str, number: int) -> str:
    """Return the name itself for 1, else `stem (2).xml`."""
    stem, dot, suffix = name.rpartition(".")
    return name if number == 1 else f"{stem} ({number}){dot}{suffix}"
