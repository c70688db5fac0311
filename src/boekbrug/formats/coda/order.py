"""Which record may follow which, and what next and link codes the first of the two must then carry.

Standard 2.6: records 0 1 (21 [22] [23] (31 [32] [33])*)* [8] 4* 9. The next code (column 126) says that the
next article of the same record follows; the link code (column 128) says that a record 3 follows (on 2x and
3x), or a record 4 (on 8 and 4). Some banks set the link code on each article, so only that of the last one
is checked.
"""

from __future__ import annotations

MARKS = ("0", "1", "21", "22", "23", "31", "32", "33", "8", "4", "9")

UNCOUNTED = ("0", "4", "9")
"""The trailer does not count these records."""

_SECONDS = ("21", "22", "23")
_THIRDS = ("31", "32", "33")
AFTER_GROUP = ("21", "31", "8", "9")

_NEXT: dict[str, tuple[str, ...]] = {
    "0": ("1",),
    "1": ("21", "8", "9"),
    "21": ("22", "23", *AFTER_GROUP),
    "22": ("23", *AFTER_GROUP),
    "23": AFTER_GROUP,
    "31": ("32", "33", *AFTER_GROUP),
    "32": ("33", *AFTER_GROUP),
    "33": AFTER_GROUP,
    "8": ("4", "9"),
    "4": ("4", "9"),
}


def _codes(mark: str, following: str) -> tuple[str, str] | None:
    """Return the next and link code that `mark` should carry before `following` ("" where any will do)."""
    if mark in ("8", "4"):
        return "", "1" if following == "4" else "0"
    if mark not in _SECONDS + _THIRDS:
        return None
    if following[0] == mark[0] and following[1] != "1":
        return "1", ""
    return "0", "1" if following == "31" else "0"


def _tails(mark: str, codes: tuple[str, str] | None) -> frozenset[str] | None:
    """Return every text that columns 126-128 may hold; column 127 is blank, or 0 in version 1."""
    if codes is None:
        return None
    following, link = codes
    if mark in ("8", "4"):
        return frozenset({f"  {link}"} | ({"   "} if link == "0" else set()))
    return frozenset(f"{following}{filler}{last}" for filler in " 0" for last in (link or "01 "))


CODES = {(mark, then): _codes(mark, then) for mark, following in _NEXT.items() for then in following}
"""The codes that a record must carry by (its mark, the next record's mark); None where there are none."""

AFTER: dict[str, dict[str, frozenset[str] | None]] = {
    mark: {then: _tails(mark, CODES[mark, then]) for then in following} for mark, following in _NEXT.items()
}
"""By mark: the marks that may follow, each with the texts that columns 126-128 may then hold (None: any)."""
