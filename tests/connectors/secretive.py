"""A bridge with a secret, for tests: it notes what it was given and takes every document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import pytest

from boekbrug.connectors import register
from boekbrug.connectors.protocol import Ability, Parcel, Receipt, Tools
from boekbrug.connectors.settings import Secret, Wrong, setting
from boekbrug.wording import Wording

TOOK = Wording("email-sent", "The mail server took the mail to {found}.")


@dataclass(frozen=True, slots=True)
class SecretiveSettings:
    """An office and a token."""

    office: str = setting("Name", "Name")
    token: Secret = setting("Reason", "Reason", kind="secret")


class Secretive:
    """Takes everything, and keeps what it was told; may be told to fail."""

    key: ClassVar[str] = "secretive"
    title: ClassVar[Wording] = Wording("bridge-email-title", "E-mail")
    explanation: ClassVar[Wording] = Wording(
        "bridge-email-explanation", "One mail per document, with the e-invoice and the PDF."
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset({Ability.SEND_DOCUMENTS})
    carries: ClassVar[Literal["one", "many"]] = "one"
    settings: ClassVar[type[Any]] = SecretiveSettings

    def __init__(self) -> None:
        self.told: list[SecretiveSettings] = []
        self.fails_with: Exception | None = None

    def check_settings(self, settings: SecretiveSettings, tools: Tools) -> Sequence[Wrong]:
        """Find nothing wrong."""
        return []

    def send(self, parcels: Sequence[Parcel], settings: SecretiveSettings, tools: Tools) -> Receipt:
        """Take a document, or fail as told."""
        self.told.append(settings)
        if self.fails_with:
            raise self.fails_with
        return Receipt(TOOK.say(found=settings.office))

    def find(self, parcels: Sequence[Parcel], settings: Any, tools: Tools) -> Receipt | None:
        """Know nothing."""
        return None


def registered(monkeypatch: pytest.MonkeyPatch) -> Secretive:
    """Put the bridge in the register until the test ends."""
    one = Secretive()
    bridges = (*register.BRIDGES, one)
    monkeypatch.setattr(register, "BRIDGES", bridges)
    monkeypatch.setattr("boekbrug.business.connections.queries.BRIDGES", bridges)
    return one
