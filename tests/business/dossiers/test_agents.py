"""Tokens of agents: a list, an end, fewer scopes than a key, and never more than whom made them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from boekbrug.business.dossiers import (
    actions,
    actions_agents,
    actions_firm,
    actions_logins,
    agents,
    key_scopes,
    tenant,
)
from boekbrug.business.dossiers.key_texts import Mark
from boekbrug.business.dossiers.models import (
    AgentToken,
    Dossier,
    DossierRole,
    FirmMember,
    FirmRole,
    Mandate,
)
from boekbrug.business.dossiers.rights import Area, NoSuchDossier, Right
from boekbrug.business.timeline.models import Event
from tests.cast import Cast

Made = tuple[AgentToken, str]


@pytest.fixture
def make(cast: Cast, now: dt.datetime) -> Callable[..., Made]:
    """Make a token of Carla through the office for the atelier, or whatever is said otherwise."""

    def made(**given: Any) -> Made:
        values: dict[str, Any] = {
            "person": cast.carla, "firm": cast.office, "dossiers": [cast.atelier], "title": "Mapagent",
            "scopes": ["files:write", "deliveries:read"], "actor": cast.actor(cast.carla), "now": now,
        }  # fmt: skip
        return actions_agents.make_token(**values | given)

    return made


def find(text: str, now: dt.datetime, address: str = "192.0.2.77") -> AgentToken | None:
    return actions_agents.find_token(text, now=now, address=address)


def rights_in(token: AgentToken, dossier: Dossier, now: dt.datetime) -> set[Right]:
    """What the token gives there now; empty where it does not come in."""
    token.refresh_from_db()
    try:
        return set(agents.enter(token=token, public_id=dossier.public_id, on=now.date()).rights)
    except NoSuchDossier:
        return set()


def test_a_token_is_found_by_its_text_which_nothing_keeps(
    make: Callable[..., Made], now: dt.datetime
) -> None:
    token, text = make()
    secret = text.split("_", 2)[2]

    assert find(text, now) == token
    assert text.startswith(f"{Mark.AGENT}_{token.prefix}_")
    assert len(secret) == 43
    assert not any(secret in str(value) for value in AgentToken.objects.values().get().values())
    assert [find(text[:-1], now), find(text.upper(), now), find("", now)] == [None] * 3
    assert find(text.replace("bba1", "bb1"), now) is None


def test_its_last_use_names_a_network_and_no_machine(make: Callable[..., Made], now: dt.datetime) -> None:
    token, text = make()

    find(text, now)
    find(text, now + dt.timedelta(minutes=4), "198.51.100.9")

    token.refresh_from_db()
    assert (token.last_used_at, token.last_used_from) == (now, "192.0.2.0/24")
    assert actions_agents.network("2001:db8:1:2:3::9") == "2001:db8:1::/48"
    assert actions_agents.network("unix:") == ""


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_a_token_ends_within_a_year(make: Callable[..., Made], now: dt.datetime, days: int) -> None:
    with pytest.raises(actions_agents.TokenLastsTooLong):
        make(expires_at=now + dt.timedelta(days=days))
    assert not AgentToken.objects.exists()


def test_a_token_opens_nothing_once_it_ended_or_was_revoked(
    make: Callable[..., Made], now: dt.datetime, cast: Cast
) -> None:
    token, text = make()
    end = token.created_at + actions_agents.LASTS

    assert find(text, end - dt.timedelta(seconds=1)) is not None
    assert find(text, end) is None
    actions_agents.revoke_token(token=token, actor=cast.actor(cast.bea), now=now)
    actions_agents.revoke_token(token=token, actor=cast.actor(cast.bea), now=end)
    assert find(text, now) is None
    assert token.revoked_at == now


def test_no_scope_reaches_people_keys_mandates_or_credentials(make: Callable[..., Made]) -> None:
    never = {
        Right.MANAGE_PEOPLE, Right.GIVE_ROLES, Right.MANAGE_KEYS, Right.EDIT_CONNECTIONS, Right.SEND,
        Right.REDELIVER, Right.EDIT_DOSSIER, Right.SEE_PEOPLE, Right.SEE_VISITS, Right.IMPERSONATE,
    }  # fmt: skip

    assert not key_scopes.rights_of_agent(key_scopes.SCOPES) & never
    for scope in set(key_scopes.SCOPES) - set(key_scopes.AGENT_SCOPES):
        with pytest.raises(key_scopes.UnknownScope):
            make(scopes=[scope])


def test_a_scope_written_into_the_row_gives_nothing(
    make: Callable[..., Made], now: dt.datetime, cast: Cast
) -> None:
    token, _ = make()
    AgentToken.objects.update(scopes=["connections:write", "manage_keys", "files:write"])

    assert rights_in(token, cast.atelier, now) == {Right.ENTER, Right.HAND_IN}


def test_it_enters_what_it_lists_and_nothing_else(
    make: Callable[..., Made], now: dt.datetime, cast: Cast
) -> None:
    give_mandate(cast, cast.dirks, now)
    token, _ = make()

    assert rights_in(token, cast.atelier, now) == {Right.ENTER, Right.HAND_IN, Right.SEE_DELIVERIES}
    assert rights_in(token, cast.dirks, now) == set()
    assert agents.openable(token=token, on=now.date()) == [cast.atelier]


def test_only_when_chosen_it_enters_what_the_firm_has_and_will_have(
    make: Callable[..., Made], now: dt.datetime, cast: Cast
) -> None:
    token, _ = make(dossiers=[], opens_all=True)
    assert agents.openable(token=token, on=now.date()) == [cast.atelier]

    give_mandate(cast, cast.dirks, now)

    assert agents.openable(token=token, on=now.date()) == [cast.atelier, cast.dirks]


@pytest.mark.parametrize("given", [{"dossiers": []}, {"opens_all": True, "firm": None}])
def test_a_token_without_a_list_is_not_made(
    make: Callable[..., Made], cast: Cast, given: dict[str, Any]
) -> None:
    with pytest.raises(actions_agents.NotListable):
        make(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgentToken.objects.create(**_row(cast), opens_all=True)


def test_nobody_lists_a_dossier_where_they_make_no_keys(make: Callable[..., Made], cast: Cast) -> None:
    for person, firm, dossier in (
        (cast.carla, cast.office, cast.dirks),
        (cast.bram, None, cast.atelier),
        (cast.carla, None, cast.dirks),
        (cast.an, cast.office, cast.atelier),
    ):
        with pytest.raises(actions_agents.NotListable, match=dossier.name):
            make(person=person, firm=firm, dossiers=[dossier])


def a_role_ends(cast: Cast, now: dt.datetime) -> None:
    actions_firm.set_firm_role(
        firm=cast.office, person=cast.carla, role=None, actor=cast.actor(cast.bea), now=now
    )


def a_role_shrinks(cast: Cast, now: dt.datetime) -> None:
    actions_firm.set_firm_role(
        firm=cast.office, person=cast.carla, role=FirmRole.ASSISTANT, actor=cast.actor(cast.bea), now=now
    )


def a_login_closes(cast: Cast, now: dt.datetime) -> None:
    actions_logins.disable(person=cast.carla)


def a_mandate_ends(cast: Cast, now: dt.datetime) -> None:
    actions.end_mandate(mandate=Mandate.objects.get(), actor=cast.actor(cast.an), now=now)


def a_mandate_narrows(cast: Cast, now: dt.datetime) -> None:
    actions.change_mandate(
        mandate=Mandate.objects.get(), scope=[Area.DELIVERIES], takes_bank=False, until_on=None,
        by_dossier=True, actor=cast.actor(cast.an), now=now,
    )  # fmt: skip


def a_dossier_goes_private(cast: Cast, now: dt.datetime) -> None:
    actions.set_private(mandate=Mandate.objects.get(), is_private=True, actor=cast.actor(cast.bea), now=now)


def a_firm_role_ends_but_an_own_one_begins(cast: Cast, now: dt.datetime) -> None:
    """Carla becomes an owner herself: the token was of the firm."""
    by_an: dict[str, Any] = {"actor": cast.actor(cast.an), "now": now}
    actions.set_role(dossier=cast.atelier, person=cast.carla, role=DossierRole.OWNER, **by_an)
    FirmMember.objects.filter(person=cast.carla).delete()


ENDINGS = [
    a_role_ends, a_role_shrinks, a_login_closes, a_mandate_ends, a_mandate_narrows, a_dossier_goes_private,
    a_firm_role_ends_but_an_own_one_begins,
]  # fmt: skip


@pytest.mark.parametrize("opens_all", [False, True])
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda one: one.__name__)
def test_it_loses_at_once_what_whom_made_it_loses(
    make: Callable[..., Made], now: dt.datetime, cast: Cast, ending: Any, opens_all: bool
) -> None:
    token, _ = make(opens_all=opens_all, dossiers=[] if opens_all else [cast.atelier])
    assert rights_in(token, cast.atelier, now)

    ending(cast, now)

    assert rights_in(token, cast.atelier, now) == set()
    token = AgentToken.objects.select_related("person", "firm").get()
    assert agents.openable(token=token, on=now.date()) == []


@pytest.mark.parametrize("opens_all", [False, True])
def test_an_owner_closes_the_dossier_to_a_token_of_the_firm(
    make: Callable[..., Made], now: dt.datetime, cast: Cast, opens_all: bool
) -> None:
    give_mandate(cast, cast.dirks, now)
    both = [cast.atelier, cast.dirks]
    token, text = make(opens_all=opens_all, dossiers=[] if opens_all else both)
    by_an: dict[str, Any] = {"actor": cast.actor(cast.an), "now": now}

    for _ in range(2):
        actions_agents.close_to(dossier=cast.atelier, token=token, **by_an)

    assert rights_in(token, cast.atelier, now) == set()
    assert agents.openable(token=token, on=now.date()) == [cast.dirks]
    assert find(text, now) is not None
    assert happenings(cast.atelier) == ["agent.made", "agent.closed"]
    assert happenings(cast.dirks) == ["agent.made"]


def test_a_token_without_a_dossier_left_is_closed_for_good(
    make: Callable[..., Made], now: dt.datetime, cast: Cast
) -> None:
    token, text = make(person=cast.an, firm=None)

    actions_agents.close_to(dossier=cast.atelier, token=token, actor=cast.actor(cast.an), now=now)

    assert find(text, now) is None
    assert token.revoked_at == now


def test_each_dossier_reads_what_concerns_it_and_no_more(
    make: Callable[..., Made], now: dt.datetime, cast: Cast
) -> None:
    give_mandate(cast, cast.dirks, now)
    token, text = make(opens_all=True, dossiers=[])

    actions_agents.revoke_token(token=token, actor=cast.actor(cast.carla), now=now)

    for dossier in (cast.atelier, cast.dirks):
        assert happenings(dossier) == ["agent.made", "agent.revoked"]
        with tenant.enter(dossier):
            said = str(list(Event.objects.filter(subject_kind="agent").values()))
        other = cast.dirks if dossier == cast.atelier else cast.atelier
        assert text.split("_", 2)[2] not in said
        assert other.name not in said
        assert other.public_id not in said


def give_mandate(cast: Cast, dossier: Dossier, now: dt.datetime) -> None:
    by: dict[str, Any] = {"actor": cast.actor(cast.dirk), "now": now}
    mandate = actions.offer_mandate(
        dossier=dossier, firm=cast.office, from_on=dt.date(2026, 1, 1), by_dossier=True, **by
    )
    actions.accept_mandate(mandate=mandate, by_dossier=False, **by)


def happenings(dossier: Dossier) -> list[str]:
    """What the timeline of a dossier says of agents."""
    with tenant.enter(dossier):
        events = Event.objects.filter(subject_kind="agent").order_by("number")
        return [one.kind for one in events]


def _row(cast: Cast) -> dict[str, Any]:
    moment = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    return {"person": cast.an, "prefix": "x", "created_at": moment, "expires_at": moment + dt.timedelta(1)}
