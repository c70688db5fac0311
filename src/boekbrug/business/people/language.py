"""Render sentences in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation

from boekbrug.wording import Sentence, filled, wording


def render(sentence: Sentence) -> str:
    """Return the sentence in the active language."""
    language = (translation.get_language() or "en")[:2]
    return filled(sentence, translation.gettext, language)


def render_stored(code: str, values: dict[str, str]) -> str:
    """Return a stored sentence in the active language; a code we no longer know shows as it is."""
    known = wording(code)
    if known is None or known.places - values.keys():
        return code
    return render(Sentence(known, values))


def store(sentence: Sentence) -> dict[str, object]:
    """Turn a sentence into JSON that `render_stored` can read back."""
    return {"code": sentence.code, "values": dict(sentence.values)}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use a language inside the block, for mails, documents and workers."""
    with translation.override(language):
        yield
