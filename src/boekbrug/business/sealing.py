"""Seal secrets that must be kept: AES-256-GCM, with the id of the key, bound to the row that they belong to.

The keys lie outside the database (settings.SEALING_KEYS): one line per key, its id and its 32 bytes, the
last line is the one that seals. A database alone opens nothing; a sealed text that is copied to another row
does not open there. A new key is taken up by running processes at once: the file is looked at
before each use, so rotation needs no restart.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from boekbrug.wording import Sentence, Wording

MARK = "sealed:v1:"
KEY_BYTES = 32
NONCE_BYTES = 12
HIDDEN = "***"
OPENED_MAX = 1_000
OPENED_LENGTH_MIN = 6
_opened: dict[str, None] = {}  # what this process opened lately: it stays out of logs and answers
KEY_MISSING = Wording(
    "sealing-key-missing",
    "This secret was sealed with the key {found}, which is not on this server. Put back the file {place} "
    "that belongs to this database, or fill in the secret again.",
)
DAMAGED = Wording(
    "sealing-damaged", "This secret does not open: it was changed, or belongs elsewhere. Fill it in again."
)
NOT_KEYS = Wording(
    "sealing-not-keys", "The file {place} does not hold keys: line {found} is wrong. Restore it from backup."
)


class SealBroken(Exception):
    """A secret that cannot be opened; says why, and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its id, which is not secret."""

    id: str
    content: bytes = field(repr=False)


def seal(text: str, *, about: str) -> str:
    """Return a text sealed for one place; `about` names the row and field, and must be told to open it."""
    key = _keys(make=True)[-1]
    nonce = secrets.token_bytes(NONCE_BYTES)
    closed = AESGCM(key.content).encrypt(nonce, text.encode(), _bound(key.id, about))
    return f"{MARK}{key.id}:{base64.urlsafe_b64encode(nonce + closed).decode()}"


def unseal(sealed: str, *, about: str) -> str:
    """Return what was sealed for that place; raises SealBroken."""
    id_of_key, _, content = sealed.removeprefix(MARK).partition(":")
    key = next((one for one in _keys() if one.id == id_of_key), None)
    if key is None:
        raise SealBroken(KEY_MISSING.say(found=id_of_key[:20], place=settings.SEALING_KEYS.name))
    try:
        raw = base64.urlsafe_b64decode(content)
        opened = AESGCM(key.content).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound(key.id, about))
    except (InvalidTag, binascii.Error, ValueError) as broken:
        raise SealBroken(DAMAGED.say()) from broken
    text = opened.decode()
    if len(text) >= OPENED_LENGTH_MIN:
        _opened.pop(text, None)
        _opened[text] = None
        if len(_opened) > OPENED_MAX:
            del _opened[next(iter(_opened))]
    return text


def without_opened(text: str) -> str:
    """Return a text in which no secret stands that this process opened lately: an answer may repeat one."""
    for secret in tuple(_opened):
        text = text.replace(secret, HIDDEN)
    return text


def is_sealed(value: object) -> bool:
    """Whether a stored value is a sealed text."""
    return isinstance(value, str) and value.startswith(MARK)


def is_current(sealed: str) -> bool:
    """Whether a text was sealed with the key that seals now."""
    return sealed.startswith(f"{MARK}{_keys(make=True)[-1].id}:")


def add_key() -> str:
    """Make a new key that seals from now on; the earlier ones still open. Returns its id."""
    made = _new_key()
    _write([*_keys(), made])
    return made.id


def forget_earlier_keys() -> int:
    """Drop every key but the last; what they sealed opens no more. Returns how many there were."""
    *earlier, last = _keys(make=True)
    _write([last])
    return len(earlier)


def _bound(id_of_key: str, about: str) -> bytes:
    return f"{MARK}{id_of_key}:{about}".encode()


def _new_key() -> Key:
    content = secrets.token_bytes(KEY_BYTES)
    return Key(hashlib.sha256(content).hexdigest()[:8], content)


def _keys(*, make: bool = False) -> list[Key]:
    """The keys of this server, the one that seals last; made when there are none and `make` says so."""
    path = settings.SEALING_KEYS
    if not path.exists():
        if not make:
            return []
        _write([_new_key()], only_first=True)
    return [_read(line, number) for number, line in enumerate(path.read_text().splitlines(), start=1) if line]


def _read(line: str, number: int) -> Key:
    name, _, text = line.partition(" ")
    try:
        content = base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError):
        content = b""
    if len(content) != KEY_BYTES or hashlib.sha256(content).hexdigest()[:8] != name:
        raise SealBroken(NOT_KEYS.say(place=settings.SEALING_KEYS.name, found=number))
    return Key(name, content)


def _write(keys: list[Key], *, only_first: bool = False) -> None:
    """Write the file whole, readable by its owner only; `only_first`: leave one that came meanwhile."""
    path: Path = settings.SEALING_KEYS
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # mkstemp gives mode 600
    with os.fdopen(handle, "w") as stream:
        stream.writelines(f"{key.id} {base64.urlsafe_b64encode(key.content).decode()}\n" for key in keys)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        if only_first:
            os.link(unfinished, path)
        else:
            Path(unfinished).replace(path)
    except FileExistsError:
        pass
    finally:
        Path(unfinished).unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
