"""Stored sentences come back in the reader's language, also long after their rule is gone."""

from __future__ import annotations

from boekbrug.business.outbox.wordings import ON_ITS_WAY
from boekbrug.business.people.language import render, render_stored, speaking, store

VALUES = {"found": "2026-0001", "target": "Yuki", "on": "16/03/2026"}


def test_a_stored_sentence_reads_back_as_it_was_said() -> None:
    said = ON_ITS_WAY.say(**VALUES)

    assert store(said) == {"code": ON_ITS_WAY.code, "values": VALUES}
    with speaking("en"):
        assert render_stored(ON_ITS_WAY.code, VALUES) == render(said) == said.english
    with speaking("nl"):
        assert render_stored(ON_ITS_WAY.code, VALUES) == render(said) != said.english


def test_a_code_that_nobody_knows_any_more_shows_as_it_is() -> None:
    assert render_stored("retired-long-ago", VALUES) == "retired-long-ago"


def test_a_sentence_that_got_another_place_shows_its_code() -> None:
    assert render_stored(ON_ITS_WAY.code, {"found": "2026-0001"}) == ON_ITS_WAY.code
