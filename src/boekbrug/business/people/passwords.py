"""What a password must be: long enough, not somebody's own name, and in no list of breached ones.

No rule asks for capitals or signs (OWASP ASVS 5.0 chapter 6.2, NIST SP 800-63B-4 section 3.1.1). No
network is asked: the lists of Django and zxcvbn come with them, the operator may add the large one.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from functools import cache
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LENGTH_MAX = 128
_OWN_PART_MIN = 4
_SHA1_LETTERS = 40
_LINE_BYTES_MAX = 80  # a hash, a colon, a count


class AtMost:
    """Refuses what is longer than anybody types, and would only keep the server busy."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a password that is too long."""
        if len(password) > LENGTH_MAX:
            text = _("This password has %(count)d characters; at most %(max)d are allowed.")
            raise ValidationError(text % {"count": len(password), "max": LENGTH_MAX}, code="too_long")

    def get_help_text(self) -> str:
        """Return what is asked, for a form."""
        return _("At most 128 characters.")


class NotTheirOwn:
    """Refuses a password that is little more than the name or the address of its owner."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError when too little is left without the person's own words."""
        left = password.casefold()
        for part in _own_parts(user):
            left = left.replace(part, "")
        if len(left) < len(password) and len(left) < settings.PASSWORD_LENGTH_MIN // 2:
            raise ValidationError(
                _("Your name or address is most of this password. Choose other words."), code="own_words"
            )

    def get_help_text(self) -> str:
        """Return what is asked, for a form."""
        return _("Not your own name or address.")


class NotBreached:
    """Refuses a password that is known to whoever guesses."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError when the password, or its heart, is in a list."""
        if any(one in known_passwords() for one in _spellings(password)) or _is_in_operators_file(password):
            raise ValidationError(
                _(
                    "This password, or nearly this one, was stolen elsewhere. A sentence of a few words"
                    " works well."
                ),
                code="breached",
            )

    def get_help_text(self) -> str:
        """Return what is asked, for a form."""
        return _("Not a password that was stolen elsewhere.")


@cache
def known_passwords() -> frozenset[str]:
    """Return the 20,000 passwords of Django and the word lists of zxcvbn, in small letters; read once."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - a tenth of a second, when first used

    with gzip.open(CommonPasswordValidator().DEFAULT_PASSWORD_LIST_PATH, "rt", encoding="utf-8") as lines:
        of_django = {line.strip() for line in lines}
    return frozenset(of_django.union(*FREQUENCY_LISTS.values()))


def is_in_file(password: str, file: BinaryIO) -> bool:
    """Whether the SHA-1 of a password is in a file of sorted lines `HASH` or `HASH:COUNT`.

    That is how Have I Been Pwned hands out its list (40 GB); about forty reads find a line in it.
    """
    # waived 2026-11-27: the published list is written in SHA-1; nothing is protected by it
    # nosemgrep: weak-hash
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    low, high = 0, file.seek(0, os.SEEK_END)
    while low < high:
        middle = (low + high) // 2
        if _hash_at(file, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    return _hash_at(file, low) == wanted


def _hash_at(file: BinaryIO, place: int) -> bytes:
    """The hash of the first line that begins at a place or after it; past the last line, one above all."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline(_LINE_BYTES_MAX)
    return file.readline(_LINE_BYTES_MAX)[:_SHA1_LETTERS].upper() or b"~"


def _is_in_operators_file(password: str) -> bool:
    path: Path | None = settings.BREACHED_PASSWORDS
    if path is None:
        return False
    with path.open("rb") as file:
        return is_in_file(password, file)


def _spellings(password: str) -> set[str]:
    """The password, without the digits and signs around it, and once when it is twice the same."""
    whole = password.casefold().strip()
    heart = whole.strip("0123456789 !?.,;:-_@#$%&*+=/()'\"")
    found = {whole, heart}
    for one in (whole, heart):
        half = len(one) // 2
        if one[:half] == one[half:]:
            found.add(one[:half])
    return found


def _own_parts(user: object) -> list[str]:
    words = f"{getattr(user, 'email', '')} {getattr(user, 'name', '')}".casefold()
    for sign in "@.-_+":
        words = words.replace(sign, " ")
    return sorted({word for word in words.split() if len(word) >= _OWN_PART_MIN}, key=len, reverse=True)
