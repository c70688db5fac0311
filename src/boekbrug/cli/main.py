"""The `boekbrug` command: every subcommand is a file here, loaded only when it is asked for."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

import click

from boekbrug import __version__
from boekbrug.cli import help_texts, rim, speech

COMMANDS = {
    "serve": "Start the web server and the workers.",
    "demo": "Make a demo firm with three dossiers and start it.",
    "import": "Take files into a dossier.",
    "check": "Check files without storing anything.",
    "show": "Show what a file says.",
    "convert": "Convert a CODA file or an e-invoice to another form.",
    "anonymise": "Take names, accounts and texts out of a CODA file.",
    "match": "Look again at movements that wait.",
    "send": "Send invoices to the accountant.",
    "export": "Write invoices of a period to a ZIP file.",
    "backup": "Back up everything, sealed.",
    "restore": "Put a backup back into an empty place.",
    "release": "Let things leave again after a restore.",
    "verify": "Verify files, timelines and balances.",
    "timeline": "Write the heads of all timelines, to keep elsewhere.",
    "visits": "List who opened a dossier.",
    "doctor": "Explain what is wrong with this installation.",
    "database": "Let PostgreSQL keep dossiers apart as well, and say what is on.",
    "jobs": "List, retry or drop jobs that were given up.",
    "keys": "Rotate and check the keys that seal secrets.",
    "user": "Add people, set passwords, make and revoke API keys.",
    "agent": "Make, list and revoke the tokens of agents.",
    "dossier": "Add and list dossiers, their bank accounts and firms; give rights.",
    "mandate": "Offer, accept, change, end and list mandates.",
}


class Commands(click.Group):
    """Finds subcommands by name and imports their file late, so that each one starts quickly."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **named: Any) -> Any:
        """Run in the language that is asked for: help and what the parser refuses speak it too."""
        words = list(sys.argv[1:] if args is None else args)
        with speech.spoken(speech.asked_for(words)):
            return super(Commands, help_texts.in_language(self)).main(words, *more, **named)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of a first day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one subcommand; None when there is no such name."""
        return help_texts.in_language(_load(cmd_name)) if cmd_name in COMMANDS else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; what nobody foresaw ends in a sentence and exit code 2, never in a traceback."""
        with rim.sentences():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        with formatter.section(speech.translate("Commands")):
            formatter.write_dl([(name, speech.translate(text)) for name, text in COMMANDS.items()])


def _load(name: str) -> click.Command:
    """Import the file of a subcommand, in English: the parser puts some of its words in meanwhile."""
    with speech.spoken(speech.SOURCE):
        command: click.Command = import_module(f"boekbrug.cli.{name}_command").command
    return command


def all_texts() -> Iterator[str]:
    """Yield every text of the help of every command, for the catalogues."""
    yield from COMMANDS.values()
    yield from help_texts.texts(main)
    for name in COMMANDS:
        yield from help_texts.texts(_load(name))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--language",
    type=click.Choice(speech.LANGUAGES),
    expose_value=False,
    help="Language of help and sentences; else BOEKBRUG_LANGUAGE, else that of the terminal.",
)
@click.version_option(__version__, prog_name="boekbrug")
def main() -> None:
    """The open bridge between a Belgian entrepreneur, the bank and the accountant.

    Exit codes: 0 fine, 1 problems found, 2 could not run.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on a file come as problems
