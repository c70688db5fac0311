"""How many requests each address answered and how long that took, in the memory of this process.

`serve` runs one process for pages, with threads; so its counts are whole. They begin at 0 at each start.
The name of an address comes from the map, never from what was asked, so that no visitor can make up new ones.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest

BUCKETS_SECONDS = (0.025, 0.1, 0.3, 1.0, 3.0, 10.0)
STATIC, NO_ADDRESS = "static", "none"


@dataclass(slots=True)
class Spread:
    """Durations of one kind of answer: how many were at most as long as each bucket, and their sum."""

    within: list[int] = field(default_factory=lambda: [0] * len(BUCKETS_SECONDS))
    count: int = 0
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one answer."""
        self.count += 1
        self.seconds += seconds
        for number, bucket in enumerate(BUCKETS_SECONDS):
            self.within[number] += seconds <= bucket


@dataclass(slots=True)
class Measured:
    """The answers of this process, by name of the address and class of the status."""

    spreads: dict[tuple[str, str], Spread] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, route: str, status: int, seconds: float) -> None:
        """Count one answer; 404 and 410 are both `4xx`."""
        with self.lock:
            self.spreads.setdefault((route, f"{status // 100}xx"), Spread()).add(seconds)

    def copy(self) -> dict[tuple[str, str], Spread]:
        """Return what was measured so far, at one moment."""
        with self.lock:
            return {
                key: Spread(list(one.within), one.count, one.seconds) for key, one in self.spreads.items()
            }


MEASURED = Measured()


def note(request: HttpRequest, status: int, seconds: float) -> None:
    """Count the answer to a request, where the operator asks for metrics."""
    if settings.METRICS_TOKEN:
        MEASURED.note(route_of(request), status, seconds)


def route_of(request: HttpRequest) -> str:
    """Return the name of an address in the map; style sheets have one together, and so have lost visitors."""
    if request.resolver_match:
        return request.resolver_match.view_name or request.resolver_match.func.__name__
    return STATIC if request.path.startswith(settings.STATIC_URL) else NO_ADDRESS
