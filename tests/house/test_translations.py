"""Every text that people may read exists in every complete language, with the same places to fill in."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

from boekbrug.project import catalogues

COMPLETE = ("nl", "fr", "de")
PERCENT_PLACE = re.compile(r"%\((\w+)\)[sd]")

pytestmark = pytest.mark.skipif(
    not catalogues.LOCALE.is_dir(),
    reason="src/boekbrug/locale does not exist: run make messages and translate.",
)


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return catalogues.source_texts()


def test_the_search_for_texts_finds_each_kind(texts: Catalog) -> None:
    places = {place.rsplit(".", 1)[-1] for message in texts for place, _ in message.locations}

    assert {"py", "html", "wordings"} <= places


@pytest.mark.parametrize("language", COMPLETE)
def test_every_text_is_translated(texts: Catalog, language: str) -> None:
    catalogue = catalogues.read_catalogue(catalogues.catalogue_path(language))
    missing = [
        f"{language}: {message.id!r} (in {message.locations[0][0]})"
        for message in texts
        if message.id and not _is_translated(catalogue.get(message.id, message.context))
    ]

    assert not missing, f"{len(missing)} texts; run make messages and translate:\n" + "\n".join(missing)


@pytest.mark.parametrize("language", COMPLETE)
def test_a_translation_fills_in_the_same_places(language: str) -> None:
    catalogue = catalogues.read_catalogue(catalogues.catalogue_path(language))
    wrong = [
        f"{message.id!r} → {text!r}"
        for message in catalogue
        if message.id
        for text in _forms(message.string)
        if text and _places(text) - _places(*_forms(message.id))
    ]

    assert wrong == []


def test_compiled_catalogues_say_what_their_source_says() -> None:
    catalogues.compile_catalogues()

    for language in COMPLETE:
        source = catalogues.catalogue_path(language)
        assert source.with_suffix(".mo").stat().st_mtime >= source.stat().st_mtime


def _is_translated(message: Message | None) -> bool:
    return message is not None and not message.fuzzy and all(_forms(message.string))


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _places(*forms: str) -> set[str]:
    """The names to fill in, of both kinds: `{found}` in wordings, `%(count)s` in code and templates."""
    percent = {name for text in forms for name in PERCENT_PLACE.findall(text)}
    try:
        return percent | {name for text in forms for _, name, _, _ in Formatter().parse(text) if name}
    except ValueError:
        return percent  # a single brace: not a wording
