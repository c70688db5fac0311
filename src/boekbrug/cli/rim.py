"""The outermost edge of a command: what nobody foresaw becomes a sentence, and its traceback a file."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from boekbrug.cli import door
from boekbrug.cli.speech import _

_MISSING_TABLES = ("no such table", "no such column", "does not exist")


@contextmanager
def sentences() -> Iterator[None]:
    """Turn every exception that is not a way out of click into one sentence and exit code 2."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except OSError as wrong:
        if isinstance(wrong, BrokenPipeError):
            raise
        door.stop(_about_room(wrong) or _about_file(wrong))
    except Exception as wrong:  # the rim: recorded in a file, told in a sentence
        door.stop(_about_room(wrong) or _about_database(wrong) or _about_us(wrong))


def _about_room(wrong: Exception) -> str:
    """Say that a disk is full; "" when that is not why. Without Django only the system can have said so."""
    if "django" not in sys.modules or not os.environ.get("DJANGO_SETTINGS_MODULE"):
        return ""
    from boekbrug.business.files import free_space

    return door.say(free_space.NO_ROOM.say()) if free_space.is_why(wrong) else ""


def _about_file(wrong: OSError) -> str:
    named = f"{wrong.filename}: " if wrong.filename else ""
    return named + _(
        "{said}. Check the rights, the disk and the spelling, then try again.", said=wrong.strerror or wrong
    )


def _about_database(wrong: Exception) -> str:
    """Say what the database answered; "" when it was not the database (Django may not even be loaded)."""
    django = sys.modules.get("django.db")
    if django is None or not isinstance(wrong, django.DatabaseError):
        return ""
    said = " ".join(str(wrong).split()).rstrip(".?")
    if any(mark in said for mark in _MISSING_TABLES):
        return _("The database was not set up by this version. Run `boekbrug serve` once, which does that.")
    return _(
        "The database does not answer: {said}. Check the setting `database`, or run `boekbrug doctor`.",
        said=said,
    )


def _about_us(wrong: Exception) -> str:
    told = "".join(traceback.format_exception(wrong))
    found = type(wrong).__name__
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="boekbrug-error-", suffix=".txt", delete=False, encoding="utf-8"
        ) as report:
            report.write(told)
    except OSError as unwritten:
        why = unwritten.strerror
        return _("The fault is ours: {found}. No report could be kept: {why}.", found=found, why=why)
    return _(
        "The fault is ours: {found}. {file} says where; send it to whoever looks after Boekbrug.",
        found=found,
        file=report.name,
    )
