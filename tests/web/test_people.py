"""Who may say who works in a dossier: the enterprise, never the firm."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from boekbrug.business.dossiers.models import DossierMember, DossierRole, FirmMember, FirmRole
from tests.cast import PASSWORD, Cast


def test_a_firm_makes_nobody_owner_of_the_dossier_of_its_client(client: Client, cast: Cast) -> None:
    FirmMember.objects.filter(person=cast.carla).update(role=FirmRole.ADMIN)
    client.force_login(cast.carla)

    page = client.get(reverse("people", args=[cast.atelier.public_id])).content.decode()
    answer = client.post(
        reverse("people-role", args=[cast.atelier.public_id]), {"email": cast.carla.email, "role": "OWNER"}
    )

    assert answer.status_code == 403
    assert not DossierMember.objects.filter(person=cast.carla).exists()
    assert reverse("people-role", args=[cast.atelier.public_id]) not in page


def test_an_owner_gives_roles(client: Client, cast: Cast) -> None:
    client.post(reverse("account_login"), {"login": cast.an.email, "password": PASSWORD})

    client.post(
        reverse("people-role", args=[cast.atelier.public_id]), {"email": cast.bram.email, "role": "OWNER"}
    )

    given = DossierMember.objects.get(person=cast.bram, dossier=cast.atelier)
    assert given.role == DossierRole.OWNER


def test_nobody_gets_a_role_without_accepting_it(client: Client, cast: Cast) -> None:
    client.post(reverse("account_login"), {"login": cast.an.email, "password": PASSWORD})

    client.post(
        reverse("people-role", args=[cast.atelier.public_id]), {"email": cast.dirk.email, "role": "EMPLOYEE"}
    )

    assert not DossierMember.objects.filter(person=cast.dirk, dossier=cast.atelier).exists()
