"""The language of the command line; its texts are read from the catalogue only when one is said.

`--language` goes before `BOEKBRUG_LANGUAGE`, which goes before the setting `language`, which goes before the
language of the terminal (LC_ALL, LC_MESSAGES, LANG); else it is English. Nothing here needs Django.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("nl", "fr", "de", "en")
SOURCE = "en"
LOCALE = Path(__file__).resolve().parent.parent / "locale"
_DOMAIN = "django"
_SETTING = re.compile(r"""language\s*=\s*["'](\w+)["']""")
_chosen: ContextVar[str] = ContextVar("language of the command", default="")


def language() -> str:
    """Return the language of the command that runs; outside of one, that of the surroundings."""
    return _chosen.get() or asked_for(())


def asked_for(words: Sequence[str]) -> str:
    """Return the language that a command line asks for, or its surroundings; English when nobody does."""
    wanted = (_from_words(words), os.environ.get("BOEKBRUG_LANGUAGE"), _from_settings(), _from_terminal())
    return next((one for one in wanted if one in LANGUAGES), SOURCE)


def _from_words(words: Sequence[str]) -> str:
    """Find `--language` before the name of the command; after it the same word means another thing."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        name, _, value = word.partition("=")
        if name == "--language":
            return value or following
        if not word.startswith("-"):
            break
    return ""


def _from_settings() -> str:
    """Find the key in the settings file without reading the rest: help may not wait for that."""
    path = Path(os.environ.get("BOEKBRUG_CONFIG") or "boekbrug.toml")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""  # whoever reads the settings says so
    for line in lines:
        if line.startswith("["):
            break
        if found := _SETTING.match(line):
            return found[1]
    return ""


def _from_terminal() -> str:
    locale = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return re.split(r"[_.@-]", locale.lower(), maxsplit=1)[0]


@contextmanager
def spoken(chosen: str) -> Iterator[None]:
    """Speak a language inside the block; the parser asks gettext, which is told where our texts are."""
    earlier, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    token = _chosen.set(chosen)
    os.environ["LANGUAGE"] = chosen
    gettext.bindtextdomain(_DOMAIN, str(LOCALE))
    gettext.textdomain(_DOMAIN)
    try:
        yield
    finally:
        gettext.textdomain(domain)
        del os.environ["LANGUAGE"]
        if earlier is not None:
            os.environ["LANGUAGE"] = earlier
        _chosen.reset(token)


def translate(text: str) -> str:
    """Return a source text in the language of the command."""
    chosen = language()
    return _catalogue(chosen).gettext(text) if text and chosen != SOURCE else text


@cache
def _catalogue(chosen: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, LOCALE, languages=[chosen], fallback=True)


def _(text: str, /, **values: object) -> str:
    """Say a sentence in the language of the command, its numbers and days as Belgians write them."""
    from boekbrug.cli import belgian

    return translate(text).format_map({name: belgian.shown(value) for name, value in values.items()})
