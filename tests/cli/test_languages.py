"""The command line speaks four languages: its help, what its parser refuses, and the sentences it prints."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import click
import pytest

from boekbrug.cli import parser_texts, speech
from boekbrug.cli.main import all_texts
from boekbrug.formats import coda
from boekbrug.project import catalogues
from tests.cast import Cast
from tests.cli.test_help import subcommands
from tests.cli.typing_in import boekbrug, printed
from tests.formats.coda.cases import incoming, statement

OTHERS = ("nl", "fr", "de")
USAGE = {"nl": "Gebruik:", "fr": "Utilisation :", "de": "Aufruf:", "en": "Usage:"}
REFUSED = {"nl": "Er is geen opdracht", "fr": "Il n’y a pas de commande", "de": "Es gibt keinen Befehl"}
# What click says to programmers, about shells and on another system.
NOT_FOR_PEOPLE = {"_winconsole.py", "shell_completion.py", "_termui_impl.py", "utils.py"}
TO_PROGRAMMERS = (
    "Could not determine", "No options defined", "Arguments take", "Name '{", "Boolean option", "Choice({",
    "Value must", "Invalid start", "Unknown color", "DeprecationWarning", "{value!r} is not a valid UUID",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    catalogues.compile_catalogues()


def _english_lines(text: str, language: str) -> list[str]:
    """The source texts of help that a printed help still shows, although they read otherwise."""
    flat = " ".join(text.split())
    with speech.spoken(language):
        return [one for one in all_texts() if len(one) > 15 and one in flat and speech.translate(one) != one]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("words", [(), *subcommands()], ids=lambda words: " ".join(words) or "boekbrug")
def test_the_help_of_a_command_is_in_the_language(words: tuple[str, ...], language: str) -> None:
    told = boekbrug("--language", language, *words, "--help")

    assert told.exit_code == 0
    assert told.stdout.startswith(f"{USAGE[language]} boekbrug")
    assert _english_lines(told.stdout, language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_parser_refuses_is_told_in_the_language(language: str) -> None:
    told = boekbrug("--language", language, "fly")

    assert told.exit_code == 2
    assert REFUSED[language] in told.stderr
    assert "Error" not in told.stderr


@pytest.mark.parametrize(
    ("option", "ours", "terminal", "spoken"),
    [("de", "fr", "nl_BE.UTF-8", "de"), ("", "fr", "nl_BE.UTF-8", "fr"), ("", "", "nl_BE.UTF-8", "nl"),
     ("", "", "C.UTF-8", "en"), ("", "", "pl_PL", "en"), ("", "xx", "fr_BE@euro", "fr")],
)  # fmt: skip
def test_the_option_goes_before_the_setting_before_the_terminal(
    monkeypatch: pytest.MonkeyPatch, option: str, ours: str, terminal: str, spoken: str
) -> None:
    monkeypatch.setenv("BOEKBRUG_LANGUAGE", ours)
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setenv("LANG", terminal)

    told = boekbrug(*(["--language", option] if option else []), "--help")

    assert told.stdout.startswith(USAGE[spoken])


def test_the_setting_in_the_file_is_spoken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "boekbrug.toml").write_text("port = 8001\nlanguage = 'de'\n[mail]\nlanguage = 'fr'\n")
    monkeypatch.chdir(tmp_path)

    assert boekbrug("check", "--help").stdout.startswith(USAGE["de"])


def test_a_language_after_the_command_is_an_option_of_the_command() -> None:
    assert boekbrug("dossier", "add", "--language", "fr", "--help").stdout.startswith(USAGE["en"])


def test_nothing_of_a_language_is_left_after_a_command() -> None:
    before = gettext.textdomain()
    boekbrug("--language", "nl", "user", "--help")

    assert (gettext.textdomain(), speech.language()) == (before, "en")
    assert boekbrug("user", "--help").stdout.startswith(USAGE["en"])


def test_english_reads_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_catalogue", lambda _: pytest.fail("a catalogue was read"))

    assert boekbrug("--help").exit_code == 0


def test_every_text_of_the_parser_is_ours_to_translate() -> None:
    lacking = [
        text
        for path in sorted(Path(click.__file__).parent.glob("*.py"))
        if path.name not in NOT_FOR_PEOPLE
        for text in _gettext_calls(path)
        if text not in parser_texts.ALL and not str(text).startswith(TO_PROGRAMMERS)
    ]

    assert lacking == []


def _gettext_calls(path: Path) -> list[str | tuple[str, ...]]:
    found: list[str | tuple[str, ...]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"_", "ngettext"}
        ):
            texts = tuple(one.value for one in node.args if isinstance(one, ast.Constant))
            found += [] if not texts else [texts[0]] if node.func.id == "_" else [texts]
    return found


@pytest.mark.parametrize(
    ("language", "refused"),
    [("nl", "is geen Belgisch ondernemingsnummer"), ("fr", "n’est pas un numéro d’entreprise"),
     ("de", "keine belgische")],
)  # fmt: skip
def test_what_an_action_refuses_is_told_in_the_language(cast: Cast, language: str, refused: str) -> None:
    words = ("dossier", "add", "Nieuw", "--enterprise-number", "123", "--owner", cast.an.email)

    assert refused in boekbrug("--language", language, *words).stderr


def test_numbers_and_days_are_belgian_for_people_and_plain_for_programs(tmp_path: Path) -> None:
    file = tmp_path / "bank.cod"
    file.write_bytes(coda.write([statement(incoming(1_234_560, reference="260000000170"))]))

    told = boekbrug("--language", "fr", "show", file).stdout
    plain = printed(boekbrug("--language", "fr", "show", file, "--json"))

    assert "1.234,56" in told
    assert "+++260/0000/00170+++" in told
    assert re.search(r"\d\d/\d\d/20\d\d", told)
    first = plain["statements"][0]["movements"][0]
    assert first["amount_thousandths"] == 1_234_560
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", first["entry_date"])
