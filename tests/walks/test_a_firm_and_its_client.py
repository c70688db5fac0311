"""A firm and its client, from the first code to the end: who gets in when, and what both timelines keep."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Mandate
from boekbrug.business.invitations import links
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.people import actions_factors
from boekbrug.business.people.models import Person
from boekbrug.business.timeline import firms
from boekbrug.business.timeline.queries import latest_events
from boekbrug.business.verification import verify_everything
from tests.cast import PASSWORD, Cast
from tests.web.firms import is_open_to, log_in

ELS = "els@example.be"


@pytest.fixture
def mandate(cast: Cast) -> Mandate:
    """Dirk, who never had an accountant, offers the office his bank and sales; Bea accepts."""
    offer = {"code": cast.office.public_id, "from_on": "2026-01-01", "scope": ["sales", "bank"]}
    log_in(cast.dirk).post(reverse("mandate-offer", args=[cast.dirks.public_id]), offer)
    found = Mandate.objects.get(dossier=cast.dirks)
    answer = reverse("firm-mandate-answer", args=[cast.office.public_id, found.public_id])
    log_in(cast.bea).post(answer, {"answer": "accept", "terms": found.terms})
    return found


def act(cast: Cast, what: str, **more: str) -> None:
    """Let Bea do something with Dirk's dossier inside the office."""
    form = {"act": what, "dossier": cast.dirks.public_id, **more}
    log_in(cast.bea).post(reverse("firm-dossiers-act", args=[cast.office.public_id]), form)


def auditor(cast: Cast) -> Client:
    """Let Els come as an auditor, and log in."""
    form = {"email": ELS, "until_on": "2099-12-31", "dossier": cast.dirks.public_id}
    log_in(cast.bea).post(reverse("firm-auditor-invite", args=[cast.office.public_id]), form)
    link = reverse("invitation", args=[links.token_of(Invitation.objects.get(email=ELS))])
    Client().post(link, {"name": "Els Maes", "password": PASSWORD})
    els = Person.objects.get(email=ELS)
    actions_factors.give_app(person=els)
    return log_in(els)


def test_a_client_comes_is_kept_private_is_audited_and_goes(cast: Cast, mandate: Mandate) -> None:
    place = cast.dirks.public_id
    assert is_open_to(log_in(cast.carla), place)

    act(cast, "private")
    assert not is_open_to(log_in(cast.carla), place)
    act(cast, "name", person=cast.carla.email)
    carla, els = log_in(cast.carla), auditor(cast)
    assert carla.get(reverse("bank", args=[place])).status_code == 200
    assert carla.get(reverse("purchases", args=[place])).status_code == 403
    assert els.get(reverse("bank", args=[place])).status_code == 200
    assert els.post(reverse("account-add", args=[place]), {}).status_code == 403
    assert not is_open_to(els, cast.atelier.public_id)
    dirk = log_in(cast.dirk)
    seen = dirk.get(reverse("visits", args=[place])).content.decode()
    assert "Els Maes" in seen
    dirk.post(reverse("mandate", args=[place, mandate.public_id]), {"answer": "end"})

    assert not is_open_to(carla, place)
    assert not is_open_to(els, place)
    assert is_open_to(dirk, place)
    assert verify_everything() == []


def test_both_timelines_keep_what_happened(cast: Cast, mandate: Mandate) -> None:
    act(cast, "private")
    act(cast, "name", person=cast.carla.email)
    log_in(cast.dirk).post(
        reverse("mandate", args=[cast.dirks.public_id, mandate.public_id]), {"answer": "end"}
    )

    with tenant.enter(cast.dirks):
        in_dossier = [one.kind for one in reversed(latest_events(limit=5))]
    in_firm = [one.kind for one in reversed(firms.latest_events(cast.office, limit=5))]
    shared = ["mandate.offered", "mandate.accepted", "mandate.made_private"]
    assert in_dossier == [*shared, "dossier.named", "mandate.ended"]
    assert in_firm == [*shared, "firm.named", "mandate.ended"]
