"""Keys that live outside the database: made once, readable by the owner only."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from boekbrug.project.environment import SettingsRefused

CHARACTERS_MIN = 50


def secret_key(data: Path, given: str) -> str:
    """Return the operator's key, or the one in the data folder, which is made when absent.

    :raises SettingsRefused: when the one in the data folder cannot be made, read or used
    """
    if given:
        return _long_enough(given, "The setting secret_key")
    path = data / "keys" / "secret.key"
    try:
        return _kept(path)
    except OSError as wrong:
        raise SettingsRefused(
            f"The key {path} cannot be read or written: {wrong.strerror}. "
            "Give the user that runs Boekbrug the right to write in the data folder."
        ) from wrong


def _kept(path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    with os.fdopen(handle, "w") as stream:
        stream.write(secrets.token_urlsafe(64))
        stream.flush()
        os.fsync(stream.fileno())
    return _read(path)


def derive(secret: str, purpose: str) -> bytes:
    """Derive a key for one purpose, so that one leaked use does not open another."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


def _read(path: Path) -> str:
    return _long_enough(path.read_text().strip(), str(path))


def _long_enough(key: str, where: str) -> str:
    if len(key) < CHARACTERS_MIN:
        raise SettingsRefused(
            f"{where} holds {len(key)} characters, a key has at least {CHARACTERS_MIN}. "
            "Restore it from backup."
        )
    return key
