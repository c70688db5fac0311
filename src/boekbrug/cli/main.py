"""The `boekbrug` command: every subcommand is a file here, loaded only when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from boekbrug import __version__
from boekbrug.cli import rim

LANGUAGES = ("nl", "fr", "de", "en")
COMMANDS = {
    "serve": "Start the web server and the workers.",
    "demo": "Make a demo firm with three dossiers and start it.",
    "import": "Take files into a dossier.",
    "check": "Check files without storing anything.",
    "show": "Show what a file says.",
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
    "jobs": "List, retry or drop jobs that were given up.",
    "keys": "Rotate and check the keys that seal secrets.",
    "user": "Add people, set passwords, make and revoke API keys.",
    "dossier": "Add and list dossiers, their bank accounts, firms and mandates.",
}


class Commands(click.Group):
    """Finds subcommands by name and imports their file late, so that each one starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of a first day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one subcommand; None when there is no such name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"boekbrug.cli.{cmd_name}_command").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; what nobody foresaw ends in a sentence and exit code 2, never in a traceback."""
        with rim.sentences():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of sentences; LANG when left out.")
@click.version_option(__version__, prog_name="boekbrug")
@click.pass_context
def main(context: click.Context, language: str | None) -> None:
    """The open bridge between a Belgian entrepreneur, the bank and the accountant.

    Exit codes: 0 fine, 1 problems found, 2 could not run.
    """
    if language:
        context.call_on_close(_speaking(language))


def _speaking(language: str) -> Callable[[], None]:
    """Let gettext find a language before all else; return what puts the earlier one back."""
    earlier = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language

    def put_back() -> None:
        del os.environ["LANGUAGE"]
        if earlier is not None:
            os.environ["LANGUAGE"] = earlier

    return put_back
