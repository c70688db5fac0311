"""Dossiers of a firm: private or open, and who is named, many at once."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.belgium import enterprise_number
from boekbrug.business.dossiers import actions, tenant
from boekbrug.business.dossiers.models import DossierMember, FirmMember, Mandate
from boekbrug.business.timeline.queries import latest_events
from boekbrug.web.pages import firm_dossiers
from tests.cast import Cast
from tests.web.firms import is_open_to, log_in


@pytest.fixture
def bakery(cast: Cast, now: dt.datetime) -> Any:
    """A second client of the office."""
    by_dirk: dict[str, Any] = {"actor": cast.actor(cast.dirk), "now": now}
    number = enterprise_number.make(4567890)
    bakery = actions.add_dossier(name="Bakkerij", enterprise_number=number, owner=cast.dirk, **by_dirk)
    mandate = actions.offer_mandate(
        dossier=bakery, firm=cast.office, from_on=dt.date(2026, 1, 1), by_dossier=True, **by_dirk
    )
    actions.accept_mandate(mandate=mandate, by_dossier=False, **by_dirk)
    return bakery


def act(client: Client, cast: Cast, what: str, *dossiers: Any, person: Any = None) -> Any:
    """Send the form of the page."""
    form = {"act": what, "dossier": [one.public_id for one in dossiers]}
    if person:
        form["person"] = person.email
    return client.post(reverse("firm-dossiers-act", args=[cast.office.public_id]), form)


def test_private_dossiers_open_to_those_whom_they_name(cast: Cast, bakery: Any) -> None:
    bea = log_in(cast.bea)
    assert is_open_to(log_in(cast.carla), bakery.public_id)

    act(bea, cast, "private", bakery, cast.atelier)
    carla = log_in(cast.carla)
    assert not is_open_to(carla, bakery.public_id)
    act(bea, cast, "name", bakery, cast.atelier, person=cast.carla)
    carla = log_in(cast.carla)
    assert is_open_to(carla, bakery.public_id)
    assert is_open_to(carla, cast.atelier.public_id)
    act(bea, cast, "no-more", bakery, person=cast.carla)
    assert not is_open_to(log_in(cast.carla), bakery.public_id)
    act(bea, cast, "open", bakery, cast.atelier)

    assert is_open_to(log_in(cast.carla), bakery.public_id)
    with tenant.enter(bakery):
        happened = [one.kind for one in reversed(latest_events(limit=4))]
    assert happened == ["mandate.made_private", "dossier.named", "dossier.named", "mandate.made_open"]


def test_the_page_shows_who_is_named_and_finds_by_name_and_number(cast: Cast, bakery: Any) -> None:
    bea, address = log_in(cast.bea), reverse("firm-dossiers", args=[cast.office.public_id])
    act(bea, cast, "name", bakery, person=cast.carla)

    def found(**asked: str) -> list[str]:
        return [mandate.dossier.name for mandate, *_ in bea.get(address, asked).context["rows"]]

    assert found() == ["Atelier Noordzee", "Bakkerij"]
    assert found(q="bakk") == ["Bakkerij"]
    assert found(q=f"{bakery.enterprise_number[:4]}.{bakery.enterprise_number[4:7]}") == ["Bakkerij"]
    assert found(q="Maes") == []
    assert "Carla Dubois" in bea.get(address).content.decode().split("Bakkerij")[-1]


def test_more_dossiers_than_fit_are_paged_by_name(cast: Cast, bakery: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(firm_dossiers, "DOSSIERS_SHOWN", 1)
    bea, address = log_in(cast.bea), reverse("firm-dossiers", args=[cast.office.public_id])

    first = bea.get(address).context
    second = bea.get(address + first["older"]).context

    assert [one[0].dossier.name for one in first["rows"] + second["rows"]] == ["Atelier Noordzee", "Bakkerij"]
    assert second["older"] == ""


def test_what_was_searched_for_is_still_there_afterwards(cast: Cast, bakery: Any) -> None:
    bea, address = log_in(cast.bea), reverse("firm-dossiers", args=[cast.office.public_id])
    page = bea.get(address, {"q": "bakk"}).text
    (form,) = re.findall(r'action="([^"]+/act/[^"]*)"', page)

    answer = bea.post(form, {"act": "private", "dossier": [bakery.public_id]})

    assert answer["Location"] == f"{address}?q=bakk"


def test_dossiers_of_others_are_left_alone(cast: Cast) -> None:
    answer = act(log_in(cast.bea), cast, "private", cast.dirks)

    assert answer.status_code == 302
    assert not Mandate.objects.filter(is_private=True).exists()


def test_who_names_themself_stays_logged_in(cast: Cast) -> None:
    bea = log_in(cast.bea)

    act(bea, cast, "name", cast.atelier, person=cast.bea)

    assert bea.get(reverse("firm-dossiers", args=[cast.office.public_id])).status_code == 200


def test_rights_beyond_a_role_are_granted_and_taken_back(cast: Cast) -> None:
    bea, an = log_in(cast.bea), log_in(cast.an)
    FirmMember.objects.filter(person=cast.bea).update(grants=["impersonate"])
    carla = {"email": cast.carla.email, "right": ["edit_sales", "see_visits"]}

    bea.post(reverse("firm-people-grants", args=[cast.office.public_id]), carla)
    bea.post(
        reverse("firm-people-grants", args=[cast.office.public_id]),
        {"email": cast.bea.email, "right": ["match"]},
    )
    an.post(
        reverse("people-grants", args=[cast.atelier.public_id]),
        {"email": cast.bram.email, "right": ["see_bank"]},
    )

    assert FirmMember.objects.get(person=cast.carla).grants == ["edit_sales"]
    assert FirmMember.objects.get(person=cast.bea).grants == ["impersonate", "match"]
    assert DossierMember.objects.get(person=cast.bram).grants == ["see_bank"]
    assert log_in(cast.bram).get(reverse("bank", args=[cast.atelier.public_id])).status_code == 200
    an.post(reverse("people-grants", args=[cast.atelier.public_id]), {"email": cast.bram.email})
    assert log_in(cast.bram).get(reverse("bank", args=[cast.atelier.public_id])).status_code == 403
