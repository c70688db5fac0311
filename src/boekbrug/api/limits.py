"""How often a program may ask: so many requests a minute for each key and each dossier, fewer heavy ones.

Evenly: a tenth of a minute's requests may come at once (or 30), after that one each time that as much of the
minute has passed as one takes. So a burst of one dossier is cut off after its first second, and not when it
has kept the machine busy for its neighbours with a whole minute's work.

Counted in the memory of the web process, of which a machine has one: a count in the database would be a write
for each read, and would make the requests of one dossier wait for each other.
"""

from __future__ import annotations

import hashlib
import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from boekbrug.api.problems import Refused
from boekbrug.wording import Wording

SECOND = 1_000_000  # counts are whole microseconds: they add up exactly
MINUTE = 60 * SECOND
AT_ONCE_MIN = 30  # of what a minute allows, as much may come at once
TOO_MANY = Wording(
    "api-too-many-requests",
    "Requests for this {found} come too fast; {expected} a minute are allowed. "
    "Wait {seconds} seconds, then go on slower.",
)
_NAMES = {
    "key": "key",
    "dossier": "dossier",
    "heavy": "dossier (sending, taking in, matching)",
    "guess": "address",
}


@dataclass(frozen=True, slots=True)
class Pace:
    """What one scope allows: `most` requests a minute, of which some at once."""

    scope: str
    most: int

    @property
    def each(self) -> int:
        """How long one request lasts in the count, in microseconds."""
        return max(1, MINUTE // self.most)

    @property
    def at_once(self) -> int:
        """How far the count may run ahead of the clock, in microseconds."""
        return min(self.most, max(AT_ONCE_MIN, self.most // 10)) * self.each


@dataclass(slots=True)
class Ledger:
    """Until when each key, dossier and address has used what it may: microseconds of the epoch."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    used: dict[tuple[str, object], int] = field(default_factory=dict)
    spent: dict[bytes, tuple[Pace, int]] = field(default_factory=dict)  # hash of a token, until when
    swept: int = 0

    def sweep(self, at: int) -> None:
        """Forget who has all of their requests again, once a minute."""
        if abs(at - self.swept) > MINUTE:
            self.swept = at
            self.used = {who: until for who, until in self.used.items() if until > at}
            self.spent = {who: entry for who, entry in self.spent.items() if entry[1] > at}


LEDGER = Ledger()


def spend(scopes: Mapping[str, object], *, at_seconds: float, token: str = "") -> dict[str, str]:
    """Count a request in each scope, or in none; return the headers that say what is left.

    `token` is remembered when it had enough, so that `refuse_spent` needs no query.

    :raises Refused: with 429 and Retry-After when one of the scopes had enough
    """
    at = int(at_seconds * SECOND)
    with LEDGER.lock:
        LEDGER.sweep(at)
        wanted = []
        for scope, who in scopes.items():
            pace = Pace(scope, most_of(scope))
            until = max(LEDGER.used.get((scope, who), 0), at) + pace.each
            free_at = until - pace.at_once
            if free_at > at:
                if token and scope != "heavy":
                    LEDGER.spent[_hash(token)] = pace, free_at
                raise _too_many(pace, free_at - at)
            wanted.append((pace, who, until))
        LEDGER.used |= {(pace.scope, who): until for pace, who, until in wanted}
    return min((_headers(pace, until - at) for pace, _, until in wanted), key=_left)


def refuse_spent(token: str, *, at_seconds: float) -> None:
    """Refuse a token that had enough before anything is looked up for it.

    A burst is mostly such requests: what they cost, the neighbours wait for. Raises Refused.
    """
    at = int(at_seconds * SECOND)
    entry = LEDGER.spent.get(_hash(token))
    if entry and entry[1] > at:
        raise _too_many(entry[0], entry[1] - at)


def most_of(scope: str) -> int:
    """Return how many requests a minute a scope may have."""
    limits: dict[str, int] = settings.API_LIMITS
    return limits[scope]


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _too_many(pace: Pace, wait: int) -> Refused:
    seconds = math.ceil(wait / SECOND)
    sentence = TOO_MANY.say(found=_NAMES[pace.scope], expected=pace.most, seconds=seconds)
    headers = _headers(pace, pace.at_once + wait)
    return Refused(429, sentence, headers={**headers, "Retry-After": str(seconds)})


def _headers(pace: Pace, ahead: int) -> dict[str, str]:
    """Say what may still come at once when the count runs so many microseconds ahead of the clock."""
    return {
        "RateLimit-Limit": str(pace.most),
        "RateLimit-Remaining": str(max(0, (pace.at_once - ahead) // pace.each)),
        "RateLimit-Reset": str(math.ceil(ahead / SECOND)),
    }


def _left(headers: Mapping[str, str]) -> int:
    return int(headers["RateLimit-Remaining"])
