"""Mandates, private dossiers and rights beyond a role, from the command line."""

from __future__ import annotations

import datetime as dt

import pytest

from boekbrug.business.dossiers import rights
from boekbrug.business.dossiers.models import DossierMember, FirmMember, Mandate
from boekbrug.business.timeline import firms
from tests.cast import Cast
from tests.cli.typing_in import boekbrug, printed


def enters(cast: Cast, now: dt.datetime) -> bool:
    """Whether Carla gets into the dossier of Dirk."""
    try:
        rights.open_dossier(person=cast.carla, public_id=cast.dirks.public_id, on=now.date())
    except rights.NoSuchDossier:
        return False
    return True


def test_a_mandate_is_offered_accepted_changed_and_ended(cast: Cast, now: dt.datetime) -> None:
    offered = boekbrug(
        "mandate", "offer", "--dossier", cast.dirks.name, "--firm", cast.office.name, "--side", "dossier",
        "--from", "2026-01-01", "--area", "sales", "--area", "bank",
    )  # fmt: skip
    name = offered.stdout.strip()
    assert not enters(cast, now)

    accepted = boekbrug("mandate", "accept", name, "--side", "firm")
    assert enters(cast, now)
    boekbrug("mandate", "change", name, "--side", "dossier", "--area", "sales", "--until", "2099-12-31")
    (row,) = printed(boekbrug("mandate", "list", "--dossier", cast.dirks.name, "--json"))["mandates"]
    assert (row["id"], row["state"], row["areas"]) == (name, "active", ["sales"])
    assert row["until_on"] == "2099-12-31"
    wider = boekbrug("mandate", "change", name, "--side", "dossier", "--no-end")
    assert enters(cast, now)
    ended = boekbrug("mandate", "end", name)

    words = [one.stdout.split("  ")[1].strip() for one in (accepted, wider, ended)]
    assert words == ["active", "new terms wait", "ended"]
    told = firms.latest_events(cast.office, limit=5)
    assert {(one.kind.split(".")[0], one.channel, one.actor) for one in told} == {("mandate", "cli", None)}
    assert "ended" in boekbrug("mandate", "list", "--firm", cast.office.name).stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["accept", "nothing", "--side", "firm"], 1, "There is no mandate nothing."),
        (["list"], 2, "Give one of --dossier and --firm."),
        (["list", "--firm", "x", "--dossier", "y"], 2, "Give one of --dossier and --firm."),
    ],
)
def test_what_cannot_be_is_one_sentence(cast: Cast, words: list[str], code: int, sentence: str) -> None:
    told = boekbrug("mandate", *words)

    assert (told.exit_code, told.stdout) == (code, "")
    assert told.stderr.startswith(sentence)


def test_a_mandate_that_ended_is_not_accepted_or_changed(cast: Cast) -> None:
    name = Mandate.objects.get().public_id
    boekbrug("mandate", "end", name)

    for words in (["accept"], ["change", "--area", "sales"]):
        told = boekbrug("mandate", *words, name, "--side", "dossier")
        assert told.exit_code == 1
        assert "This mandate has ended." in told.stderr


def test_a_dossier_is_kept_private_and_opened_again(cast: Cast) -> None:
    private = ("dossier", "private", "--dossier", cast.atelier.name, "--firm", cast.office.name)

    assert boekbrug(*private).stdout == "Atelier Noordzee is private inside the firm.\n"
    assert Mandate.objects.get().is_private
    assert boekbrug(*private, "--off").stdout == "Atelier Noordzee is open to the whole firm.\n"
    assert not Mandate.objects.get().is_private
    elsewhere = boekbrug("dossier", "private", "--dossier", cast.dirks.name, "--firm", cast.office.name)
    assert (elsewhere.exit_code, elsewhere.stdout) == (1, "")


def test_rights_beyond_a_role_are_given_and_taken_back(cast: Cast) -> None:
    in_firm, inside = ("--firm", cast.office.name), ("--dossier", cast.atelier.name)

    boekbrug("dossier", "grant", cast.bram.email, "see_bank", "see_purchases", *inside)
    boekbrug("dossier", "revoke", cast.bram.email, "see_purchases", *inside)
    given = boekbrug("dossier", "grant", cast.carla.email, "edit_sales", *in_firm)

    assert given.stdout == f"{cast.carla.email}: edit_sales\n"
    assert DossierMember.objects.get(person=cast.bram).grants == ["see_bank"]
    assert FirmMember.objects.get(person=cast.carla).grants == ["edit_sales"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["bram@example.be", "fly", "--dossier", "Atelier Noordzee"], 2, "There is no right fly."),
        (["bram@example.be", "match", "--dossier", "Atelier Noordzee"], 1, "match cannot be granted"),
        (["dirk@example.be", "see_bank", "--dossier", "Atelier Noordzee"], 1, "dirk@example.be has no role"),
        (["bram@example.be", "see_bank"], 2, "Give one of --dossier and --firm."),
    ],
)
def test_a_right_that_cannot_be_given_is_told(cast: Cast, words: list[str], code: int, sentence: str) -> None:
    told = boekbrug("dossier", "grant", *words)

    assert told.exit_code == code
    assert told.stderr.startswith(sentence)
