"""Tokens for agents: made with a list and an end, shown once, closed for one dossier or for good."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boekbrug.business.dossiers.agents import may_be_listed
from boekbrug.business.dossiers.key_scopes import AGENT_SCOPES, parse_scopes
from boekbrug.business.dossiers.key_texts import Mark, is_secret, new_text, taken_apart
from boekbrug.business.dossiers.models import AgentDossier, AgentToken, Dossier, Firm
from boekbrug.business.dossiers.queries import accepted_mandates
from boekbrug.business.dossiers.telling import By, tell, tell_firm
from boekbrug.business.people.actor import Actor
from boekbrug.business.people.models import Person
from boekbrug.wording import Refusal, Wording

USE_NOTED_EVERY = dt.timedelta(minutes=5)
LASTS = dt.timedelta(days=90)  # unless said otherwise
LASTS_MAX = dt.timedelta(days=365)


LASTS_TOO_LONG = Wording(
    "agent-token-lasts-too-long", "A token ends after today and within {days} days. Choose a day between."
)
NOT_LISTABLE = Wording("agent-not-listable", "You may give no token for {names}.")
NO_DOSSIER = Wording("agent-no-dossier", "The token names no dossier. Choose at least one.")


class TokenLastsTooLong(Refusal, ValueError):
    """A token ends within a year, and not in the past."""

    def __init__(self) -> None:
        super().__init__(LASTS_TOO_LONG.say(days=LASTS_MAX.days))


class NotListable(Refusal, ValueError):
    """A token was asked for no dossier, or for one where its maker may make none."""

    def __init__(self, names: Iterable[str]) -> None:
        said = ", ".join(names)
        super().__init__(NOT_LISTABLE.say(names=said) if said else NO_DOSSIER.say())


@transaction.atomic
def make_token(
    *,
    person: Person,
    title: str,
    scopes: Iterable[str],
    actor: Actor,
    now: dt.datetime,
    dossiers: Iterable[Dossier] = (),
    firm: Firm | None = None,
    opens_all: bool = False,
    expires_at: dt.datetime | None = None,
) -> tuple[AgentToken, str]:
    """Make a token for an agent of a person, or of a firm through that person; its text is shown once.

    It enters the dossiers it lists, or with `opens_all` what the firm has and will have, while its maker may
    make keys there. It lasts 90 days where nothing is said.

    :raises UnknownScope: for a scope that no agent may have
    :raises TokenLastsTooLong: when it would end in the past or after a year
    :raises NotListable: without a dossier, or for one where the person may make no keys
    """
    ends_at = expires_at or now + LASTS
    if not now < ends_at <= now + LASTS_MAX:
        raise TokenLastsTooLong
    wanted = {} if opens_all else {one.pk: one for one in dossiers}
    may = {one.pk for one in may_be_listed(person=person, firm=firm, on=timezone.localdate(now))}
    if (opens_all and firm is None) or not (wanted or opens_all) or wanted.keys() - may:
        raise NotListable(one.name for pk, one in wanted.items() if pk not in may)
    made = new_text(Mark.AGENT)
    token = AgentToken.objects.create(
        person=person,
        firm=firm,
        title=title,
        prefix=made.prefix,
        secret_sha256=made.secret_sha256,
        scopes=parse_scopes(scopes, AGENT_SCOPES),
        opens_all=opens_all,
        created_at=now,
        expires_at=ends_at,
    )
    AgentDossier.objects.bulk_create(AgentDossier(token=token, dossier_id=pk) for pk in wanted)
    _tell_all(token, "agent.made", by=(actor, now))
    return token, made.text


def find_token(text: str, *, now: dt.datetime, address: str) -> AgentToken | None:
    """Return the usable token behind a text, or None; its last use is noted at most every five minutes."""
    mark, prefix, secret = taken_apart(text)
    if mark != Mark.AGENT or not secret:
        return None
    token = AgentToken.objects.select_related("person", "firm").filter(prefix=prefix).first()
    if token is None or not is_secret(secret, token.secret_sha256) or not token.is_usable(now):
        return None
    if token.last_used_at is None or now - token.last_used_at >= USE_NOTED_EVERY:
        used = {"last_used_at": now, "last_used_from": network(address)}
        AgentToken.objects.filter(pk=token.pk).update(**used)
    return token


@transaction.atomic
def revoke_token(*, token: AgentToken, actor: Actor, now: dt.datetime) -> None:
    """Close a token for good; one that was closed before keeps its first moment."""
    if AgentToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        _tell_all(token, "agent.revoked", by=(actor, now))
    token.refresh_from_db()


@transaction.atomic
def close_to(*, dossier: Dossier, token: AgentToken, actor: Actor, now: dt.datetime) -> None:
    """Close one dossier to a token; a token that has no other left is closed for good."""
    AgentToken.objects.select_for_update().get(pk=token.pk)
    rows = AgentDossier.objects.filter(token=token, dossier=dossier)
    if token.opens_all and not rows.exists():
        AgentDossier.objects.create(token=token, dossier=dossier, closed_at=now)
    elif not rows.filter(closed_at=None).update(closed_at=now):
        return  # it does not enter there
    by, about = (actor, now), ("agent", token.prefix)
    if token.firm:
        detail = _detail(token) | {"dossier": dossier.public_id}
        tell_firm(token.firm, "agent.closed", by=by, detail=detail, about=about)
    tell(dossier, "agent.closed", by=by, detail=_detail(token), about=about)
    if not token.opens_all and not token.listed.filter(closed_at=None).exists():
        AgentToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)
    token.refresh_from_db()


def network(address: str) -> str:
    """Return the network of an address, which names no machine; empty where it is none."""
    try:
        whole = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((whole, 24 if whole.version == 4 else 48), strict=False))


def _tell_all(token: AgentToken, kind: str, *, by: By) -> None:
    """Note an act in every dossier that the token reaches: its owner reads there who may come in."""
    closed = token.listed.filter(closed_at__isnull=False).values("dossier")
    which = Q(pk__in=token.listed.values("dossier"))
    if token.opens_all:
        which |= Q(pk__in=accepted_mandates(firm=token.firm).values("dossier"))
    if token.firm:
        tell_firm(token.firm, kind, by=by, detail=_detail(token), about=("agent", token.prefix))
    for dossier in Dossier.objects.filter(which).exclude(pk__in=closed).order_by("pk"):
        tell(dossier, kind, by=by, detail=_detail(token), about=("agent", token.prefix))


def _detail(token: AgentToken) -> dict[str, Any]:
    return {"title": token.title, "scopes": token.scopes, "opens_all": token.opens_all}
