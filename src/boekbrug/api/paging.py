"""Where a page of a list ends, as an opaque text: the sort key of its last row, never an offset."""

from __future__ import annotations

import base64
import binascii
import datetime as dt

from boekbrug.api.problems import Refused, wrong
from boekbrug.wording import Wording

NO_SUCH_PAGE = Wording(
    "api-no-such-page",
    "This is no `next` of a page of this list. Start without it, then pass on what each page gives.",
)
_YEARS = range(1970, 2200)
_ROW_MAX = 2**63 - 1


def no_such_page() -> Refused:
    """Return the refusal of a cursor that is not ours."""
    return wrong(NO_SUCH_PAGE.say(), "after")


def of_moment(key: tuple[dt.datetime, int] | None) -> str | None:
    """Write the key of a page that is sorted by moment."""
    return _written(key[0].astimezone(dt.UTC).isoformat(), key[1]) if key else None


def of_day(key: tuple[dt.date, int] | None) -> str | None:
    """Write the key of a page that is sorted by day."""
    return _written(key[0].isoformat(), key[1]) if key else None


def of_text(key: tuple[str, int] | None) -> str | None:
    """Write the key of a page that is sorted by a text."""
    return _written(key[0], key[1]) if key else None


def text(cursor: str) -> tuple[str, int] | None:
    """Read what `of_text` wrote; nothing is the first page; raises Refused."""
    if not cursor:
        return None
    found, row = _read(cursor)
    if "\0" in found:
        raise no_such_page()
    return found, row


def moment(cursor: str) -> tuple[dt.datetime, int] | None:
    """Read what `of_moment` wrote; nothing is the first page; raises Refused."""
    if not cursor:
        return None
    written, row = _read(cursor)
    try:
        found = dt.datetime.fromisoformat(written)
    except ValueError as not_ours:
        raise no_such_page() from not_ours
    if found.year not in _YEARS or found.utcoffset() != dt.timedelta():
        raise no_such_page()
    return found, row


def day(cursor: str) -> tuple[dt.date, int] | None:
    """Read what `of_day` wrote; nothing is the first page; raises Refused."""
    if not cursor:
        return None
    written, row = _read(cursor)
    try:
        found = dt.date.fromisoformat(written)
    except ValueError as not_ours:
        raise no_such_page() from not_ours
    return found, row


def ordinal(cursor: str, most: int = _ROW_MAX) -> int | None:
    """Read a cursor that is a plain number, from 1 up to `most`; raises Refused."""
    if not cursor:
        return None
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) <= 19 and 0 < int(cursor) <= most):
        raise no_such_page()
    return int(cursor)


def _written(text: str, row: int) -> str:
    return base64.urlsafe_b64encode(f"{text}_{row}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[str, int]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        plain = base64.b64decode(padded, altchars=b"-_", validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as not_ours:
        raise no_such_page() from not_ours
    written, _, row = plain.rpartition("_")
    place = ordinal(row)
    if place is None:
        raise no_such_page()
    return written, place
