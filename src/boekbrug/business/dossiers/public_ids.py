"""Opaque ids for addresses: 13 letters and digits, 65 random bits, no meaning and no order."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:  # fields take type arguments for the type checker only
    _Text = models.CharField

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13


def new_public_id() -> str:
    """Make a fresh id."""
    number = secrets.randbits(5 * LENGTH)
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))


class PublicIdField(_Text):
    """The id of a row as addresses, the API and the timeline name it."""

    def __init__(self, **options: Any) -> None:
        options |= {"max_length": LENGTH, "unique": True, "editable": False}
        options.setdefault("default", new_public_id)
        super().__init__(**options)
