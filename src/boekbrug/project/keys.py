"""Keys that live outside the database: made once, readable by the owner only."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from boekbrug.cli.speech import _
from boekbrug.project.environment import SettingsRefused

CHARACTERS_MIN = 50


def secret_key(data: Path, given: str) -> str:
    """Return the operator's key, or the one in the data folder, which is made when absent.

    :raises SettingsRefused: when the one in the data folder cannot be made, read or used
    """
    if given:
        return _long_enough(given, _("The setting secret_key"))
    path = data / "keys" / "secret.key"
    try:
        return _kept(path)
    except OSError as wrong:
        raise SettingsRefused(
            _(
                "The key {path} cannot be read or written: {why}. "
                "Give the user that runs Boekbrug the right to write in the data folder.",
                path=path,
                why=wrong.strerror,
            )
        ) from wrong


def _kept(path: Path) -> str:
    """Read the key; make it when it is absent, whole at once: of two who start together one makes it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        return _read(path)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # for its owner alone
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_urlsafe(64))
            stream.flush()
            os.fsync(stream.fileno())
        _put(Path(unfinished), path)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return _read(path)


def _put(unfinished: Path, path: Path) -> None:
    """Give the file its name, unless another process did so first."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links: two at once are left to chance there
        unfinished.replace(path)


def derive(secret: str, purpose: str) -> bytes:
    """Derive a key for one purpose, so that one leaked use does not open another."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


def _read(path: Path) -> str:
    return _long_enough(path.read_text().strip(), str(path))


def _long_enough(key: str, where: str) -> str:
    if len(key) < CHARACTERS_MIN:
        raise SettingsRefused(
            _(
                "{where} holds {found} characters, a key has at least {least}. Restore it from backup.",
                where=where,
                found=len(key),
                least=CHARACTERS_MIN,
            )
        )
    return key
