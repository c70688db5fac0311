"""Keep the secrets of second factors sealed in the database, with a key outside it.

AES-256-GCM with a fresh nonce for each secret (NIST SP 800-38D); the text starts with the number of the way
of sealing, so that another one can follow.
"""

from __future__ import annotations

import base64
import os

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from boekbrug.wording import Refusal, Wording

_MARK = "s1:"
_NONCE_BYTES = 12
_PURPOSE = b"second factor"


WRONG_FACTOR_KEY = Wording(
    "person-wrong-factor-key",
    "A second factor cannot be opened: it was sealed with another secret key. Restore that key, or"
    " remove the factors of this person with `boekbrug user reset-factors`.",
)


class WrongFactorKey(Refusal, RuntimeError):
    """A second factor was sealed with another key than the one of this installation."""

    def __init__(self) -> None:
        super().__init__(WRONG_FACTOR_KEY.say())


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seals what allauth would keep in the clear."""

    def encrypt(self, text: str) -> str:
        """Return the text sealed."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(settings.FACTOR_KEY).encrypt(nonce, text.encode(), _PURPOSE)
        return _MARK + base64.b64encode(nonce + sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text that was sealed; raises WrongFactorKey."""
        try:
            raw = base64.b64decode(encrypted_text.removeprefix(_MARK), validate=True)
            nonce, sealed = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
            return AESGCM(settings.FACTOR_KEY).decrypt(nonce, sealed, _PURPOSE).decode()
        except (InvalidTag, ValueError) as wrong:
            raise WrongFactorKey from wrong
