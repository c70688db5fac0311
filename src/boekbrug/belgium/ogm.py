"""The Belgian structured communication (OGM/VCS) and the ISO 11649 creditor reference (RF).

An OGM is ten digits and a check: those ten modulo 97, where 0 is written as 97 (Febelfin, structured
communication type 101). Inside we keep the twelve digits; on screen
+++123/4567/89002+++; in EN 16931 it is BT-83.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import iso11649

LENGTH = 12
_SIGNS = re.compile(r"[\s+*./\-]+")
_TWELVE = re.compile(r"\d{12}", re.ASCII)
# An OGM may be cut by the border of two CODA records, so white space may stand between any two digits;
# between groups also a slash, point or dash. Signs (+++ or ***) on one side are enough: banks cut the other.
_GAP = r"[\s./\-]{0,4}"
_LOOSE = rf"\d(?:{_GAP}\d){{11}}"
_SIGN = r"(?:[+*]\s?){2,3}"
_MARKED = rf"{_SIGN}\s{{0,3}}(?P<front>{_LOOSE})(?!\d)|(?<!\d)(?P<back>{_LOOSE})\s{{0,3}}{_SIGN}"
_GROUPED = (
    r"(?<![\d/])(?P<grouped>\d(?:\s?\d){2}\s?/\s?\d(?:\s?\d){3}\s?/\s?\d(?:\s?\d){4})(?![\d/])"
    r"|(?<!\d)(?P<spaced>\d{3}(?P<gap>[ .\-])\d{4}(?P=gap)\d{5})(?!\d)"
)
_BARE = r"(?<![\dA-Z])(?P<bare>\d{12}|(?=(?:\d\s?){12}(?!\d))\d{1,11}\n\d{1,11})(?![\dA-Z])"
_FIND = re.compile(f"{_MARKED}|{_GROUPED}|{_BARE}", re.ASCII | re.IGNORECASE)
_CANONICAL = re.compile(r"([+*])\1\1(\d{3})/?(\d{4})/?(\d{5})\1\1\1", re.ASCII)
_WITHOUT_DIGITS = str.maketrans("", "", "0123456789")
_BELGIAN_IBAN = re.compile(r"BE(?:\s?\d){14}(?!\d)", re.ASCII | re.IGNORECASE)
_RF = re.compile(r"\bRF\d{2}(?:\s?[0-9A-Z]){1,21}", re.ASCII | re.IGNORECASE)


class NotAnOgm(ValueError):
    """A text that is no structured communication."""

    def __init__(self, found: str) -> None:
        super().__init__(f"{found!r} is not a structured communication such as +++123/4567/89002+++.")
        self.found = found


@dataclass(frozen=True, slots=True)
class FoundOgm:
    """A valid OGM inside a text; `is_marked` when signs or the 3/4/5 grouping show that it is meant as one.

    One in 97 bare numbers of twelve digits is valid by chance, and every old Belgian account number is.
    """

    digits: str
    is_marked: bool
    start: int
    end: int


def make(base: int) -> str:
    """Return the twelve digits for a base number of at most ten digits; raises ValueError outside that."""
    if not 0 <= base < 10**10:
        raise ValueError(f"The base of a structured communication has at most ten digits, not {base}.")
    return f"{base:010d}{_check(str(base))}"


def _check(digits: str) -> str:
    """The two check digits of a base; python-stdnum agrees (tested) but takes ten times as long per text."""
    return f"{int(digits) % 97 or 97:02d}"


def is_valid(digits: str) -> bool:
    """Whether a text is exactly twelve digits with the right check."""
    return _TWELVE.fullmatch(digits) is not None and _check(digits[:10]) == digits[10:]


def parse_or_none(typed: str) -> str | None:
    """Return the twelve digits of a text that is an OGM and nothing else, in any spelling; else None."""
    digits = _SIGNS.sub("", typed)
    return digits if is_valid(digits) else None


def parse(typed: str) -> str:
    """Return the twelve digits of a text that is an OGM and nothing else; raises NotAnOgm."""
    digits = parse_or_none(typed)
    if digits is None:
        raise NotAnOgm(typed)
    return digits


def show(digits: str) -> str:
    """Write twelve digits as people read them: +++123/4567/89002+++."""
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


def find_all(text: str) -> tuple[FoundOgm, ...]:
    """Find every valid OGM in free text, in order, each once.

    Accepts +++ and *** on one or both sides, slashes, points, dashes, spaces or nothing between groups, and a
    break inside (two CODA records joined by a space or a new line). Belgian IBANs are left out: their
    digits pass the check.
    """
    if _digit_count(text) < LENGTH:
        return ()
    found: dict[str, FoundOgm] = {}
    for match in _CANONICAL.finditer(text):
        _keep(found, "".join(match.group(2, 3, 4)), is_marked=True, match=match)
    rest = _CANONICAL.sub(_blanked, text) if found else text
    if _digit_count(rest) >= LENGTH:
        for match in _FIND.finditer(_BELGIAN_IBAN.sub(_blanked, rest)):
            kind = match.lastgroup if match.lastgroup != "gap" else "spaced"
            digits = _SIGNS.sub("", match[kind or 0])
            _keep(found, digits, is_marked=kind != "bare", match=match)
    return tuple(sorted(found.values(), key=lambda one: one.start))


def _keep(found: dict[str, FoundOgm], digits: str, *, is_marked: bool, match: re.Match[str]) -> None:
    """Add a valid OGM once; a marked find wins from a bare one."""
    if is_valid(digits) and (digits not in found or (is_marked and not found[digits].is_marked)):
        found[digits] = FoundOgm(digits, is_marked, match.start(), match.end())


def _digit_count(text: str) -> int:
    """How many digits a text holds; most texts on a statement hold too few to look further."""
    return len(text) - len(text.translate(_WITHOUT_DIGITS))


def _blanked(match: re.Match[str]) -> str:
    """As many signs as were matched, so that places stay the same."""
    return "|" * len(match.group())


def parse_rf_or_none(typed: str) -> str | None:
    """Return an ISO 11649 reference in capitals without spaces, or None when its check is wrong."""
    text = re.sub(r"\s+", "", typed).upper()
    return text if text.isascii() and text.startswith("RF") and iso11649.is_valid(text) else None


def find_rf(text: str) -> tuple[str, ...]:
    """Find the valid ISO 11649 references in free text; the longest valid reading of each wins."""
    if "RF" not in text.upper():
        return ()
    found: dict[str, None] = {}
    for match in _RF.finditer(text):
        words = match.group().split()
        readings = (parse_rf_or_none("".join(words[:count])) for count in range(len(words), 0, -1))
        if reading := next((one for one in readings if one), None):
            found[reading] = None
    return tuple(found)


def show_rf(reference: str) -> str:
    """Write an ISO 11649 reference in groups of four: RF18 5390 0754 7034."""
    return " ".join(reference[start : start + 4] for start in range(0, len(reference), 4))
