"""How often a program may ask: so many requests a minute for each key and each dossier, fewer heavy ones.

Counted in the memory of the web process, of which a machine has one: a count in the database would be a write
for each read, and would make the requests of one dossier wait for each other. Windows are whole minutes.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from boekbrug.api.problems import Refused
from boekbrug.wording import Wording

WINDOW_SECONDS = 60
TOO_MANY = Wording(
    "api-too-many-requests",
    "More than {expected} requests came in a minute for this {found}. "
    "Wait {seconds} seconds, then go on slower.",
)
_NAMES = {
    "key": "key",
    "dossier": "dossier",
    "heavy": "dossier (sending, taking in, matching)",
    "guess": "address",
}


@dataclass(slots=True)
class Counter:
    """What was asked in the present minute, by whom."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    window: int = 0
    counts: dict[tuple[str, object], int] = field(default_factory=dict)
    spent: dict[bytes, int] = field(default_factory=dict)  # hash of a token that had enough, and its limit

    def add(self, scope: str, who: object, *, at_seconds: float) -> int:
        """Count one more, and return how many there were in this minute."""
        window = int(at_seconds // WINDOW_SECONDS)
        with self.lock:
            if window != self.window:
                self.window, self.counts, self.spent = window, {}, {}
            self.counts[scope, who] = count = self.counts.get((scope, who), 0) + 1
        return count


COUNTER = Counter()


def spend(scopes: Mapping[str, object], *, at_seconds: float) -> dict[str, str]:
    """Count a request in each scope; return the headers that say what is left.

    :raises Refused: with 429 and Retry-After when one of them had enough
    """
    reset = WINDOW_SECONDS - int(at_seconds % WINDOW_SECONDS)
    tightest = (2**31, 0)
    for scope, who in scopes.items():
        most = most_of(scope)
        left = most - COUNTER.add(scope, who, at_seconds=at_seconds)
        if left < 0:
            raise _too_many(scope, most, at_seconds)
        tightest = min(tightest, (left, most))
    return _headers(tightest[1], tightest[0], reset)


def refuse_spent(token: str, *, at_seconds: float) -> None:
    """Refuse a token that had enough in this minute before anything is looked up for it.

    A burst is mostly such requests: what they cost, the neighbours wait for. Raises Refused.
    """
    most = COUNTER.spent.get(_hash(token))
    if most is not None and COUNTER.window == int(at_seconds // WINDOW_SECONDS):
        raise _too_many("key", most, at_seconds)


def remember_spent(token: str) -> None:
    """Remember a token that had enough, until the minute ends."""
    COUNTER.spent[_hash(token)] = most_of("key")


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _too_many(scope: str, most: int, at_seconds: float) -> Refused:
    reset = WINDOW_SECONDS - int(at_seconds % WINDOW_SECONDS)
    sentence = TOO_MANY.say(found=_NAMES[scope], expected=most, seconds=reset)
    return Refused(429, sentence, headers={"Retry-After": str(reset), **_headers(most, 0, reset)})


def most_of(scope: str) -> int:
    """Return how many requests a minute a scope may have."""
    limits: dict[str, int] = settings.API_LIMITS
    return limits[scope]


def _headers(most: int, left: int, reset: int) -> dict[str, str]:
    return {"RateLimit-Limit": str(most), "RateLimit-Remaining": str(left), "RateLimit-Reset": str(reset)}
