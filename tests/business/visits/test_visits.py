"""Who opened a dossier is noted by the hour, never for each page, and never while somebody waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boekbrug.business.dossiers import actions_firm as firms
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import FirmRole
from boekbrug.business.dossiers.rights import Access, Right, open_dossier
from boekbrug.business.people.actor import PROGRAM, Actor, Channel
from boekbrug.business.people.models import Person
from boekbrug.business.visits import actions, queries
from boekbrug.business.visits.models import Visit
from tests.cast import Cast

LOOKING = frozenset({Right.ENTER, Right.SEE_SALES, Right.SEE_TIMELINE, Right.EXPORT_TIMELINE})


@pytest.fixture(autouse=True)
def _new_process() -> Iterator[None]:
    actions.forget_written()
    yield
    actions.forget_written()


def access_of(cast: Cast, person: Person, now: dt.datetime) -> Access:
    return open_dossier(person=person, public_id=cast.atelier.public_id, on=now.date())


def visit(access: Access, now: dt.datetime, page: str = "invoices", channel: Channel = Channel.WEB) -> int:
    """Open a page; return how many queries the note took, after the answer."""
    with CaptureQueriesContext(connection) as before:
        actions.note_visit(access=access, page=page, actor=Actor(access.person, channel), now=now)
    assert len(before) == 0
    with CaptureQueriesContext(connection) as after:
        actions.write_noted()
    return len(after)


def rows(cast: Cast) -> list[Visit]:
    with tenant.enter(cast.atelier):
        return list(Visit.objects.order_by("pk"))


def test_a_thousand_pages_in_an_hour_are_one_row(cast: Cast, now: dt.datetime) -> None:
    access = access_of(cast, cast.an, now)

    queries_made = [visit(access, now + dt.timedelta(seconds=second)) for second in range(1000)]

    assert sum(queries_made) == 4  # the first, then every five minutes
    assert [(one.person_id, one.firm_id_public, one.page) for one in rows(cast)] == [(cast.an.pk, "", "")]
    assert rows(cast)[0].last_at == now + dt.timedelta(minutes=15)


def test_each_hour_door_and_role_has_a_row(cast: Cast, now: dt.datetime) -> None:
    an, carla = access_of(cast, cast.an, now), access_of(cast, cast.carla, now)
    visit(an, now)
    visit(an, now, channel=Channel.API)
    visit(an, now + dt.timedelta(hours=1))
    visit(carla, now)

    with tenant.enter(cast.atelier):
        shown = [(str(one.visit.person), one.firm) for one in queries.visits(queries.Filter()).rows]

    assert sorted(shown) == [("An Peeters", "")] * 3 + [("Carla Dubois", "Kantoor Dubois")]


def test_of_an_auditor_every_page_is_noted(cast: Cast, now: dt.datetime) -> None:
    carla = access_of(cast, cast.carla, now)
    auditor = Access(carla.person, carla.dossier, LOOKING, is_member=False, firms=carla.firms)

    for second, page in enumerate(("invoices", "invoice", "invoice")):
        visit(auditor, now + dt.timedelta(seconds=second), page)

    assert [one.page for one in rows(cast)] == ["invoices", "invoice", "invoice"]


def test_only_auditors_only_look(cast: Cast, now: dt.datetime) -> None:
    assert not any(queries.only_looks(access_of(cast, one, now)) for one in (cast.an, cast.bram, cast.carla))

    firms.set_firm_role(
        firm=cast.office, person=cast.carla, role=FirmRole.ASSISTANT, actor=cast.actor(cast.bea), now=now
    )
    assert not queries.only_looks(access_of(cast, cast.carla, now))


def test_a_program_is_no_visitor(cast: Cast, now: dt.datetime) -> None:
    actions.note_visit(access=access_of(cast, cast.an, now), page="today", actor=PROGRAM, now=now)
    actions.write_noted()

    assert rows(cast) == []


def test_another_process_writes_the_same_row(cast: Cast, now: dt.datetime) -> None:
    access = access_of(cast, cast.an, now)
    visit(access, now)
    actions.forget_written()

    assert visit(access, now + dt.timedelta(minutes=1)) == 1
    assert len(rows(cast)) == 1


def test_what_is_old_is_forgotten(cast: Cast, now: dt.datetime) -> None:
    access = access_of(cast, cast.an, now)
    visit(access, now)
    visit(access, now + dt.timedelta(days=1))

    assert actions.forget_old(now=now + actions.KEPT + dt.timedelta(hours=12)) == 1
    assert len(rows(cast)) == 1


def test_pages_go_on_by_key(cast: Cast, now: dt.datetime) -> None:
    for hour in range(7):
        visit(access_of(cast, cast.an, now), now + dt.timedelta(hours=hour))

    seen, after = [], None
    with tenant.enter(cast.atelier):
        while not seen or after:
            found = queries.visits(queries.Filter(), after=after, limit=3)
            seen, after = [*seen, *(one.visit.pk for one in found.rows)], found.next

    assert len(seen) == len(set(seen)) == 7
