"""Seal a stream of bytes of any length with bounded memory, so that any change to it is found.

Chunks of 1 MiB under AES-256-GCM (NIST SP 800-38D). Each stream has a key of its own, derived from 32 random
bytes at its head: no number of kept files can make two nonces of one key meet. The nonce of a chunk is its
number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015),
and the name of the part is its associated data: chunks that are changed, swapped, left out or cut off, and
parts under another name, do not open.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from boekbrug.wording import Refusal, Wording

MAGIC = b"BBS2"
CHUNK_BYTES = 1 << 20
TAG_BYTES = 16
_SALT_BYTES = 32
HEAD_BYTES = len(MAGIC) + _SALT_BYTES
_SCRYPT = {"n": 1 << 15, "r": 8, "p": 1}  # 32 MiB, a tenth of a second

DAMAGED = Wording(
    "backup-part-damaged", "The part {name} of the backup is damaged or cut off. Take another backup."
)


class PartDamaged(Refusal):
    """A part of a backup was changed, cut off or put under another name."""

    def __init__(self, name: str) -> None:
        super().__init__(DAMAGED.say(name=name))
        self.name = name


def derive_key(secret: str, salt: bytes) -> bytes:
    """Return the 32 bytes behind what the operator keeps (RFC 7914)."""
    return Scrypt(salt=salt, length=32, **_SCRYPT).derive(secret.strip().encode())


def subkey(key: bytes, purpose: str) -> bytes:
    """Return the key for one purpose."""
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def seal(pieces: Iterable[bytes], *, key: bytes, name: str) -> Iterator[bytes]:
    """Yield the sealed form of a stream of bytes."""
    salt = os.urandom(_SALT_BYTES)
    cipher = AESGCM(_key_of_stream(key, salt))
    yield MAGIC + salt
    waiting, number = b"", 0
    for chunk in _chunks(pieces):
        if number:
            yield cipher.encrypt(_nonce(number - 1, is_last=False), waiting, name.encode())
        waiting, number = chunk, number + 1
    yield cipher.encrypt(_nonce(max(number - 1, 0), is_last=True), waiting, name.encode())


def unseal(sealed: BinaryIO, *, key: bytes, name: str) -> Iterator[bytes]:
    """Yield the bytes of a sealed stream; raises PartDamaged at the first chunk that does not open."""
    head = sealed.read(HEAD_BYTES)
    if len(head) != HEAD_BYTES or not head.startswith(MAGIC):
        raise PartDamaged(name)
    cipher, number = AESGCM(_key_of_stream(key, head[len(MAGIC) :])), 0
    chunk = sealed.read(CHUNK_BYTES + TAG_BYTES)
    while True:
        following = sealed.read(CHUNK_BYTES + TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), chunk, name.encode())
        except (InvalidTag, ValueError) as wrong:
            raise PartDamaged(name) from wrong
        if not following:
            return
        chunk, number = following, number + 1


def _key_of_stream(key: bytes, salt: bytes) -> bytes:
    return hmac.new(key, b"stream" + salt, hashlib.sha256).digest()


def _nonce(number: int, *, is_last: bool) -> bytes:
    return struct.pack(">QxxxB", number, is_last)


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut a stream into chunks of the same size; the last may be shorter."""
    gathered = bytearray()
    for piece in pieces:
        gathered += piece
        while len(gathered) >= CHUNK_BYTES:
            yield bytes(gathered[:CHUNK_BYTES])
            del gathered[:CHUNK_BYTES]
    if gathered:
        yield bytes(gathered)
