"""How much room the disk has left, and what is said when it has none: one sentence at every door.

A reserve stays free, so that what was begun can end, people can read, and the clean-up can write. A disk that
is full all the same (the database's, the one of temporary files) is recognised by what the system or the
database answers, wherever it happens.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

from django.conf import settings

from boekbrug.wording import Wording

NO_ROOM = Wording(
    "files-no-room",
    "The disk of this Boekbrug is full or nearly so, and nothing new can be kept. Nothing was changed; "
    "ask whoever looks after it to make room, then do this again.",
)
SHARE_FOR_ENDING = 4  # below this part of the reserve nothing is begun that must write down how it ended
EXHAUSTED_BYTES = 1024**2
_NO_ROOM_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT})
_POSTGRESQL_DISK_FULL = "53100"
_PERHAPS_FULL = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})  # SQLite's journal has no room


class Room(IntEnum):
    """What may still be begun."""

    CLEAN_UP = 0  # only what makes room
    END = 1  # what is on its way goes on; nothing new is taken in
    TAKE_IN = 2


class NoRoom(Exception):
    """The disk is too full for this; nothing was kept."""

    def __init__(self) -> None:
        self.sentence = NO_ROOM.say()
        super().__init__(self.sentence.english)


def free_bytes() -> int:
    """Return how much is free where the files are kept, or the SQLite database where that is less."""
    return min(shutil.disk_usage(place).free for place in {Path(settings.DATA), _database_folder()})


def left(size_bytes: int = 0) -> Room:
    """Return what may be begun once so many more bytes are written."""
    free = free_bytes() - size_bytes
    if free >= settings.DISK_RESERVE_BYTES:
        return Room.TAKE_IN
    return Room.END if free >= settings.DISK_RESERVE_BYTES // SHARE_FOR_ENDING else Room.CLEAN_UP


def require(size_bytes: int = 0) -> None:
    """Refuse to take something in that would eat into the reserve; raises NoRoom."""
    if left(size_bytes) < Room.TAKE_IN:
        raise NoRoom


@contextmanager
def or_no_room() -> Iterator[None]:
    """Turn what a full disk makes of the block into NoRoom."""
    try:
        yield
    except Exception as failed:
        if is_why(failed):
            raise NoRoom from failed
        raise


def is_why(error: BaseException | None) -> bool:
    """Whether a full disk is the reason of an error, or of what led to it."""
    while error is not None:
        if _is_full(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_full(error: BaseException) -> bool:
    if isinstance(error, NoRoom) or getattr(error, "sqlstate", None) == _POSTGRESQL_DISK_FULL:
        return True
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM_ERRNOS
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF  # the rest says which call it was
    return code == sqlite3.SQLITE_FULL or (code in _PERHAPS_FULL and free_bytes() < EXHAUSTED_BYTES)


def _database_folder() -> Path:
    database = settings.DATABASES["default"]
    is_file = database["ENGINE"].endswith("sqlite3")
    return Path(database["NAME"]).resolve().parent if is_file else Path(settings.DATA)
