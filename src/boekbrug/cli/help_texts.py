"""What commands say of themselves: every source text, and a copy in the language of the reader."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import TypeVar

import click

from boekbrug.cli import speech

AnyCommand = TypeVar("AnyCommand", bound=click.Command)


def texts(command: click.Command) -> Iterator[str]:
    """Yield every text that the help of a command shows, those of its subcommands too."""
    yield from paragraphs(command.help or "")
    yield from (command.options_metavar or "", getattr(command, "subcommand_metavar", ""))
    for param in command.params:
        yield from _texts_of(param)
    for inner in getattr(command, "commands", {}).values():
        yield from texts(inner)


def _texts_of(param: click.Parameter) -> Iterator[str]:
    if isinstance(param, click.Option):
        yield from (param.help or "", param.prompt or "")
    elif not _lists_values(param):
        yield (param.name or "").upper()
    if not _lists_values(param):
        yield param.type.name


def _lists_values(param: click.Parameter) -> bool:
    """Whether help shows the values or a pattern instead of a name."""
    return isinstance(param.type, click.Choice | click.DateTime)


def paragraphs(text: str) -> list[str]:
    """Split a help text where a line is empty; each part in one line, as the catalogues hold it."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def in_language(command: AnyCommand) -> AnyCommand:
    """Return a command as the reader reads it: itself in English, else a copy."""
    if speech.language() == speech.SOURCE:
        return command
    ours = copy.copy(command)
    ours._help_option = None  # the parser keeps the first one it made
    ours.help = "\n\n".join(map(speech.translate, paragraphs(command.help or "")))
    ours.options_metavar = speech.translate(command.options_metavar or "")
    ours.params = [_in_language(param) for param in command.params]
    if isinstance(ours, click.Group):
        ours.subcommand_metavar = speech.translate(ours.subcommand_metavar)
        ours.commands = {name: _in_list(in_language(inner)) for name, inner in ours.commands.items()}
    return ours


def _in_list(command: click.Command) -> click.Command:
    """Give a copied command its line in the list of its group; the parser would cut its words off."""
    command.short_help = (
        re.split(r"\s*;|\.\s|\.?$", command.help or "", maxsplit=1)[0].replace("\n", " ") + "."
    )
    return command


def _in_language(param: click.Parameter) -> click.Parameter:
    ours = copy.copy(param)
    if isinstance(ours, click.Option):
        ours.help = speech.translate(ours.help or "")
        ours.prompt = speech.translate(ours.prompt) if ours.prompt else ours.prompt
    elif not _lists_values(ours):
        name = speech.translate((ours.name or "").upper())
        ours.metavar = (name if ours.required else f"[{name}]") + ("..." if ours.nargs != 1 else "")
    if not _lists_values(ours):
        ours.type = copy.copy(ours.type)
        ours.type.name = speech.translate(ours.type.name)
    return ours
