"""No template says a word that cannot be translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.house import tree

TEMPLATES = tree.SOURCE / "web" / "templates"
SAID_IN = {"title", "placeholder", "aria-label", "alt"}
UNREAD = {"script", "style", "kbd", "code", "pre"}
SAME_EVERYWHERE = {
    "Boekbrug", "CSV", "Excel", "JSON", "IBAN", "XML", "PDF", "UBL", "CODA", "ZIP", "API", "SHA", "EUR", "BE",
    "Peppol", "naam@voorbeeld.be", "Enter", "Ctrl", "OGM", "VAT", "Bearer", "OpenAPI", "kB",
}  # fmt: skip
OWN_LANGUAGE = {"components.html"}  # the operator's sheet of parts: samples, no page of the product
BLOCK = re.compile(
    r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}|{%\s*comment.*?{%\s*endcomment\s*%}"
    r"|{%\s*block \w+_class\s*%}.*?{%\s*endblock\s*%}",
    re.DOTALL,
)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
WORD = re.compile(r"[A-Za-zÀ-ÿ@.]*[A-Za-zÀ-ÿ]{2,}[A-Za-zÀ-ÿ@.]*")


class _Reader(HTMLParser):
    """Collects what a reader would see of a template without its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self._inside.append(tag)
        self.seen += [value for name, value in attrs if name in SAID_IN and value]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.seen.append(data)


def words_of(text: str) -> Iterator[str]:
    """The words of a template that no translation can reach."""
    reader = _Reader()
    reader.feed(TAG.sub("", BLOCK.sub("", text)))
    for seen in reader.seen:
        yield from (word for word in WORD.findall(seen) if word.strip(".") not in SAME_EVERYWHERE)


def _templates() -> list[Path]:
    return [path for path in sorted(TEMPLATES.rglob("*.html")) if path.name not in OWN_LANGUAGE]


def test_a_bare_word_is_found() -> None:
    found = list(words_of('<p title="Hello">{% translate "x" %} World</p><kbd>S</kbd>'))

    assert found == ["Hello", "World"]


def test_no_template_says_what_cannot_be_translated() -> None:
    found = {path.name: words for path in _templates() if (words := list(words_of(path.read_text("utf-8"))))}

    assert found == {}
