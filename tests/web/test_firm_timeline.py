"""The timeline of a firm on a page: names for people and dossiers, and its head as a file."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.dossiers import actions_firm
from boekbrug.business.dossiers.models import FirmMember
from boekbrug.business.timeline import firms, heads
from boekbrug.web.pages import firm_timeline
from tests.cast import Cast


def test_the_page_names_people_roles_and_dossiers(client: Client, cast: Cast, now: dt.datetime) -> None:
    carla = FirmMember.objects.get(person=cast.carla)
    actions_firm.name(member=carla, dossiers=[cast.atelier], actor=cast.actor(cast.bea), now=now)
    client.force_login(cast.bea)

    page = client.get(reverse("firm-timeline", args=[cast.office.public_id]))

    details = [one.detail for one in page.context["happenings"]]
    assert details[0] == "Carla Dubois · Atelier Noordzee"
    assert "Carla Dubois · Dossierbeheerder" in details
    assert "Atelier Noordzee" in page.content.decode()


def test_older_events_are_on_the_next_page(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(firm_timeline, "EVENTS_SHOWN", 2)
    client.force_login(cast.bea)
    address = reverse("firm-timeline", args=[cast.office.public_id])

    first = client.get(address).context
    second = client.get(address + first["older"]).context

    assert len(first["happenings"]) == len(second["happenings"]) == 2
    assert second["newer"] == "?"
    assert client.get(address, {"before": "x" * 40}).status_code == 200


def test_the_head_is_a_file_that_is_read_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.bea)

    file = client.get(reverse("firm-timeline-head", args=[cast.office.public_id]))

    assert heads.read(file.content.decode()) == {cast.office.public_id: firms.head(cast.office)}


@pytest.mark.parametrize(("who", "status"), [("carla", 403), ("an", 404)])
def test_others_see_no_timeline_of_a_firm(client: Client, cast: Cast, who: str, status: int) -> None:
    client.force_login(getattr(cast, who))

    for name in ("firm-timeline", "firm-timeline-head"):
        assert client.get(reverse(name, args=[cast.office.public_id])).status_code == status
