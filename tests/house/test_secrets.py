"""No secret in the project: no key of a service, no private key, no text too random to be a word."""

from __future__ import annotations

import math
import re
from collections import Counter

from tests.house import tree

KNOWN = {
    "a private key": re.compile("-----BEGIN (?:[A-Z]+ )?PRIVATE " + "KEY-----"),
    "a key of a cloud": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of a forge": re.compile(r"\b(?:gh[pousr]_\w{36}|github_pat_\w{60,}|glpat-[\w-]{20,})\b"),
    "a token of a chat": re.compile(r"\bxox[abpros]-[0-9A-Za-z-]{10,}"),
    "a key for payments": re.compile(r"\b[sr]k_(?:live|test)_[0-9A-Za-z]{20,}"),
    "a signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}"),
    "a key or token of ours": re.compile(r"\bbba?1_[0-9a-f]{12}_[A-Za-z0-9_-]{43}\b"),
    "a sealed secret": re.compile(r"\bsealed:v1:[0-9a-f]{8}:[A-Za-z0-9_=-]{40,}"),
    "a password in an address": re.compile(r"\b(?:https?|postgres(?:ql)?|smtp)://[\w.-]+:[^\s@/{}<>*\"']{8,}@[\w.-]+\.(?!example|be/)"),
}  # fmt: skip
NAMED = re.compile(
    r"(?i)\b\w*(?:secret|passwo?r?d|token|api_?key|credential)\w*[\"']?\s*[:=]\s*[\"']([A-Za-z0-9+/=_-]{20,})[\"']"
)
BITS_PER_LETTER_MAX = 4.2  # words of people stay below; random base64 of 32 letters lies around 4.6
READ = {".py", ".md", ".toml", ".html", ".js", ".json", ".yaml", ".txt", ".in", ".cfg", ".sh", ""}


def test_nothing_has_the_shape_of_a_secret() -> None:
    found = [
        f"{place}: {what}" for place, line in _lines() for what, shape in KNOWN.items() if shape.search(line)
    ]

    assert found == []


def test_nothing_named_a_secret_is_random() -> None:
    found = [
        place for place, line in _lines() for one in NAMED.findall(line) if _bits(one) > BITS_PER_LETTER_MAX
    ]

    assert found == []


def test_a_planted_secret_would_be_found() -> None:
    planted = "AKIA" + "QWERTYUIOPASDFGH"
    random = 'api_key = "' + "q7Zk2Vw9Lx4Tb8Nc1Hs6" + 'Jd3Rf5Gm0Py"'

    assert any(shape.search(planted) for shape in KNOWN.values())
    assert _bits(NAMED.findall(random)[0]) > BITS_PER_LETTER_MAX


def _bits(text: str) -> float:
    """The information per letter (Shannon)."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def _lines() -> list[tuple[str, str]]:
    return [
        (tree.place(path, number), line)
        for path in tree.files()
        if path.suffix in READ and "static/boekbrug/htmx" not in path.as_posix()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if "--hash=sha256:" not in line
    ]
