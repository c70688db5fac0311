"""The texts of keys and tokens: a mark, a public part to find the row, 256 random bits kept as a hash.

The shape is known (mark, twelve hexadecimal digits, 43 signs), so that scanners find one that leaked.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a text begins, by what it is."""

    KEY = "bb1"
    AGENT = "bba1"


@dataclass(frozen=True, slots=True)
class NewText:
    """What is kept of a new key, and the whole text, which is shown once."""

    prefix: str
    secret_sha256: str
    text: str


def new_text(mark: Mark) -> NewText:
    """Make a text that nobody can guess."""
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    return NewText(prefix, _hash(secret), f"{mark}_{prefix}_{secret}")


def taken_apart(text: str) -> tuple[str, str, str]:
    """Return mark, prefix and secret of a text; what is missing is empty."""
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    return mark, prefix, secret


def is_secret(secret: str, secret_sha256: str) -> bool:
    """Whether a secret is the one whose hash was kept; takes as long for a wrong one."""
    return bool(secret) and hmac.compare_digest(secret_sha256, _hash(secret))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
