"""What an agent token opens: what whom made it may do there at this moment, within its list and its scopes.

Every request asks anew, so a role, a mandate or a login that ended takes the token along at once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db.models import Q, QuerySet

from boekbrug.business.dossiers import rights
from boekbrug.business.dossiers.key_scopes import rights_of_agent
from boekbrug.business.dossiers.models import AgentDossier, AgentToken, Dossier, Firm
from boekbrug.business.dossiers.queries import accepted_mandates, managed_by
from boekbrug.business.dossiers.rights import Access, NoSuchDossier, Right
from boekbrug.business.people.models import Person


def enter(*, token: AgentToken, public_id: str, on: dt.date) -> Access:
    """Let an agent into a dossier; raises NoSuchDossier for one that it does not list or does not open."""
    access = rights.open_dossier(person=token.person, public_id=public_id, on=on, through=token.firm)
    if not _reaches(token, access, _listed(token)):
        raise NoSuchDossier
    return replace(access, rights=access.rights & rights_of_agent(token.scopes))


def openable(*, token: AgentToken, on: dt.date) -> list[Dossier]:
    """Return the dossiers that an agent may enter at this moment, by name."""
    listed = _listed(token)
    opened = rights.open_all(person=token.person, on=on, through=token.firm)
    return [access.dossier for access in opened if _reaches(token, access, listed)]


def may_be_listed(*, person: Person, firm: Firm | None, on: dt.date) -> list[Dossier]:
    """Return the dossiers that somebody may give to an agent: those where they may make keys."""
    opened = rights.open_all(person=person, on=on, through=firm)
    return [access.dossier for access in opened if access.may(Right.MANAGE_KEYS)]


def tokens_in(access: Access) -> list[AgentToken]:
    """Return the tokens for a dossier that somebody sees: an owner all, a firm those of its own people."""
    return managed_by(access, tokens_for(access.dossier))


def tokens_for(dossier: Dossier) -> list[AgentToken]:
    """Return the tokens that list a dossier or are for all of a firm with a mandate there, oldest first."""
    listing = AgentDossier.objects.filter(dossier=dossier).values("token")
    firms = accepted_mandates(dossier=dossier).values("firm")
    return list(_tokens(Q(pk__in=listing) | Q(opens_all=True, firm__in=firms)))


def token_with(prefix: str) -> AgentToken | None:
    """Return the token with a prefix, or None."""
    return _tokens(Q(prefix=prefix)).first()


def listed_by(token: AgentToken) -> list[Dossier]:
    """Return the dossiers that a token names and that were not closed to it, by name."""
    open_ones = AgentDossier.objects.filter(token=token, closed_at=None)
    return list(Dossier.objects.filter(pk__in=open_ones.values("dossier")))


def tokens_of_firm(firm: Firm, *, person: Person | None = None) -> list[AgentToken]:
    """Return the tokens of a firm, or those of one person there."""
    found = _tokens(Q(firm=firm))
    return list(found if person is None else found.filter(person=person))


def tokens_of(person: Person) -> list[AgentToken]:
    """Return every token of a person, through firms too."""
    return list(_tokens(Q(person=person)))


def closed_to(dossier: Dossier) -> frozenset[int]:
    """Return the keys of the tokens that a dossier was closed to."""
    closed = AgentDossier.objects.filter(dossier=dossier, closed_at__isnull=False)
    return frozenset(closed.values_list("token_id", flat=True))


def _tokens(which: Q) -> QuerySet[AgentToken]:
    return AgentToken.objects.filter(which).select_related("person", "firm").order_by("created_at", "pk")


def _listed(token: AgentToken) -> dict[int, bool]:
    """Dossiers that the token names, with whether they are still open to it."""
    rows = AgentDossier.objects.filter(token=token).values_list("dossier_id", "closed_at")
    return {dossier: closed_at is None for dossier, closed_at in rows}


def _reaches(token: AgentToken, access: Access, listed: dict[int, bool]) -> bool:
    """Whether the dossier is on the list, and its maker could still make a token for it."""
    return listed.get(access.dossier.pk, token.opens_all) and access.may(Right.MANAGE_KEYS)
