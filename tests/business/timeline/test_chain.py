"""The chain of events: whoever edits, deletes, adds, swaps or cuts is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.db.models import F

from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.timeline import heads, queries
from boekbrug.business.timeline.actions import note
from boekbrug.business.timeline.models import Event, Head
from boekbrug.business.timeline.queries import (
    ChainBreak,
    KnownHead,
    events_about,
    find_break,
    head,
    latest_events,
)
from tests.cast import Cast


def add(number: int, now: dt.datetime) -> Event:
    """Note something about the third thing."""
    subject = ("thing", f"thing-{number % 3}")
    return note(kind="thing.done", subject=subject, actor=PROGRAM, at=now, detail={"number": number})


@pytest.fixture
def last(cast: Cast, now: dt.datetime) -> Iterator[int]:
    """The number of the last event of the atelier, which has some; the dossier is entered."""
    with tenant.enter(cast.atelier):
        yield [add(number, now) for number in range(5)][-1].number


def event(number: int) -> Event:
    return Event.objects.get(number=number)


def edit(last: int) -> None:
    Event.objects.filter(number=last - 2).update(detail={"number": 99})


def edit_the_moment(last: int) -> None:
    Event.objects.filter(number=last - 2).update(at=F("at") + dt.timedelta(microseconds=1))


def edit_the_actor(last: int) -> None:
    Event.objects.filter(number=last - 2).update(channel="web")


def edit_the_seal(last: int) -> None:
    Event.objects.filter(number=last - 2).update(seal="0" * 64)


def delete(last: int) -> None:
    Event.objects.filter(number=last - 2).delete()


def delete_and_close_the_gap(last: int) -> None:
    Event.objects.filter(number=last - 2).delete()
    for number in (last - 1, last):
        Event.objects.filter(number=number).update(number=number - 1)


def swap(last: int) -> None:
    Event.objects.filter(number=last - 2).update(number=10_000)
    Event.objects.filter(number=last - 1).update(number=last - 2)
    Event.objects.filter(number=10_000).update(number=last - 1)


def insert(last: int) -> None:
    Event.objects.filter(number=last).update(number=last + 1)
    forged = event(last - 1)
    forged.pk, forged.number = None, last
    forged.save(force_insert=True)


def cut(last: int) -> None:
    Event.objects.filter(number__gte=last - 1).delete()


def add_behind_the_head(last: int) -> None:
    forged = event(last)
    forged.pk, forged.number = None, last + 1
    forged.save(force_insert=True)


def test_an_untouched_chain_is_whole(last: int) -> None:
    assert find_break() is None


@pytest.mark.parametrize(
    ("tamper", "behind", "what"),
    [
        (edit, 2, "changed"),
        (edit_the_moment, 2, "changed"),
        (edit_the_actor, 2, "changed"),
        (edit_the_seal, 2, "changed"),
        (delete, 2, "missing"),
        (delete_and_close_the_gap, 2, "changed"),
        (swap, 2, "changed"),
        (insert, 0, "changed"),
        (add_behind_the_head, -1, "changed"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_tampering_is_found_where_it_begins(
    last: int, tamper: Callable[[int], None], behind: int, what: str
) -> None:
    tamper(last)

    assert find_break() == ChainBreak(last - behind, what)


def test_a_cut_tail_is_found(last: int) -> None:
    cut(last)

    assert find_break() == ChainBreak(0, "cut")


def test_a_dossier_without_its_last_seal_is_found(last: int, cast: Cast) -> None:
    Head.objects.filter(dossier=cast.atelier).delete()

    assert find_break() == ChainBreak(0, "cut")


def test_another_key_makes_no_valid_seal(last: int, settings: object) -> None:
    settings.TIMELINE_KEY = b"another key"  # type: ignore[attr-defined]

    assert find_break() == ChainBreak(1, "changed")


def test_each_dossier_has_a_chain_of_its_own(last: int, cast: Cast) -> None:
    Event.objects.filter(number=last).update(detail={})

    assert find_break() is not None
    with transaction.atomic():  # leaves the entered dossier for the moment of the look
        token = tenant._entered.set(None)
        with tenant.enter(cast.dirks):
            assert find_break() is None
        tenant._entered.reset(token)


def test_events_are_listed_newest_first(last: int) -> None:
    assert [one.number for one in latest_events(limit=2)] == [last, last - 1]
    assert [one.number for one in latest_events(before=last, limit=1)] == [last - 1]
    assert [one.detail["number"] for one in events_about("thing", "thing-0")] == [3, 0]


@pytest.mark.django_db(transaction=True)
def test_a_note_outside_a_transaction_is_our_mistake(now: dt.datetime) -> None:
    with pytest.raises(RuntimeError, match=r"thing\.done was noted outside the transaction of its act"):
        note(kind="thing.done", subject=("thing", "1"), actor=PROGRAM, at=now)


def test_an_act_that_fails_leaves_no_event(last: int, now: dt.datetime) -> None:
    def act() -> None:
        with transaction.atomic():
            add(6, now)
            raise KeyError

    with pytest.raises(KeyError):
        act()

    assert latest_events(limit=1)[0].number == last
    assert find_break() is None


def test_a_cut_tail_with_a_set_head_is_found_through_the_head_that_was_kept(last: int) -> None:
    kept = head()
    Event.objects.filter(number=last).delete()
    before = event(last - 1)
    Head.objects.filter(dossier_id=tenant.current_id()).update(number=before.number, seal=before.seal)

    assert find_break() is None
    assert find_break(kept) == ChainBreak(0, "cut")


def test_a_head_that_was_kept_stays_good_when_more_happens(last: int, now: dt.datetime) -> None:
    kept = head()
    add(last + 1, now)

    assert find_break(kept) is None


def test_a_file_of_heads_that_was_changed_is_no_file_of_heads(cast: Cast, now: dt.datetime) -> None:
    text = heads.written(now=now)

    everything = {cast.atelier.public_id, cast.dirks.public_id, cast.office.public_id}
    assert set(heads.read(text)) == everything
    for wrong in (text.replace("heads", "hoofden"), text.replace("2026", "2025"), "{}", "[]", "no", "null"):
        with pytest.raises(heads.NotHeads, match="unchanged"):
            heads.read(wrong)


def test_what_is_noted_while_the_chain_is_walked_breaks_nothing(
    last: int, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def head_that_is_late() -> KnownHead | None:
        found = head()
        add(99, now)  # another act, between the look at the head and the walk
        return found

    monkeypatch.setattr(queries, "head", head_that_is_late)

    assert find_break() is None
    assert find_break(KnownHead(last + 99, "0" * 64)) == ChainBreak(0, "cut")
