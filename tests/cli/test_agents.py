"""`boekbrug agent`: tokens that list their dossiers, shown once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from boekbrug.business.dossiers import actions_agents, agents
from boekbrug.business.dossiers.models import AgentToken
from tests.cast import Cast
from tests.cli.typing_in import boekbrug, printed

FIRM = ("carla@example.be", "--title", "Mapagent", "--scope", "files:write", "--firm", "Kantoor Dubois")


def make(*words: str) -> Any:
    return boekbrug("agent", "make", *words, "--json")


def test_a_token_of_a_firm_is_shown_once_and_enters_what_it_lists(cast: Cast) -> None:
    done = make(*FIRM, "--dossier", cast.atelier.public_id, "--days", "30")

    assert done.exit_code == 0, done.stderr
    now = timezone.now()
    token = actions_agents.find_token(printed(done)["token"], now=now, address="192.0.2.1")
    assert token is not None
    assert agents.openable(token=token, on=now.date()) == [cast.atelier]
    (row,) = printed(boekbrug("agent", "list", "--firm", cast.office.public_id, "--json"))["tokens"]
    assert (row["prefix"], row["state"], row["last_used_from"]) == (token.prefix, "usable", "192.0.2.0/24")
    assert (row["dossiers"], row["firm"]) == ([cast.atelier.public_id], cast.office.public_id)
    assert printed(done)["token"] not in str(row)


def test_all_dossiers_of_a_firm_are_opened_only_when_that_is_said(cast: Cast) -> None:
    assert make(*FIRM).exit_code == 1
    assert make(*FIRM, "--all", "--dossier", cast.atelier.public_id).exit_code == 2
    assert make("an@example.be", "--title", "x", "--scope", "files:write", "--all").exit_code == 2
    assert not AgentToken.objects.exists()

    assert make(*FIRM, "--all").exit_code == 0
    for of in (
        ("--firm", "Kantoor Dubois"),
        ("--dossier", "Atelier Noordzee"),
        ("--person", "carla@example.be"),
    ):
        (row,) = printed(boekbrug("agent", "list", *of, "--json"))["tokens"]
        assert row["dossiers"] == "all"
    assert "Mapagent" in boekbrug("agent", "list", "--firm", "Kantoor Dubois").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*FIRM, "--dossier", "Maes Dakwerken"), "You may give no token for Maes Dakwerken."),
        ((*FIRM, "--all", "--scope", "connections:write"), "There is no scope connections:write."),
        (("nobody@example.be", *FIRM[1:], "--all"), "Nobody logs in with"),
    ],
)
def test_what_it_may_not_be_given_is_refused(cast: Cast, words: tuple[str, ...], told: str) -> None:
    done = make(*words)

    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr


def test_a_token_is_closed_for_one_dossier_or_for_good(cast: Cast) -> None:
    token = printed(make(*FIRM, "--all"))
    words = ("agent", "revoke", token["prefix"])

    closed = boekbrug(*words, "--dossier", "Atelier Noordzee")
    other = boekbrug(*words, "--dossier", "Maes Dakwerken")
    revoked = boekbrug(*words)

    assert closed.stdout == f"{token['prefix']} (Mapagent) does not enter Atelier Noordzee any more.\n"
    assert (other.exit_code, other.stdout) == (1, "")
    assert revoked.stdout == f"{token['prefix']} (Mapagent) opens nothing any more.\n"
    (row,) = printed(boekbrug("agent", "list", "--firm", "Kantoor Dubois", "--json"))["tokens"]
    assert row["state"] == "revoked"
    assert boekbrug("agent", "revoke", "000000000000").exit_code == 1


def test_a_list_is_of_one_thing(cast: Cast) -> None:
    assert boekbrug("agent", "list").exit_code == 2
    assert boekbrug("agent", "list", "--firm", "Kantoor Dubois", "--person", "an@example.be").exit_code == 2
    assert boekbrug("agent", "list", "--person", "nobody@example.be").exit_code == 1
