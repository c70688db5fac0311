"""Mandates on the web: both sides say yes, less holds at once, more waits, an end has effect at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.dossiers import actions
from boekbrug.business.dossiers.models import Mandate
from boekbrug.business.dossiers.rights import Area
from tests.cast import Cast
from tests.web.firms import is_open_to, log_in

EVERYTHING = [area.value for area in Area]


def offered(client: Client, cast: Cast, **typed: Any) -> Any:
    """Offer the office a mandate in Dirk's dossier."""
    given = {"code": cast.office.public_id, "from_on": "2026-03-01", "scope": ["sales", "bank"]}
    return client.post(reverse("mandate-offer", args=[cast.dirks.public_id]), given | typed)


def test_an_owner_offers_the_firm_accepts_and_the_dossier_opens(cast: Cast) -> None:
    dirk, bea, carla = log_in(cast.dirk), log_in(cast.bea), log_in(cast.carla)

    assert offered(dirk, cast, code=f" {cast.office.public_id.upper()} ").status_code == 302
    mandate = Mandate.objects.get(dossier=cast.dirks)
    assert not is_open_to(carla, cast.dirks.public_id)
    page = bea.get(reverse("firm-mandates", args=[cast.office.public_id]))
    rows = page.context["sections"][0][2]
    assert [row.mandate for row in rows] == [mandate]
    read = bea.get(reverse("firm-mandate", args=[cast.office.public_id, mandate.public_id]))
    assert mandate.terms in read.content.decode()
    answer = reverse("firm-mandate-answer", args=[cast.office.public_id, mandate.public_id])
    bea.post(answer, {"answer": "accept", "terms": "other terms"})
    assert not is_open_to(carla, cast.dirks.public_id)
    bea.post(answer, {"answer": "accept", "terms": mandate.terms})

    assert is_open_to(carla, cast.dirks.public_id)
    bea.post(answer, {"answer": "end"})
    assert not is_open_to(carla, cast.dirks.public_id)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"code": "made-up"}, "code"),
        ({"code": ""}, "code"),
        ({"scope": []}, "scope"),
        ({"scope": ["everything"]}, "scope"),
        ({"from_on": "soon"}, "from_on"),
        ({"until_on": "2020-01-01"}, "until_on"),
        ({"from_on": "2099-02-01", "until_on": "2099-01-01"}, "until_on"),
    ],
)
def test_what_cannot_be_offered_is_said_at_its_field(cast: Cast, typed: Any, field: str) -> None:
    answer = offered(log_in(cast.dirk), cast, **typed)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Mandate.objects.filter(dossier=cast.dirks).exists()


def test_a_second_open_mandate_of_a_firm_is_refused_with_a_sentence(cast: Cast) -> None:
    dirk = log_in(cast.dirk)
    offered(dirk, cast)

    assert offered(dirk, cast).status_code == 422
    assert Mandate.objects.filter(dossier=cast.dirks).count() == 1


def test_an_owner_narrows_at_once_and_widens_with_the_firm(cast: Cast) -> None:
    an, carla = log_in(cast.an), log_in(cast.carla)
    mandate = Mandate.objects.get(dossier=cast.atelier)
    place = [cast.atelier.public_id, mandate.public_id]
    bank = reverse("bank", args=[cast.atelier.public_id])

    assert an.get(reverse("mandate-terms", args=place)).status_code == 200
    an.post(reverse("mandate-change", args=place), {"scope": ["sales"], "takes_bank": "on"})
    assert carla.get(bank).status_code == 403
    an.post(reverse("mandate-change", args=place), {"scope": EVERYTHING, "until_on": "2099-12-31"})
    assert is_open_to(carla, cast.atelier.public_id)
    assert carla.get(bank).status_code == 403
    mandate.refresh_from_db()
    assert (mandate.scope, mandate.until_on) == (["sales"], None)
    bea = log_in(cast.bea)
    page = bea.get(reverse("firm-mandates", args=[cast.office.public_id]))
    ((key, _title, (row,)),) = page.context["sections"]
    assert (key, "31/12/2099" in row.proposal) == ("offers", True)
    bea.post(
        reverse("firm-mandate-answer", args=[cast.office.public_id, mandate.public_id]),
        {"answer": "accept", "terms": mandate.terms},
    )
    assert carla.get(bank).status_code == 200


def test_what_a_firm_proposes_waits_for_the_enterprise(cast: Cast) -> None:
    mandate, bea = Mandate.objects.get(dossier=cast.atelier), log_in(cast.bea)
    place = [cast.office.public_id, mandate.public_id]

    bea.post(reverse("firm-mandate-change", args=place), {"scope": EVERYTHING, "takes_bank": "on"})

    mandate.refresh_from_db()
    assert (mandate.takes_bank, mandate.waits_for(dossier=True)) == (False, True)
    page = bea.get(reverse("firm-mandates", args=[cast.office.public_id]))
    assert [(key, len(rows)) for key, _, rows in page.context["sections"]] == [("waiting", 1)]
    an, answer = log_in(cast.an), reverse("mandate", args=[cast.atelier.public_id, mandate.public_id])
    an.post(answer, {"answer": "leave"})
    mandate.refresh_from_db()
    assert (mandate.proposed, mandate.takes_bank, mandate.is_whole) == (None, False, True)
    bea.post(reverse("firm-mandate-change", args=place), {"scope": EVERYTHING, "takes_bank": "on"})
    mandate.refresh_from_db()
    read = an.get(reverse("mandate-terms", args=[cast.atelier.public_id, mandate.public_id]))
    assert mandate.terms in read.content.decode()
    an.post(answer, {"answer": "accept", "terms": mandate.terms})
    mandate.refresh_from_db()
    assert (mandate.proposed, mandate.takes_bank) == (None, True)


def test_a_mandate_that_ended_changes_no_more(cast: Cast, now: dt.datetime) -> None:
    mandate = Mandate.objects.get(dossier=cast.atelier)
    actions.end_mandate(mandate=mandate, actor=cast.actor(cast.an), now=now)

    answer = log_in(cast.an).post(
        reverse("mandate-change", args=[cast.atelier.public_id, mandate.public_id]), {"scope": ["sales"]}
    )

    assert answer.status_code == 422
    page = log_in(cast.bea).get(reverse("firm-mandates", args=[cast.office.public_id]))
    assert [(key, len(rows)) for key, _, rows in page.context["sections"]] == [("ended", 1)]


def test_who_must_accept_sees_that_something_waits(cast: Cast) -> None:
    mandate, an, bea = Mandate.objects.get(), log_in(cast.an), log_in(cast.bea)

    def waiting() -> tuple[list[str], list[int]]:
        tasks = an.get(reverse("today", args=[cast.atelier.public_id])).context["tasks"]
        nav = bea.get(reverse("profile")).context["shell"].firm_nav
        return [one.icon for one in tasks], [one.count for one in nav]

    assert waiting() == ([], [0, 0])
    bea.post(
        reverse("firm-mandate-change", args=[cast.office.public_id, mandate.public_id]),
        {"scope": EVERYTHING, "takes_bank": "on"},
    )
    assert waiting() == (["shield"], [0, 0])
    Mandate.objects.update(accepted_by_firm_at=None)
    assert waiting()[1] == [0, 1]


@pytest.mark.parametrize(
    "name", ["mandate-offer", "mandate-change", "firm-mandate-answer", "firm-mandate-change"]
)
def test_what_is_dangerous_asks_who_is_there(cast: Cast, name: str) -> None:
    from boekbrug.web import urls

    (pattern,) = (one for one in urls.urlpatterns if one.name == name)

    assert pattern.callback.access_rule.is_guarded
