"""Who acts, and through which door: passed from every door into every action."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from boekbrug.business.people.models import Person


class Channel(StrEnum):
    """The door through which something came or was done."""

    WEB = "web"
    API = "api"
    AGENT = "agent"
    CLI = "cli"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at a door, or nobody where the program acts by itself."""

    person: Person | None
    channel: Channel

    @property
    def name(self) -> str:
        """How the actor is named in the timeline."""
        return str(self.person) if self.person else "Boekbrug"


PROGRAM = Actor(person=None, channel=Channel.WORKER)
