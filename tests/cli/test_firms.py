"""Firms on the command line: one reaches a dossier only when both sides said so."""

from __future__ import annotations

import pytest

from boekbrug.belgium import enterprise_number
from boekbrug.business.dossiers import actions, queries, rights
from tests.cast import Cast
from tests.cli.typing_in import boekbrug

NUMBER = enterprise_number.make(9123456)


def test_a_mandate_works_once_the_owner_accepts_it(cast: Cast, now) -> None:
    assert (
        boekbrug(
            "dossier", "add-firm", "Fidu", "--enterprise-number", NUMBER, "--admin", cast.bea.email
        ).exit_code
        == 0
    )
    assert boekbrug("dossier", "firm-role", "--firm", NUMBER, cast.carla.email, "manager").exit_code == 0

    done = boekbrug(
        "mandate", "offer", "--dossier", cast.dirks.name, "--firm", "Fidu", "--from", "2026-01-01"
    )

    assert done.exit_code == 0
    with pytest.raises(rights.NoSuchDossier):
        rights.open_dossier(person=cast.carla, public_id=cast.dirks.public_id, on=now.date())
    (mandate,) = queries.mandates(cast.dirks)
    actions.accept_mandate(mandate=mandate, by_dossier=True, actor=cast.actor(cast.dirk), now=now)
    access = rights.open_dossier(person=cast.carla, public_id=cast.dirks.public_id, on=now.date())
    assert access.may(rights.Right.MATCH)


def test_a_second_open_mandate_is_refused(cast: Cast) -> None:
    done = boekbrug("mandate", "offer", "--dossier", cast.atelier.name, "--firm", cast.office.name)

    assert done.exit_code == 1
    assert "already has an open mandate" in done.stderr


def test_the_last_administrator_stays(cast: Cast) -> None:
    done = boekbrug("dossier", "firm-role", "--firm", cast.office.name, cast.bea.email, "NONE")

    assert done.exit_code == 1
    assert "last owner" in done.stderr


@pytest.mark.parametrize(
    "words",
    [("--dossier", "Nobody"), ("--documents-from", "2026-01-01"), ("--until", "2026-01-01", "AUDITOR")],
)
def test_a_role_that_is_refused_halfway_is_not_given(cast: Cast, words: tuple[str, ...]) -> None:
    *options, role = words if len(words) == 3 else (*words, "ASSISTANT")
    if role == "AUDITOR":
        options += ["--documents-from", "2026-02-01", "--documents-until", "2026-01-01"]

    done = boekbrug("dossier", "firm-role", "--firm", cast.office.name, cast.carla.email, role, *options)

    assert done.exit_code != 0
    assert cast.office.members.get(person=cast.carla).role == "MANAGER"


def test_a_firm_that_is_not_there_is_said(cast: Cast) -> None:
    done = boekbrug("mandate", "offer", "--dossier", cast.atelier.name, "--firm", "Nobody")

    assert done.exit_code == 2
    assert done.stderr.startswith("Firms found for Nobody: 0.")
