"""What every command shares: starting Django, finding the dossier, saying sentences, exit codes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from boekbrug.cli import speech
from boekbrug.cli.speech import _
from boekbrug.wording import Sentence, filled

if TYPE_CHECKING:
    import datetime as dt

    from boekbrug.business.dossiers.models import Dossier
    from boekbrug.business.people.actor import Actor
    from boekbrug.business.people.models import Person

FINE, PROBLEMS, COULD_NOT_RUN = 0, 1, 2

dossier_option = click.option(
    "--dossier", "dossier_name", required=True, help="Id, enterprise number or exact name of the dossier."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def start_django() -> None:
    """Load settings and models; a refused setting ends the command with its sentence and exit code 2."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boekbrug.project.settings")
    try:
        django.setup()
    except SystemExit as refused:
        stop(str(refused))
    _speak_in_django()


def _speak_in_django() -> None:
    """Let what the inner rooms say be in the language of the command, until it ends."""
    from django.utils import translation

    if context := click.get_current_context(silent=True):
        context.with_resource(translation.override(speech.language()))


def stop(sentence: str, code: int = COULD_NOT_RUN) -> NoReturn:
    """Say why on standard error and leave."""
    click.echo(sentence, err=True)
    raise SystemExit(code)


def refuse(refused: Exception, code: int = PROBLEMS) -> NoReturn:
    """Say why an action was refused, in the language of the command when the refusal has a sentence."""
    sentence = getattr(refused, "sentence", None)
    if sentence:
        stop(say(sentence), code)
    messages = getattr(refused, "messages", [str(refused)])  # of Django, in the same language
    stop(" ".join(messages), code)


@contextmanager
def inside(dossier_name: str) -> Iterator[Dossier]:
    """Enter a dossier by id, enterprise number or name; stops with a sentence unless there is exactly one."""
    start_django()
    from boekbrug.business.dossiers import tenant

    dossier = find_dossier(dossier_name)
    with tenant.enter(dossier):
        yield dossier


def find_dossier(name: str) -> Dossier:
    """Return the one dossier with this id, enterprise number or name, or stop with a sentence."""
    from boekbrug.business.dossiers import queries

    found = queries.find_dossiers(name)
    if len(found) != 1:
        stop(
            _(
                "Dossiers found for {name}: {count}. Run `boekbrug dossier list` and use the id.",
                name=name,
                count=len(found),
            )
        )
    return found[0]


def find_person(email: str) -> Person:
    """Return who logs in with an address; stops with a sentence for nobody."""
    from boekbrug.business.people import queries

    person = queries.person_by_email(email)
    if person is None:
        stop(_("Nobody logs in with {email}. Add them with `boekbrug user add`.", email=email), PROBLEMS)
    return person


def actor() -> Actor:
    """Return who acts: the operator at the command line, who has no row as a person."""
    from boekbrug.business.people.actor import Actor, Channel

    return Actor(None, Channel.CLI)


def moment() -> dt.datetime:
    """Return the present moment, aware; commands hand it inwards."""
    from django.utils import timezone

    return timezone.now()


def today() -> dt.date:
    """Return the day that it is in Belgium now."""
    from django.utils import timezone

    return timezone.localdate()


def say(sentence: Sentence) -> str:
    """Render a sentence in the language of the command."""
    return filled(sentence, speech.translate, speech.language())


def print_json(value: Any) -> None:
    """Print a value as JSON, readable and stable."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))
