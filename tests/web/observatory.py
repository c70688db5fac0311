"""The twelve tests of Mozilla's HTTP Observatory, scored as its scoring.md does: 100 to begin with.

An own reading of the published rules (mozilla/http-observatory, httpobs/docs/scoring.md): each judge gets the
answers of a site and returns what it adds or takes. Bonuses count only from 90 up, as there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

BONUS_FROM = 90
SIX_MONTHS_SECONDS = 15_768_000
SAFE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@dataclass(frozen=True)
class Seen:
    """What one answer showed: its headers in small letters, its cookies as they were set, its page."""

    headers: Mapping[str, str]
    cookies: Sequence[str] = ()
    page: str = ""
    redirects: Sequence[str] = field(default_factory=tuple)  # from http://, in order


def policy(seen: Seen) -> dict[str, list[str]]:
    """Return the directives of the policy."""
    parts = [part.split() for part in seen.headers.get("content-security-policy", "").split(";")]
    return {part[0]: part[1:] for part in parts if part}


def content_security_policy(seen: Seen) -> int:
    """Unsafe scripts -20, unsafe styles -20 … none at all -25; default-src 'none' without any +10."""
    told = policy(seen)
    if not told:
        return -25
    default = told.get("default-src", ["*"])
    for name in ("script-src", "style-src", "object-src"):
        sources = told.get(name, default)
        if {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:", "data:"} & set(sources):
            return -20
    return 10 if default == ["'none'"] else 5


def cookies(seen: Seen) -> int:
    """A session cookie without Secure -40, without HttpOnly -30; all with SameSite +5."""
    low = [one.lower() for one in seen.cookies]
    if any("secure" not in one for one in low):
        return -40
    if any("httponly" not in one for one in low):
        return -30
    prefixed = all(one.startswith("__host-") for one in low)
    return 5 if prefixed and all("samesite=" in one for one in low) else 0


def cross_origin_resource_sharing(seen: Seen) -> int:
    """Sharing with every origin -50."""
    return -50 if seen.headers.get("access-control-allow-origin") == "*" else 0


def cross_origin_resource_policy(seen: Seen) -> int:
    """Same origin (or same site) +10, cross-origin -5."""
    said = seen.headers.get("cross-origin-resource-policy", "")
    return {"same-origin": 10, "same-site": 10, "cross-origin": -5}.get(said, 0)


def public_key_pinning(seen: Seen) -> int:
    """No longer rewarded; a header that browsers dropped gives nothing."""
    return 0


def redirection(seen: Seen) -> int:
    """The first redirect from http must lead to https on the same host: else -10, none at all -20."""
    if not seen.redirects:
        return -20
    return 0 if seen.redirects[0].startswith("https://") else -10


def referrer_policy(seen: Seen) -> int:
    """A policy that tells other sites nothing +5, an unsafe one -5."""
    said = seen.headers.get("referrer-policy", "")
    return 5 if said in SAFE_REFERRERS else (-5 if said else 0)


def strict_transport_security(seen: Seen) -> int:
    """None -20, less than six months -10."""
    age = re.search(r"max-age=(\d+)", seen.headers.get("strict-transport-security", ""))
    if not age:
        return -20
    return 0 if int(age[1]) >= SIX_MONTHS_SECONDS else -10


def subresource_integrity(seen: Seen) -> int:
    """A script from elsewhere without a checksum -5 (over http -50); only own scripts 0."""
    reader = _Scripts()
    reader.feed(seen.page)
    foreign = [one for one, has_sum in reader.found if re.match(r"(https?:)?//", one) and not has_sum]
    return (-50 if any(one.startswith("http:") for one in foreign) else -5) if foreign else 0


def x_content_type_options(seen: Seen) -> int:
    """Not nosniff -5."""
    return 0 if seen.headers.get("x-content-type-options", "").lower() == "nosniff" else -5


def x_frame_options(seen: Seen) -> int:
    """By the policy's frame-ancestors +5, by the header 0, neither -20."""
    if policy(seen).get("frame-ancestors") in (["'none'"], ["'self'"]):
        return 5
    return 0 if seen.headers.get("x-frame-options", "").upper() in ("DENY", "SAMEORIGIN") else -20


def x_xss_protection(seen: Seen) -> int:
    """Needless with a policy that forbids inline scripts; without one -10."""
    return 0 if policy(seen) else -10


JUDGES: tuple[Callable[[Seen], int], ...] = (
    content_security_policy,
    cookies,
    cross_origin_resource_sharing,
    cross_origin_resource_policy,
    public_key_pinning,
    redirection,
    referrer_policy,
    strict_transport_security,
    subresource_integrity,
    x_content_type_options,
    x_frame_options,
    x_xss_protection,
)


def score(seen: Seen) -> int:
    """Return the score: what is taken counts always, what is added only from 90 up."""
    found = [judge(seen) for judge in JUDGES]
    taken = 100 + sum(one for one in found if one < 0)
    return taken + (sum(one for one in found if one > 0) if taken >= BONUS_FROM else 0)


class _Scripts(HTMLParser):
    """The scripts and styles of a page, and whether each has a checksum."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a script or style sheet comes from."""
        told = dict(attrs)
        where = told.get("src") if tag == "script" else told.get("href") if tag == "link" else None
        if where:
            self.found.append((where, "integrity" in told))
