"""What a program shows to come in: a key of one dossier, or a token of an agent with a list of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from boekbrug.business.dossiers import agents, rights
from boekbrug.business.dossiers.actions_agents import find_token
from boekbrug.business.dossiers.actions_keys import find_key
from boekbrug.business.dossiers.key_scopes import rights_of
from boekbrug.business.dossiers.models import AgentToken, ApiKey, Dossier
from boekbrug.business.dossiers.rights import Access, NoSuchDossier
from boekbrug.business.people.actor import Actor, Channel

Credential = ApiKey | AgentToken


def find(text: str, *, now: dt.datetime, address: str) -> Credential | None:
    """Return the usable key or token behind a text, or None; `address` is where the program asks from."""
    return find_key(text, now=now) or find_token(text, now=now, address=address)


def enter(shown: Credential, *, public_id: str, on: dt.date) -> Access:
    """Let a program into a dossier, with what its scopes leave of the rights of the person behind it.

    Raises NoSuchDossier for one that it does not open, and for an id that does not exist.
    """
    if isinstance(shown, AgentToken):
        return agents.enter(token=shown, public_id=public_id, on=on)
    if public_id != shown.dossier.public_id:
        raise NoSuchDossier
    access = rights.open_dossier(person=shown.person, public_id=public_id, on=on)
    return replace(access, rights=access.rights & rights_of(shown.scopes))


def openable(shown: Credential, *, on: dt.date) -> list[Dossier]:
    """Return the dossiers that a program may enter at this moment."""
    return agents.openable(token=shown, on=on) if isinstance(shown, AgentToken) else [shown.dossier]


def home_of(shown: Credential) -> str:
    """Return the id of the one dossier of a key; a token has none."""
    return "" if isinstance(shown, AgentToken) else shown.dossier.public_id


def actor_of(shown: Credential) -> Actor:
    """Return who acts: the person behind it, through the door of programs or of agents."""
    return Actor(shown.person, Channel.AGENT if isinstance(shown, AgentToken) else Channel.API)


def name_of(shown: Credential) -> str:
    """Return a name that is the credential's own among all."""
    return f"{type(shown).__name__} {shown.pk}"
