"""Hands files in for the people of the cast."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from boekbrug.business.banking import actions as banking
from boekbrug.business.inbox import actions
from boekbrug.business.inbox.models import Intake
from boekbrug.business.people.models import Person
from tests.business.banking.sheets import IBAN
from tests.cast import Cast


class Hand:
    """One person who hands files in, and adds the account where asked; the dossier is entered elsewhere."""

    def __init__(self, cast: Cast, person: Person, now: dt.datetime) -> None:
        self.by: dict[str, Any] = {"actor": cast.actor(person), "now": now}

    def add_account(self, iban: str = IBAN) -> None:
        banking.add_account(iban=iban, currency="EUR", name="Zicht", **self.by)

    def receive(self, content: bytes, name: str = "bank.cod", hold_seconds: int = 30) -> Intake:
        return actions.receive(content=content, name=name, hold_seconds=hold_seconds, **self.by)

    def give(self, content: bytes, name: str = "bank.cod") -> Intake:
        return actions.process(intake=self.receive(content, name), **self.by)


def zip_of(files: dict[str, bytes]) -> bytes:
    """A ZIP with these files; the same ones give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 16, 9, 0, 0)), content)
    return buffer.getvalue()


def codes(intake: Intake) -> list[str]:
    """The codes of the problems of an intake."""
    return [problem["code"] for problem in intake.problems]


def outcomes(intake: Intake) -> list[str]:
    """What became of each part."""
    return [result["outcome"] for result in intake.results]
