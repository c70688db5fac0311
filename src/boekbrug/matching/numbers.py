"""Find document numbers in what people type, and the normalised keys under which both sides meet.

A number is reduced to its digits. A document gets a few keys (year + serial, short year + serial,
serial + year, and forms without leading zeros that keep the separator, because glued to a year they would
hit dates). A text gives keys from neighbouring groups of digits. Keys that start with "~" hold the serial
alone and count only after a word such as "factuur".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from boekbrug.matching import cues

GROUPS_MAX = 4  # people cut a number in at most this many pieces
DIGITS_MAX = 20  # longer is a bank's own reference
STRONG_DIGITS = 5  # a shorter number needs a word such as "factuur" before it
MONTHS = 12

_DIGITS = re.compile(r"\d+", re.ASCII)
_COMMON = re.compile(r"\D*((?:19|20)\d\d)\D+(\d+)\D*", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_BETWEEN = re.compile(r"[\s/\-._]{0,3}|[/\-._][A-Za-z]{1,3}[/\-._]?")
# Amounts, structured communications and IBANs hold groups of digits that are no document numbers.
_NO_NUMBER = re.compile(
    r"(?<![\d/.\-])\d{1,3}(?:\.\d{3})*,\d{2}(?!\d)|(?<!\d)\d+,\d{2}(?!\d)"
    r"|(?:€|\beur) ?\d+(?:\.\d\d)?(?!\d)|(?<![\d/\-])\d+(?:\.\d\d)? ?(?:€|euro?\b)"
    r"|\d{3}\s?/\s?\d{4}\s?/\s?\d{5}|\b[a-z]{2}\d\d(?: ?[a-z]?\d{3,4}){3,4}\b",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A number key found in a text: `written` as typed; `is_clear` when it can hardly be something else."""

    key: str
    written: str
    is_clear: bool


def number_keys(number: str) -> frozenset[str]:
    """Return the keys under which a document number can be found; empty when it has no digits."""
    if common := _COMMON.fullmatch(number):
        return frozenset(_year_keys(common[1], common[2]))
    groups = _DIGITS.findall(number)
    if not groups:
        return frozenset()
    keys = {"".join(groups)}
    if len(groups) > 1:
        keys.add("/".join([_bare(group) for group in groups]))
    year, serial = _year_and_serial(groups)
    if year:
        keys.update(_year_keys(year, serial))
    elif len(groups) == 1:
        keys.add("~" + _bare(groups[0]))
        if 6 <= len(groups[0]) <= 9 and groups[0][0] in "23":
            keys.add("20" + groups[0])
    return frozenset(keys)


def _year_keys(year: str, serial: str) -> tuple[str, ...]:
    bare = serial.lstrip("0") or "0"
    short = year[2:]
    keys = (year + serial, short + serial, serial + year, f"{year}/{bare}", f"{bare}/{year}", "~" + bare)
    # A shorter serial with a short year reads as a day and a month.
    return (*keys, f"{short}/{bare}") if len(bare) > 2 else keys


def keys_in_text(text: str) -> frozenset[str]:
    """Return every key that a text could name, to load candidates; a superset of what `find` looks up."""
    text, matches = _groups(text)
    everything = _Everything()
    for at in range(len(matches)):
        _longest(text, matches[at : at + _reach(text, matches, at)], everything)
    return frozenset(everything.asked)


def find(text: str, known: Container[str]) -> Iterator[Written]:
    """Yield the known keys that a text names, in order; of overlapping readings the longest wins."""
    text, matches = _groups(text)
    at = 0
    while at < len(matches):
        reach = _reach(text, matches, at)
        hit, width = _longest(text, matches[at : at + reach], known)
        if hit:
            yield hit
        elif width == 1 and _is_date(matches[at : at + reach]):
            width = 3
        at += width


def _groups(text: str) -> tuple[str, list[re.Match[str]]]:
    """The text without what is surely no number, and its groups of digits."""
    if _NO_NUMBER.search(text):
        text = _NO_NUMBER.sub("|", text)
    return text, list(_DIGITS.finditer(text))


def _reach(text: str, matches: list[re.Match[str]], at: int) -> int:
    """How many groups from here on may be pieces of one number."""
    reach = 1
    while reach < GROUPS_MAX and at + reach < len(matches):
        between = text[matches[at + reach - 1].end() : matches[at + reach].start()]
        if not _BETWEEN.fullmatch(between):
            break
        reach += 1
    return reach


def _longest(text: str, matches: list[re.Match[str]], known: Container[str]) -> tuple[Written | None, int]:
    """The longest reading from the first group on that is known, and how many groups it takes."""
    groups = [match[0] for match in matches]
    for width in range(len(groups), 0, -1):
        joined = "".join(groups[:width]) if width > 1 else groups[0]
        if len(joined) > DIGITS_MAX:
            continue
        if joined in known:
            return _written(text, matches[:width], joined), width
        if width > 1 and (key := "/".join([_bare(group) for group in groups[:width]])) in known:
            return _written(text, matches[:width], key), width
    serial = "~" + _bare(groups[0])
    if len(groups[0]) <= DIGITS_MAX and serial in known and cues.cue(text, matches[0]) > 0:
        return Written(serial, groups[0], is_clear=False), 1
    return None, 1


def _written(text: str, matches: list[re.Match[str]], key: str) -> Written:
    cue = cues.cue(text, matches[0])
    written = text[matches[0].start() : matches[-1].end()]
    return Written(key, written, cue > 0 or (cue == 0 and _is_long_enough(key)))


def _is_long_enough(key: str) -> bool:
    """Whether a key without a word before it can hardly be a month, a year or a house number."""
    pieces = key.split("/")
    if len(pieces) == 1:
        return len(key) >= STRONG_DIGITS
    serials = [piece for piece in pieces if not _YEAR.fullmatch(piece)]
    if not serials and len(pieces) == 2:  # 2026/1932 is a number, 2025/2026 a book year
        return abs(int(pieces[0]) - int(pieces[1])) > 1
    return len(serials) == 1 and int(serials[0]) > MONTHS and len(pieces) == 2 and len(key) > len("26/123")


def _is_date(matches: list[re.Match[str]]) -> bool:
    if len(matches) < 3:
        return False
    first, month, last = (match[0] for match in matches[:3])
    if _YEAR.fullmatch(first):
        first, last = last, first
    return (
        len(first) < 3
        and len(month) < 3
        and len(last) in (2, 4)
        and int(first) <= 31
        and int(month) <= MONTHS
    )


def _year_and_serial(groups: list[str]) -> tuple[str, str]:
    """Split a number in its year (four digits) and its serial, or return two empty texts."""
    if len(groups) == 1:
        only = groups[0]
        if 6 <= len(only) <= 12 and _YEAR.match(only):
            return only[:4], only[4:]
        return "", ""
    if years := [group for group in groups if _YEAR.fullmatch(group)]:
        others = [group for group in groups if group is not years[0]]
        return years[0], others[-1]
    if len(groups) == 2 and len(groups[0]) == 2:
        return "20" + groups[0], groups[1]
    return "", ""


def _bare(digits: str) -> str:
    return digits.lstrip("0") or "0"


class _Everything:
    """Knows nothing and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return False
