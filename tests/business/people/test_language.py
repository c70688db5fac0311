"""Stored sentences come back in the reader's language, also long after their rule is gone."""

from __future__ import annotations

from boekbrug.business.people.language import render, render_stored, speaking, store
from boekbrug.wording import Wording

LEFT = Wording("test-language-left", "{count} lines are left of {account}.")


def test_a_stored_sentence_reads_back_as_it_was_said() -> None:
    said = LEFT.say(count=3, account="BE68")
    kept = store(said)

    with speaking("en"):
        assert render_stored(str(kept["code"]), {"count": "3", "account": "BE68"}) == render(said)
        assert render(said) == "3 lines are left of BE68."


def test_a_code_that_nobody_knows_any_more_shows_as_it_is() -> None:
    assert render_stored("retired-long-ago", {"count": "3"}) == "retired-long-ago"


def test_a_sentence_that_got_another_place_shows_its_code() -> None:
    assert render_stored("test-language-left", {"count": "3"}) == "test-language-left"
