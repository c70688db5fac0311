"""What became of a file, as the command line (`import --json`) and the API show it; the shape is stable."""

from __future__ import annotations

from typing import Any

from boekbrug.business.inbox.models import Intake, State
from boekbrug.business.inbox.problems import stored_sentence
from boekbrug.business.people.language import render_stored
from boekbrug.formats.shown_name import shown_name
from boekbrug.wording import Sentence

_FACTS = ("code", "severity", "layer", "line", "columns", "place", "found", "expected")


def report(intake: Intake) -> dict[str, Any]:
    """Return what became of a file, its problems in the active language."""
    return {
        "id": intake.public_id,
        "file": intake.name,
        "format": intake.format,
        "state": str(intake.state),
        "problems": [_problem(one) for one in intake.problems],
        "results": intake.results,
    }


def not_received(name: str, sentence: Sentence) -> dict[str, Any]:
    """Return the report of a file that was not kept at all (too large), in the same shape without an id."""
    return {
        "id": None,
        "file": shown_name(name),
        "format": "",
        "state": State.REFUSED.value,
        "problems": [_problem(stored_sentence(sentence))],
        "results": [],
    }


def _problem(stored: dict[str, Any]) -> dict[str, Any]:
    facts = {name: stored.get(name) for name in _FACTS}
    return {**facts, "message": render_stored(stored["code"], stored.get("values", {}))}
