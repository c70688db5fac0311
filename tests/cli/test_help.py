"""Every command explains itself, and the docs say the same."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from boekbrug.cli.main import COMMANDS, main
from tests.cli.typing_in import boekbrug

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
WIDTH = 96


def subcommands() -> list[tuple[str, ...]]:
    """Every command with its path of words."""
    found: list[tuple[str, ...]] = [(name,) for name in COMMANDS]
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)  # type: ignore[attr-defined]
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.commands]
    return found


def test_there_are_at_least_the_first_twelve_commands() -> None:
    assert len(COMMANDS) >= 12


@pytest.mark.parametrize("words", subcommands(), ids=" ".join)
def test_a_command_explains_itself_as_the_docs_do(words: tuple[str, ...]) -> None:
    told = CliRunner().invoke(
        main, ["--language", "en", *words, "--help"], prog_name="boekbrug", terminal_width=WIDTH
    )

    assert told.exit_code == 0
    assert told.output.rstrip() in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", subcommands(), ids=" ".join)
def test_every_option_is_explained(words: tuple[str, ...]) -> None:
    command: click.Command = main
    for word in words:
        command = command.get_command(click.Context(command), word)  # type: ignore[attr-defined]

    unexplained = [one.name for one in command.params if isinstance(one, click.Option) and not one.help]
    assert unexplained == []


@pytest.mark.parametrize("words", [("fly",), ("check",), ("check", "--fly"), ("send", "--dossier", "x")])
def test_a_wrong_use_is_told_with_exit_code_two(words: tuple[str, ...]) -> None:
    told = boekbrug(*words)

    assert told.exit_code == 2
    assert "Usage: boekbrug" in told.stderr
