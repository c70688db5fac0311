"""Where backups lie: one folder, readable by its key only.

    boekbrug-backup.json      what this folder is, and how to tell that a key fits
    files/ab/abcd…            kept files, each sealed once for all backups
    2026-11-27T201300Z/       one backup: manifest, database, keys; whole once its manifest is there

Every part is written beside its place, flushed and then moved, so that a part is whole or absent.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boekbrug.business.safekeeping import streams
from boekbrug.wording import Refusal, Wording

MARK = "boekbrug-backup.json"
FORMAT = 2  # 1 was of before 0.1: one key for many streams
MANIFEST, DATABASE, KEYS = "manifest", "database", "keys"
KEY_CHARACTERS_MIN = 20
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z")
_READ_BYTES = 1 << 20


NO_BACKUPS_HERE = Wording(
    "backup-none-here", "{folder} holds no backups of Boekbrug ({mark} is missing). Name their folder."
)
MARK_UNREADABLE = Wording(
    "backup-mark-unreadable", "{mark} cannot be read. Restore that file from a copy of the folder."
)
OTHER_VERSION = Wording(
    "backup-other-version",
    "{mark} is of another version of Boekbrug. Use that version for this folder.",
)
OTHER_FILES = Wording(
    "backup-other-files", "{folder} holds other files and no backups. Name an empty folder or a new one."
)
NONE_WHOLE = Wording(
    "backup-none-whole", "{folder} holds no whole backup yet. Make one with `boekbrug backup`."
)
NOT_THAT_ONE = Wording("backup-not-that-one", "There is no backup {stamp}; there is {known}. Choose one.")
WRONG_KEY = Wording(
    "backup-wrong-key", "This key does not open these backups. Give the one that they were made with."
)
KEY_TOO_SHORT = Wording(
    "backup-key-too-short",
    "The key of the backup has {length} characters, expected at least {least}. "
    "Make one with `boekbrug backup --new-key FILE`.",
)


class NoBackupThere(Refusal):
    """The folder is no place of backups, or holds none that is whole."""


class WrongKey(Refusal):
    """The key is not the one that these backups were made with."""

    def __init__(self) -> None:
        super().__init__(WRONG_KEY.say())


class KeyTooShort(Refusal):
    """What was given as a key is too short to be one."""

    def __init__(self, length: int) -> None:
        super().__init__(KEY_TOO_SHORT.say(length=length, least=KEY_CHARACTERS_MIN))


@dataclass(frozen=True, slots=True)
class Repository:
    """An opened folder of backups."""

    folder: Path
    key: bytes

    def stamps(self) -> list[str]:
        """Return the names of the whole backups, oldest first."""
        return sorted(
            entry.name
            for entry in self.folder.iterdir()
            if _STAMP.fullmatch(entry.name) and (entry / MANIFEST).is_file()
        )

    def write(self, stamp: str, part: str, pieces: Iterable[bytes]) -> None:
        """Seal a part of one backup."""
        name = f"{stamp}/{part}"
        _write(self.folder / stamp / part, streams.seal(pieces, key=self._key_of(part), name=name))

    def read(self, stamp: str, part: str) -> Iterator[bytes]:
        """Yield the bytes of a part; raises streams.PartDamaged."""
        name = f"{stamp}/{part}"
        try:
            with (self.folder / stamp / part).open("rb") as sealed:
                yield from streams.unseal(sealed, key=self._key_of(part), name=name)
        except FileNotFoundError as missing:
            raise streams.PartDamaged(name) from missing

    def has_file(self, dossier_id: int, sha256: str) -> bool:
        """Whether a kept file is here already."""
        return self._path_of_file(dossier_id, sha256).is_file()

    def write_file(self, dossier_id: int, sha256: str, pieces: Iterable[bytes]) -> None:
        """Seal a kept file."""
        path = self._path_of_file(dossier_id, sha256)
        _write(path, streams.seal(pieces, key=self._key_of("files"), name=path.name))

    def read_file(self, dossier_id: int, sha256: str) -> Iterator[bytes]:
        """Yield the bytes of a kept file; raises streams.PartDamaged, also when they are not its own."""
        path, digest = self._path_of_file(dossier_id, sha256), hashlib.sha256()
        try:
            with path.open("rb") as sealed:
                for piece in streams.unseal(sealed, key=self._key_of("files"), name=path.name):
                    digest.update(piece)
                    yield piece
        except FileNotFoundError as missing:
            raise streams.PartDamaged(sha256) from missing
        if digest.hexdigest() != sha256:
            raise streams.PartDamaged(sha256)

    def is_whole(self, dossier_id: int, sha256: str) -> bool:
        """Whether a kept file opens and is what it was; reads all of it."""
        try:
            for _ in self.read_file(dossier_id, sha256):
                pass
        except streams.PartDamaged:
            return False
        return True

    def manifest(self, stamp: str) -> dict[str, Any]:
        """Return what a backup says of itself."""
        found: dict[str, Any] = json.loads(b"".join(self.read(stamp, MANIFEST)))
        return found

    def drop_unfinished(self) -> None:
        """Remove what a backup that was cut off left behind; whole backups and kept files stay."""
        for path in self.folder.rglob("*.part"):
            path.unlink(missing_ok=True)
        for entry in self.folder.iterdir():
            if _STAMP.fullmatch(entry.name) and not (entry / MANIFEST).is_file():
                for part in (DATABASE, KEYS):
                    (entry / part).unlink(missing_ok=True)
                with contextlib.suppress(OSError):
                    entry.rmdir()

    def _key_of(self, part: str) -> bytes:
        return streams.subkey(self.key, f"part {part}")

    def _path_of_file(self, dossier_id: int, sha256: str) -> Path:
        """Names tell nothing: whoever reads the folder cannot ask whether a known file is in it."""
        naming = streams.subkey(self.key, "names of files")
        name = hmac.new(naming, f"{dossier_id}/{sha256}".encode(), hashlib.sha256).hexdigest()
        return self.folder / "files" / name[:2] / name


def open_repository(folder: Path, secret: str, *, may_make: bool) -> Repository:
    """Open a folder of backups with the operator's key, or make it where it is empty.

    :raises NoBackupThere: when the folder is not one of ours
    :raises WrongKey: when the key does not fit
    :raises KeyTooShort: when it is no key
    """
    if len(secret.strip()) < KEY_CHARACTERS_MIN:
        raise KeyTooShort(len(secret.strip()))
    mark = folder / MARK
    if not mark.is_file():
        if not may_make:
            raise NoBackupThere(NO_BACKUPS_HERE.say(folder=str(folder), mark=MARK))
        _make(folder, secret)
    try:
        said = json.loads(mark.read_text(encoding="utf-8"))
        salt, proof = bytes.fromhex(said["salt"]), str(said["proof"])
        fits = said["format"] == FORMAT
    except (ValueError, KeyError, TypeError) as wrong:
        raise NoBackupThere(MARK_UNREADABLE.say(mark=str(mark))) from wrong
    if not fits:
        raise NoBackupThere(OTHER_VERSION.say(mark=str(mark)))
    key = streams.derive_key(secret, salt)
    if not hmac.compare_digest(_proof(key), proof):
        raise WrongKey
    return Repository(folder, key)


def new_key() -> str:
    """Make a key for backups: 256 random bits as text."""
    return secrets.token_urlsafe(32)


def pieces_of(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file with bounded memory."""
    with path.open("rb") as stream:
        while piece := stream.read(_READ_BYTES):
            yield piece


def _make(folder: Path, secret: str) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if {one.name for one in folder.iterdir()} - {f"{MARK}.part"}:  # of one that was killed while it made it
        raise NoBackupThere(OTHER_FILES.say(folder=str(folder)))
    salt = secrets.token_bytes(16)
    proof = _proof(streams.derive_key(secret, salt))
    said = {"format": FORMAT, "salt": salt.hex(), "proof": proof}
    _write(folder / MARK, [json.dumps(said, indent=1).encode()])


def _proof(key: bytes) -> str:
    return streams.subkey(key, "proof of the key").hex()


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file so that it is whole or absent, also after a power cut."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, pieces, unfinished=path.with_name(f"{path.name}.part"))
    flush_folder(path.parent)


def write_whole(path: Path, pieces: Iterable[bytes], *, unfinished: Path) -> None:
    """Write and flush a file under another name first, so that its own name only ever has all of it."""
    try:
        with unfinished.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def flush_folder(folder: Path) -> None:
    """Let the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
