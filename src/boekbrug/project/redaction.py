"""Take secrets and personal data out of what is about to be logged, whoever logs it.

Three nets, one behind the other: values with the name of a secret; the secrets of this server, by their own
letters; and whatever looks like a secret or like a person (tokens, mailed links, mail addresses, IBANs),
also inside the text of an exception. Nothing is lost by it: ids stay, and they lead to the row.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

HIDDEN = "[redacted]"
TEXT_LENGTH_MAX = 20_000
DEPTH_MAX = 6
KNOWN_LENGTH_MIN = 6
SECRET_NAMES = re.compile(
    r"pass(?:word|phrase|wd)?|secret|token|authori[sz]ation|cookie|api_?key|credential|signature|otp|totp"
    r"|recovery|sessionid|session_?key|csrf|private|mail_?body|content|e_?mail|iban|body",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?P<name>(?<![\w.-])[\w.-]{0,40}?(?:password|passwd|passphrase|secret|token|authori[sz]ation|cookie|api[_-]?key|session"
    r"|csrf\w{0,20}|otp|key|signature|credential\w{0,9})[\w.-]{0,40}[\"']?\s{0,9}(?:=>|[=:])\s{0,9})"
    r"(?P<value>(?:(?:Bearer|Basic|Token)\s{1,9})?(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\s\"'&,;)}\]]+))",
    re.IGNORECASE,
)
_NO_CHECKSUM = r"(?![0-9a-f]{64}(?![A-Za-z0-9_-]))"  # a SHA-256 leads to a file, and opens nothing
_PATTERNS = (
    (re.compile(r"\b((?i:Bearer)|Basic|Token)\s{1,9}[A-Za-z0-9._~+/=-]{6,}"), r"\1 " + HIDDEN),
    (re.compile(r"(\b[a-z][a-z0-9+.-]{1,20}://)[^/\s@]{1,400}@", re.IGNORECASE), r"\1" + HIDDEN + "@"),
    (re.compile(r"([?&]code=)[^&\s\"']{4,}"), r"\1" + HIDDEN),
    (re.compile(r"\bsealed:v1:[0-9a-f]{8}:[A-Za-z0-9_=-]+"), HIDDEN),
    (re.compile(r"\bbba?1_[0-9a-f]{12}_[A-Za-z0-9_-]+"), HIDDEN),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"), HIDDEN),
    (re.compile(r"[A-Za-z0-9_.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b"), "[mail address]"),
    (re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b"), "[iban]"),
    (
        re.compile(
            rf"(?<=/){_NO_CHECKSUM}(?=[A-Za-z_:~=-]{{0,200}}[0-9])[A-Za-z0-9_:~=-]{{20,}}(?=[/\s?\"']|$)"
        ),
        "***",
    ),
    (re.compile(r"(?<=/)[0-9A-Za-z]{1,8}-[0-9a-z]{1,13}-[0-9a-f]{16,64}(?=[/\s?\"']|$)"), "***"),
    (re.compile(rf"\b{_NO_CHECKSUM}(?:[0-9a-f]{{40,}}|[A-Za-z0-9_-]{{43,}})\b"), "***"),
)


class Redactor:
    """Knows the secrets of this server, and takes them out of texts and structures."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({one for one in secrets if len(one) >= KNOWN_LENGTH_MIN}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def text(self, given: str) -> str:
        """Return a text without secrets and persons, at most 20,000 characters long."""
        said = given if len(given) <= TEXT_LENGTH_MAX else f"{given[:TEXT_LENGTH_MAX]} …"
        if sealing := sys.modules.get("boekbrug.business.sealing"):  # not before a secret can be open
            said = sealing.without_opened(said)
        if self._known:
            said = self._known.sub(HIDDEN, said)
        for pattern, instead in _PATTERNS:
            said = pattern.sub(instead, said)
        return _NAMED.sub(_hide_value, said)

    def value(self, given: Any, *, name: str = "", depth: int = 0) -> Any:
        """Return a value fit for the log: texts cleaned, named secrets hidden, other things as text."""
        if name and SECRET_NAMES.search(name):
            return HIDDEN
        if given is None or isinstance(given, bool | int | float):
            return given
        if isinstance(given, bytes | bytearray | memoryview):
            return f"[{len(given)} bytes]"
        return "[…]" if depth >= DEPTH_MAX else self._inside(given, depth + 1)

    def _inside(self, given: Any, depth: int) -> Any:
        if isinstance(given, Mapping):
            return {
                self.text(str(key)): self.value(one, name=str(key), depth=depth) for key, one in given.items()
            }
        if isinstance(given, list | tuple | set | frozenset):
            return [self.value(one, depth=depth) for one in given]
        return self.text(given if isinstance(given, str) else str(given))


def _hide_value(found: re.Match[str]) -> str:
    return f"{found['name']}{HIDDEN}"
