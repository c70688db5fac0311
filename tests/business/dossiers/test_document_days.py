"""An auditor of a period: documents, statements and acts of other days are not there for them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from boekbrug.business.banking.models import Movement, Statement
from boekbrug.business.documents.models import Document, DocumentLine
from boekbrug.business.dossiers import actions, actions_firm, rights, tenant
from boekbrug.business.dossiers.document_days import Dated, Days
from boekbrug.business.dossiers.models import DossierRole, FirmMember, FirmRole
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.outbox.models import Batch, Delivery, Shipment
from boekbrug.business.timeline.models import Event
from tests.access.world import World, make_world
from tests.cast import Cast

YEAR = Days(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
EARLIER = Days(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
LATER = Days(dt.date(2027, 1, 1), None)
DATED = (Document, DocumentLine, Statement, Movement, Delivery, Batch, Shipment, Event)


@pytest.fixture
def auditor(cast: Cast, now: dt.datetime) -> FirmMember:
    """Dirk, an auditor of the office, named for the atelier."""
    by: dict[str, Any] = {"actor": cast.actor(cast.bea), "now": now}
    actions_firm.set_firm_role(
        firm=cast.office, person=cast.dirk, role=FirmRole.AUDITOR, until_on=dt.date(2099, 1, 1), **by
    )
    member = FirmMember.objects.get(person=cast.dirk)
    actions_firm.assign(member=member, dossiers=[cast.atelier], **by)
    return member


@pytest.fixture
def world(cast: Cast, now: dt.datetime, settings: Any, tmp_path: Any) -> World:
    """Dossiers with a row of each kind, all of 2026."""
    settings.FOLDER_ROOTS = [tmp_path]
    return make_world(cast, now)


def limit(member: FirmMember, days: Days, cast: Cast, now: dt.datetime) -> None:
    actions_firm.limit_documents(member=member, days=days, actor=cast.actor(cast.bea), now=now)


def access_of(cast: Cast, now: dt.datetime) -> rights.Access:
    return rights.open_dossier(person=cast.dirk, public_id=cast.atelier.public_id, on=now.date())


def test_rows_of_other_days_are_not_there(world: World) -> None:
    def counted(*days: Days) -> list[int]:
        with tenant.enter(world.atelier.dossier, days=days):
            return [model.objects.count() for model in DATED]

    assert counted() == counted(YEAR) == counted(EARLIER, YEAR)
    assert min(counted()) > 0
    assert counted(EARLIER) == counted(LATER) == counted(EARLIER, LATER) == [0] * len(DATED)


def test_who_enters_again_inside_sees_no_more(world: World) -> None:
    own = world.atelier.dossier
    with tenant.enter(own, days=(EARLIER,)):
        with tenant.enter(own), tenant.enter(own, days=(YEAR,)):
            assert not Document.objects.exists()
        assert not Document.objects.exists()
    with tenant.enter(own):
        assert Document.objects.exists()


def test_a_row_within_the_days_may_point_to_one_outside(world: World) -> None:
    own = world.atelier.dossier
    with tenant.enter(own):
        line = DocumentLine.objects.order_by("pk")[0]
    with tenant.enter(own, days=(EARLIER,)):
        line.refresh_from_db(fields=["document"])

        assert line.document.pk == line.document_id
    with pytest.raises(tenant.NoDossierEntered):
        line.refresh_from_db()


def test_rows_of_a_row_are_limited_too(world: World) -> None:
    with tenant.enter(world.atelier.dossier):
        statement, last = Statement.objects.get(), Movement.objects.order_by("entry_on").last()
        Movement.objects.filter(pk=last.pk).update(entry_on=dt.date(2027, 1, 2))  # type: ignore[union-attr]
        before = statement.movements.count()
    with tenant.enter(world.atelier.dossier, days=(YEAR,)):
        statement = Statement.objects.prefetch_related("movements").get()

        assert (before, statement.movements.count(), len(statement.movements.all())) == (2, 1, 1)


def test_a_statement_is_there_when_it_touches_the_days(world: World) -> None:
    span = {"opening_on": dt.date(2025, 12, 31), "closing_on": dt.date(2026, 1, 2)}
    with tenant.enter(world.atelier.dossier):
        Statement.objects.update(**span)
    seen = {}
    for days in (Days(None, dt.date(2025, 12, 31)), Days(dt.date(2026, 1, 2)), Days(dt.date(2026, 1, 3)),
                 Days(None, dt.date(2025, 12, 30))):  # fmt: skip
        with tenant.enter(world.atelier.dossier, days=(days,)):
            seen[days] = Statement.objects.exists()

    assert list(seen.values()) == [True, True, False, False]


def test_a_batch_with_a_document_of_another_day_is_not_there(world: World) -> None:
    with tenant.enter(world.atelier.dossier):
        delivery = Delivery.objects.get()
        other = Document.objects.exclude(pk=delivery.document_id).get()
        Document.objects.filter(pk=other.pk).update(issued_on=dt.date(2027, 5, 1))
        delivery.pk, delivery.document, delivery.public_id = None, other, "z" * 13
        delivery.save(force_insert=True)
    with tenant.enter(world.atelier.dossier, days=(YEAR,)):
        assert (Delivery.objects.count(), Batch.objects.count(), Shipment.objects.count()) == (1, 0, 0)
    with tenant.enter(world.atelier.dossier, days=(YEAR, LATER)):
        assert (Delivery.objects.count(), Batch.objects.count(), Shipment.objects.count()) == (2, 1, 1)


def test_an_auditor_of_a_period_comes_in_with_its_days(
    cast: Cast, now: dt.datetime, auditor: FirmMember
) -> None:
    assert access_of(cast, now).days == ()
    limit(auditor, YEAR, cast, now)
    assert access_of(cast, now).days == (YEAR,)
    assert rights.open_all(person=cast.dirk, on=now.date())[0].days == (YEAR,)
    limit(auditor, Days(), cast, now)
    assert access_of(cast, now).days == ()


def test_another_role_lifts_the_limit_only_when_it_gives_as_much(
    cast: Cast, now: dt.datetime, auditor: FirmMember
) -> None:
    limit(auditor, YEAR, cast, now)
    by: dict[str, Any] = {"actor": cast.actor(cast.an), "now": now}

    actions.set_role(dossier=cast.atelier, person=cast.dirk, role=DossierRole.EMPLOYEE, **by)
    assert access_of(cast, now).days == (YEAR,)
    actions.set_role(dossier=cast.atelier, person=cast.dirk, role=DossierRole.OWNER, **by)
    assert access_of(cast, now).may(Right.EDIT_SALES)
    assert access_of(cast, now).days == ()


def test_only_an_auditor_is_limited_and_another_role_forgets_it(
    cast: Cast, now: dt.datetime, auditor: FirmMember
) -> None:
    limit(auditor, YEAR, cast, now)
    carla = FirmMember.objects.get(person=cast.carla)

    with pytest.raises(actions_firm.NotAnAuditor):
        limit(carla, YEAR, cast, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        FirmMember.objects.filter(pk=carla.pk).update(documents_from_on=YEAR.from_on)
    with pytest.raises(actions_firm.LeavesBeforeComing):
        limit(auditor, Days(YEAR.until_on, YEAR.from_on), cast, now)
    by: dict[str, Any] = {"actor": cast.actor(cast.bea), "now": now}
    actions_firm.set_firm_role(firm=cast.office, person=cast.dirk, role=FirmRole.MANAGER, **by)
    assert FirmMember.objects.get(person=cast.dirk).documents == Days()


def test_the_owner_reads_what_an_auditor_sees(cast: Cast, now: dt.datetime, auditor: FirmMember) -> None:
    for _ in range(2):
        limit(FirmMember.objects.get(pk=auditor.pk), YEAR, cast, now)

    with tenant.enter(cast.atelier):
        events = Event.objects.filter(kind="auditor.limited")
        found = [one.detail for one in events]
    assert found == [{"person": cast.dirk.pk, "from": "2026-01-01", "until": "2026-12-31"}]


def test_every_kind_of_row_says_how_it_is_dated_or_why_it_is_not() -> None:
    from django.apps import apps

    undated = {
        "Look", "Repeat", "Connection", "StoredFile", "Contact", "ContactAccount", "Intake", "BankAccount",
        "NumberSeries", "Visit",
    }  # of the dossier as a whole, or for people with rights that no auditor has  # fmt: skip
    models = [one for one in apps.get_models() if issubclass(one, tenant.DossierRow)]

    assert {one.__name__ for one in models if not one.dated_by} == undated
    assert all(isinstance(dated, Dated) for one in models for dated in one.dated_by)
