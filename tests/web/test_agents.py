"""Pages of agents: a token is shown once, enters what it lists, and closes at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boekbrug.business.dossiers import actions_agents
from boekbrug.business.dossiers.models import AgentToken
from boekbrug.business.people.models import Person
from tests.cast import Cast
from tests.web.firms import log_in

FORM = {"title": "Mapagent, bureau", "days": "30", "scopes": ["files:write", "deliveries:read"]}


def make_in(cast: Cast, person: Person, place: str, **typed: Any) -> Any:
    of = cast.atelier if place == "agent-make" else cast.office
    return log_in(person).post(reverse(place, args=[of.public_id]), {**FORM, **typed})


def token_of(answer: Any) -> str:
    """The text of a token that a page shows once."""
    assert answer.status_code == 200, (answer.status_code, answer.headers)
    return re.search(r"bba1_[0-9a-f]{12}_[\w-]{43}", answer.text)[0]  # type: ignore[index]


def asked(cast: Cast, token: str, path: str = "/intake") -> int:
    """Ask the API something in the atelier with a token."""
    address = f"/api/v1/dossiers/{cast.atelier.public_id}{path}"
    return Client().get(address, headers={"Authorization": f"Bearer {token}"}).status_code


def test_an_owner_makes_a_token_for_one_dossier_and_closes_it(cast: Cast) -> None:
    answer = make_in(cast, cast.an, "agent-make")
    token, an = token_of(answer), log_in(cast.an)

    page = an.get(reverse("agents", args=[cast.atelier.public_id]))
    assert token not in page.text
    assert "Mapagent, bureau" in page.text
    assert answer["Cache-Control"] == "no-store"
    assert (asked(cast, token), asked(cast, token, "/statements")) == (200, 403)
    row = AgentToken.objects.get()
    assert (row.firm, row.last_used_from) == (None, "127.0.0.0/24")
    an.post(reverse("agent-close", args=[cast.atelier.public_id, row.prefix]))
    assert asked(cast, token) == 401


def test_who_comes_in_by_a_firm_makes_a_token_of_that_firm(cast: Cast) -> None:
    token_of(make_in(cast, cast.carla, "agent-make"))

    assert AgentToken.objects.get().firm == cast.office


@pytest.mark.parametrize("reach", [{"dossiers": "atelier"}, {"reach": "all"}])
def test_a_firm_makes_a_token_for_listed_dossiers_or_for_all(cast: Cast, reach: dict[str, str]) -> None:
    reach = {name: cast.atelier.public_id if value == "atelier" else value for name, value in reach.items()}

    token = token_of(make_in(cast, cast.carla, "firm-agent-make", **reach))

    row = AgentToken.objects.get()
    assert (row.firm, row.opens_all) == (cast.office, "reach" in reach)
    assert asked(cast, token) == 200
    log_in(cast.bea).post(reverse("firm-agent-revoke", args=[cast.office.public_id, row.prefix]))
    assert asked(cast, token) == 401


@pytest.mark.parametrize("place", ["agent-make", "firm-agent-make"])
@pytest.mark.parametrize("typed", [{"title": " "}, {"days": "9999"}, {"days": ""}, {"scopes": []}])
def test_a_token_without_name_end_or_purpose_is_refused(
    cast: Cast, place: str, typed: dict[str, object]
) -> None:
    assert make_in(cast, cast.carla, place, reach="all", **typed).status_code == 422
    assert not AgentToken.objects.exists()


@pytest.mark.parametrize("place", ["agent-make", "firm-agent-make"])
def test_a_form_that_is_refused_keeps_what_was_typed(cast: Cast, place: str) -> None:
    typed = {"days": "365", "reach": "listed", "dossiers": cast.atelier.public_id}
    page = make_in(cast, cast.carla, place, title=" ", **typed).text
    assert '<option value="365" selected' in page
    assert 'value="files:write" checked' in page
    assert 'value="sales:read">' in page
    assert (f'value="{cast.atelier.public_id}" checked' in page) == (place == "firm-agent-make")

    page = make_in(cast, cast.carla, place, reach="all", scopes=[]).text
    assert 'value="Mapagent, bureau"' in page
    assert ('name="reach" value="all" checked' in page) == (place == "firm-agent-make")


def test_all_dossiers_are_never_meant_by_choosing_none(cast: Cast) -> None:
    assert make_in(cast, cast.carla, "firm-agent-make").status_code == 422
    assert make_in(cast, cast.carla, "firm-agent-make", reach="nonsense").status_code == 422
    assert not AgentToken.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"dossiers": "dirks"}, {"dossiers": "z"}, {"scopes": ["connections:write"]}]
)
def test_what_the_form_does_not_offer_is_not_there(cast: Cast, typed: dict[str, Any]) -> None:
    if typed.get("dossiers") == "dirks":
        typed = {"dossiers": cast.dirks.public_id}

    assert make_in(cast, cast.carla, "firm-agent-make", **({"reach": "listed"} | typed)).status_code in {
        404,
        422,
    }
    assert not AgentToken.objects.exists()


def test_a_page_names_no_other_dossier_of_a_token(cast: Cast) -> None:
    from tests.business.dossiers.test_agents import give_mandate

    now = timezone.now()
    give_mandate(cast, cast.dirks, now)
    actions_agents.make_token(
        person=cast.carla, firm=cast.office, dossiers=[cast.atelier, cast.dirks], title="Map",
        scopes=["files:write"], actor=cast.actor(cast.carla), now=now,
    )  # fmt: skip

    of_owner = log_in(cast.an).get(reverse("agents", args=[cast.atelier.public_id])).text
    of_firm = log_in(cast.carla).get(reverse("firm-agents", args=[cast.office.public_id])).text

    assert "Map" in of_owner
    assert cast.dirks.name not in of_owner
    assert f"{cast.atelier.name}, {cast.dirks.name}" in of_firm


def test_a_manager_sees_their_own_tokens_and_an_administrator_all(cast: Cast) -> None:
    make_in(cast, cast.bea, "firm-agent-make", reach="all", title="Van Bea")
    make_in(cast, cast.carla, "firm-agent-make", reach="all", title="Van Carla")
    address = reverse("firm-agents", args=[cast.office.public_id])

    of_carla, of_bea = (log_in(one).get(address).text for one in (cast.carla, cast.bea))

    assert ("Van Bea" in of_carla, "Van Carla" in of_carla) == (False, True)
    assert ("Van Bea" in of_bea, "Van Carla" in of_bea) == (True, True)
    other = AgentToken.objects.get(person=cast.bea)
    revoke = reverse("firm-agent-revoke", args=[cast.office.public_id, other.prefix])
    assert log_in(cast.carla).post(revoke).status_code == 404


def test_dirk_closes_nothing(cast: Cast) -> None:
    make_in(cast, cast.carla, "firm-agent-make", reach="all")
    prefix, dirk = AgentToken.objects.get().prefix, log_in(cast.dirk)

    for dossier in (cast.atelier, cast.dirks):
        assert dirk.post(reverse("agent-close", args=[dossier.public_id, prefix])).status_code == 404
    assert dirk.post(reverse("firm-agent-revoke", args=[cast.office.public_id, prefix])).status_code == 404
    assert dirk.get(reverse("firm-agents", args=[cast.office.public_id])).status_code == 404
    assert AgentToken.objects.get().revoked_at is None
