"""A CODA file: each statement goes in, is known, waits or is refused, and the intake says which."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from boekbrug.belgium import iban as ibans
from boekbrug.business.banking import queries as banking
from boekbrug.business.banking.models import Movement, Statement, StatementSource
from boekbrug.business.dossiers import tenant
from boekbrug.business.files.queries import content_of
from boekbrug.business.inbox import actions, queries
from boekbrug.business.inbox.models import Intake, State
from boekbrug.business.people.language import render_stored
from boekbrug.business.timeline.models import Event
from tests.business.banking.sheets import IBAN, OTHER_IBAN, day, file_of, sheet
from tests.business.inbox.hand import Hand, codes, outcomes
from tests.cast import Cast

FIRST = sheet(1, opening=100, amounts=(20, -10), since=day(1), on=day(2))
SECOND = sheet(2, opening=110, amounts=(5,), since=day(2), on=day(3))
FOREIGN = sheet(1, opening=0, amounts=(1,), since=day(1), on=day(2), account=OTHER_IBAN)
FILE = file_of(FIRST, SECOND)
BROKEN = file_of(FIRST, SECOND).replace(b"000000000005000", b"000000000006000", 1)


def test_a_file_is_imported_statement_by_statement(hand: Hand) -> None:
    hand.add_account()

    intake = hand.give(FILE)

    assert (intake.state, intake.format, intake.new_count) == (State.IMPORTED, "coda", 2)
    assert [(one["number"], one["movements"], one["account"]) for one in intake.results] == [
        (1, 2, IBAN),
        (2, 1, IBAN),
    ]
    assert banking.statement_by_public_id(intake.results[0]["statement"]) is not None
    assert content_of(intake.file) == FILE
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"intake.received", "statement.imported", "intake.finished"} <= kinds


def test_the_same_file_again_is_another_intake_with_nothing_new(hand: Hand) -> None:
    hand.add_account()
    first = hand.give(FILE)

    again = hand.give(FILE, "nog-eens")

    assert (again.state, again.new_count, outcomes(again)) == (State.KNOWN, 0, ["KNOWN", "KNOWN"])
    assert again.pk != first.pk
    assert again.file == first.file
    assert (Statement.objects.count(), StatementSource.objects.count()) == (2, 4)


def test_a_statement_that_stands_twice_in_a_file_is_new_once(hand: Hand) -> None:
    hand.add_account()

    intake = hand.give(file_of(FIRST, FIRST))

    assert outcomes(intake) == ["NEW", "KNOWN"]
    assert (intake.state, Statement.objects.count()) == (State.IMPORTED, 1)


def test_a_wrong_statement_is_refused_and_the_others_go_in(hand: Hand) -> None:
    hand.add_account()

    intake = hand.give(BROKEN)

    assert (intake.state, outcomes(intake)) == (State.PARTLY, ["NEW", "REFUSED"])
    assert "coda-balance-differs" in codes(intake)
    told = next(one for one in intake.problems if one["code"] == "coda-balance-differs")
    assert render_stored(told["code"], told["values"]).startswith(f"Line {told['line']}, columns ")


def test_other_content_under_the_same_identity_is_told_and_kept_out(hand: Hand) -> None:
    hand.add_account()
    hand.give(file_of(FIRST))

    intake = hand.give(
        file_of(sheet(1, opening=100, amounts=(20, -10), since=day(1), on=day(2), text="anders"))
    )

    assert (intake.state, outcomes(intake)) == (State.REFUSED, ["CONFLICT"])
    assert codes(intake) == ["inbox-statement-conflict"]
    assert Movement.objects.count() == 2


def test_an_unknown_account_waits_for_somebody_to_add_it(hand: Hand) -> None:
    hand.add_account()

    intake = hand.give(file_of(FIRST, FOREIGN))

    assert (intake.state, outcomes(intake)) == (State.QUARANTINE, ["NEW", "QUARANTINE"])
    assert queries.waiting_accounts(intake) == [(OTHER_IBAN, "EUR")]
    assert queries.quarantine() == [intake]
    assert codes(intake) == ["inbox-unknown-account"]


def test_adding_the_account_imports_every_file_that_waits_for_it(hand: Hand) -> None:
    waiting = hand.give(FILE)
    other = hand.give(file_of(FIRST))

    adopted = actions.adopt_account(intake=waiting, iban=IBAN, currency="EUR", name="Zicht", **hand.by)
    other.refresh_from_db()

    assert (adopted.state, outcomes(adopted)) == (State.IMPORTED, ["NEW", "NEW"])
    assert (other.state, outcomes(other)) == (State.KNOWN, ["KNOWN"])
    assert queries.quarantine() == []


def test_an_account_that_was_added_meanwhile_is_adopted_all_the_same(hand: Hand) -> None:
    waiting = hand.give(FILE)
    hand.add_account()

    adopted = actions.adopt_account(intake=waiting, iban=IBAN, currency="EUR", name="Zicht", **hand.by)

    assert adopted.state == State.IMPORTED


def test_an_account_of_somebody_else_answers_as_one_of_nobody(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.dirks):
        dirk = Hand(cast, cast.dirk, now)
        dirk.add_account(IBAN)
        dirk.give(FILE)
    with tenant.enter(cast.atelier):
        an = Hand(cast, cast.an, now)
        known_elsewhere = an.give(file_of(FIRST))
        known_nowhere = an.give(file_of(FOREIGN))

    assert known_elsewhere.state == known_nowhere.state == State.QUARANTINE
    told = str([known_elsewhere.results[0]["outcome"], known_elsewhere.problems])
    assert told.replace(ibans.show(IBAN), ibans.show(OTHER_IBAN)) == str(
        [known_nowhere.results[0]["outcome"], known_nowhere.problems]
    )


def test_an_old_belgian_number_is_the_iban_it_became(hand: Hand) -> None:
    hand.add_account()

    intake = hand.give(file_of(sheet(1, opening=0, amounts=(1,), since=day(1), on=day(2), account=IBAN[4:])))

    assert (intake.state, intake.results[0]["account"]) == (State.IMPORTED, IBAN)


def test_an_account_that_is_no_iban_is_refused_with_the_reason(hand: Hand) -> None:
    intake = hand.give(
        file_of(sheet(1, opening=0, amounts=(1,), since=day(1), on=day(2), account="123456789012"))
    )

    assert (intake.state, codes(intake)) == (State.REFUSED, ["inbox-account-not-iban"])


def test_a_statement_without_currency_is_refused_with_the_reason(hand: Hand) -> None:
    hand.add_account()
    old = sheet(
        1, opening=0, amounts=(1,), since=day(1), on=day(2), account=IBAN[4:]
    )  # it may be blank there

    intake = hand.give(file_of(old).replace(b"EUR", b"   "))

    assert (intake.state, codes(intake)) == (State.REFUSED, ["inbox-no-currency"])


def test_progress_is_told_and_kept(hand: Hand) -> None:
    hand.add_account()
    told: list[tuple[int, int]] = []
    received = hand.receive(FILE)

    intake = actions.process(intake=received, progress=lambda done, of: told.append((done, of)), **hand.by)

    assert told == [(1, 2), (2, 2)]
    assert (intake.done_count, intake.total_count) == (2, 2)


def test_every_shared_sample_is_taken_in_or_refused_with_a_reason(hand: Hand, shared: Path) -> None:
    samples = [
        path for path in sorted((shared / "samples" / "coda").iterdir()) if path.suffix in (".cod", ".txt")
    ]
    assert samples

    for path in samples:
        first = _settled(hand, path.read_bytes())
        again = _settled(hand, path.read_bytes())

        assert first.state not in (State.RECEIVED, State.WORKING, State.QUARANTINE), path.name
        refused = [one for one in outcomes(first) if one == "REFUSED"]
        if refused or not first.results:
            assert any(one["severity"] == "error" for one in first.problems), path.name
        assert outcomes(again) == [{"NEW": "KNOWN"}.get(one, one) for one in outcomes(first)], path.name
        assert again.problems == first.problems, path.name


def _settled(hand: Hand, content: bytes) -> Intake:
    """Hand a file in, and add every account that it waits for."""
    intake = hand.give(content)
    for iban, currency in queries.waiting_accounts(intake):
        intake = actions.adopt_account(intake=intake, iban=iban, currency=currency, name="", **hand.by)
    return intake
