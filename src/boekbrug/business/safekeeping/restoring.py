"""Put a backup back into an empty place: files first, then the database, and a mark until all of it is there.

Works without Django, whose settings would make keys of their own. While the mark lies there, nothing starts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boekbrug.business.safekeeping import database_copy, streams
from boekbrug.business.safekeeping.progress import Tell, told
from boekbrug.business.safekeeping.repository import (
    DATABASE,
    KEYS,
    NONE_WHOLE,
    NOT_THAT_ONE,
    NoBackupThere,
    Repository,
    flush_folder,
    write_whole,
)
from boekbrug.wording import Refusal, Wording

MARK = "restore-is-not-finished"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a backup is restored."""

    data: Path
    database: Mapping[str, Any]

    @property
    def mark(self) -> Path:
        """The file that lies there until the restore is finished."""
        return self.data / MARK


FILE_DAMAGED = Wording(
    "restore-file-damaged",
    "The kept file {sha256} is damaged in the backup. Take another copy of the folder, or restore "
    "all the rest with --without-damaged.",
)


class FileDamaged(Refusal):
    """A kept file in the backup is damaged, and all or nothing was asked for."""

    def __init__(self, sha256: str) -> None:
        super().__init__(FILE_DAMAGED.say(sha256=sha256))


def put_back(
    *,
    repository: Repository,
    stamp: str,
    place: Place,
    without_damaged: bool = False,
    tell: Tell = lambda *_: None,
) -> tuple[str, dict[str, Any]]:
    """Restore one backup (the last where `stamp` is empty); return its name and manifest.

    One that was broken off goes on where it was. With `without_damaged` kept files that are damaged in the
    backup are left out; the verification that follows names them.

    :raises NoBackupThere: when there is no such backup
    :raises database_copy.PlaceTaken: when something is in the way
    :raises streams.PartDamaged: when a part is not what was backed up; the place stays unusable
    :raises FileDamaged: when that part is a kept file; the place stays unusable
    :raises OSError: when there is no room; the place stays unusable
    """
    stamp = chosen(repository, stamp)
    manifest = repository.manifest(stamp)
    is_there = _take_place(place, manifest, stamp)
    _put_keys(repository, stamp, place)
    _put_files(repository, manifest["files"], place, tell, without_damaged=without_damaged)
    if not is_there:
        tell("database", 0, 1)
        database_copy.put_back(place.database, _checked(repository.read(stamp, DATABASE), manifest))
        _leave_mark(place, _database_is_back(place, stamp))
    tell("database", 1, 1)
    return stamp, manifest


def finish(place: Place) -> None:
    """Say that everything is there: from now on it may start."""
    os.sync()  # every file is on disk, not only in memory, before the mark goes
    place.mark.unlink(missing_ok=True)
    flush_folder(place.data)


def chosen(repository: Repository, stamp: str) -> str:
    """Return the backup of this name, or the last one; raises NoBackupThere."""
    stamps = repository.stamps()
    if not stamps:
        raise NoBackupThere(NONE_WHOLE.say(folder=str(repository.folder)))
    if stamp and stamp not in stamps:
        raise NoBackupThere(NOT_THAT_ONE.say(stamp=stamp, known=", ".join(stamps[-5:])))
    return stamp or stamps[-1]


def _take_place(place: Place, manifest: Mapping[str, Any], stamp: str) -> bool:
    """Leave the mark where the place is empty or was begun; whether its database is back already."""
    kind = database_copy.kind_of(place.database)
    if manifest["database"]["kind"] != kind:
        raise database_copy.PlaceTaken(
            database_copy.OTHER_KIND.say(found=manifest["database"]["kind"], expected=kind)
        )
    if place.mark.exists():
        if kind != "sqlite" and _database_is_back(place, stamp) in place.mark.read_text():
            return True  # it came whole in one transaction; only what follows was broken off
        _clear_broken_off(place, kind)
    elif place.data.exists() and {one.name for one in place.data.iterdir()} - {"keys", f".new-{MARK}"}:
        raise database_copy.PlaceTaken(database_copy.FOLDER_TAKEN.say(place=str(place.data)))
    database_copy.refuse_taken(place.database)
    place.data.mkdir(parents=True, exist_ok=True)
    _leave_mark(place, "")
    return False


def _leave_mark(place: Place, more: str) -> None:
    said = f"A restore was begun here and is not finished. Run it again.\n{more}"
    _write(place.mark, [said.encode()])
    flush_folder(place.data)


def _database_is_back(place: Place, stamp: str) -> str:
    where = "/".join(str(place.database.get(part) or "") for part in ("HOST", "PORT", "NAME"))
    return f"{stamp} is back in {where}\n"


def _clear_broken_off(place: Place, kind: str) -> None:
    """Of a restore that was broken off, only its database must go; files are known by their hash.

    Its journal goes too: SQLite would play it into the database that comes in its place.
    """
    if kind == "sqlite":
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{place.database['NAME']}{end}").unlink(missing_ok=True)


def _put_keys(repository: Repository, stamp: str, place: Place) -> None:
    kept = json.loads(b"".join(repository.read(stamp, KEYS)))
    for name, text in kept.items():
        folder = place.data / "keys"
        folder.mkdir(mode=0o700, exist_ok=True)
        if name.startswith("keys/"):
            _write_secret(folder / Path(name).name, text)
        else:  # it may hold the secret key and the password of the database
            _write_secret(place.data / f"restored-{Path(name).name}", text)


def _write_secret(path: Path, text: str) -> None:
    """Write what only its owner may read."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(text)


def _put_files(
    repository: Repository, named: list[list[Any]], place: Place, tell: Tell, *, without_damaged: bool
) -> None:
    for dossier_id, sha256, size_bytes in told(named, tell):
        path = place.data / "files" / str(int(dossier_id)) / sha256[:2] / sha256
        if not (path.is_file() and path.stat().st_size == size_bytes):
            try:
                _write(path, repository.read_file(dossier_id, sha256))
            except streams.PartDamaged as damaged:
                if not without_damaged:
                    raise FileDamaged(sha256) from damaged


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, pieces, unfinished=path.with_name(f".new-{path.name}"))


def _checked(pieces: Iterator[bytes], manifest: Mapping[str, Any]) -> Iterator[bytes]:
    """The bytes of the database; refused at the end when they are not the ones of the manifest."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    if digest.hexdigest() != manifest["database"]["sha256"]:
        raise streams.PartDamaged(DATABASE)
