"""Row-level security: with the guard in Python circumvented, PostgreSQL shows nothing and refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from boekbrug.business.contacts.models import Contact
from boekbrug.business.dossiers import policies, row_security, tenant
from tests.cast import Cast

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row-level security."),
]
TABLE = Contact._meta.db_table


def bare() -> models.QuerySet[Contact]:
    """Rows as Django asks for them without the guard."""
    return models.QuerySet(Contact)


def sql(sentence: str) -> Any:
    """What the database answers to a sentence of nobody's."""
    with connection.cursor() as cursor:
        cursor.execute(sentence)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@pytest.fixture
def theirs(cast: Cast, now: dt.datetime) -> Contact:
    """A contact of Dirk's dossier."""
    with tenant.enter(cast.dirks):
        return Contact.objects.create(name="Van Dirk", created_at=now)


@pytest.fixture
def inside(cast: Cast, theirs: Contact, now: dt.datetime) -> Iterator[Contact]:
    """Inside the atelier, which has a contact of its own."""
    with tenant.enter(cast.atelier):
        yield Contact.objects.create(name="Van An", created_at=now)


READS: dict[str, Callable[[Contact], object]] = {
    "raw SQL": lambda row: sql(f"SELECT * FROM {TABLE} WHERE id = {row.pk}"),
    "raw SQL over all": lambda row: [one for one in sql(f"SELECT id FROM {TABLE}") if one == (row.pk,)],
    "a query set": lambda row: list(bare().filter(pk=row.pk)),
    "exists": lambda row: bare().filter(pk=row.pk).exists(),
    "count": lambda row: bare().filter(pk=row.pk).count(),
    "raw": lambda row: list(Contact.objects.raw(f"SELECT * FROM {TABLE} WHERE id = {row.pk}")),
    "in_bulk": lambda row: bare().in_bulk([row.pk]),
    "update": lambda row: bare().filter(pk=row.pk).update(name="Gestolen"),
    "raw update": lambda row: sql(f"UPDATE {TABLE} SET name = 'x' WHERE id = {row.pk}"),
    "raw delete": lambda row: sql(f"DELETE FROM {TABLE} WHERE id = {row.pk}"),
    "delete": lambda row: bare().filter(pk=row.pk)._raw_delete("default"),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_round_the_guard_rows_of_others_are_not_there(
    inside: Contact, theirs: Contact, read: Callable[[Contact], object]
) -> None:
    assert not read(theirs)
    assert read(inside)

    assert Contact.across.get(pk=theirs.pk).name == "Van Dirk"


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_outside_a_dossier_nothing_is_there(theirs: Contact, read: Callable[[Contact], object]) -> None:
    if read is READS["raw"]:
        pytest.skip("The guard already refuses it.")

    assert not read(theirs)


def moved(row: Contact, own: Contact) -> None:
    bare().filter(pk=own.pk).update(dossier_id=row.dossier_id)


WRITES: dict[str, Callable[[Contact, Contact], object]] = {
    "bulk_create": lambda row, own: bare().bulk_create(
        [Contact(name="x", created_at=row.created_at, dossier_id=row.dossier_id)]
    ),
    "move": moved,
    "raw insert": lambda row, own: sql(
        f"INSERT INTO {TABLE} (dossier_id, name) SELECT {row.dossier_id}, name FROM {TABLE}"
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_round_the_guard_nothing_is_put_into_another_dossier(
    inside: Contact, theirs: Contact, write: Callable[[Contact, Contact], object]
) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        write(theirs, inside)

    assert Contact.across.filter(dossier_id=theirs.dossier_id).count() == 1


def test_after_an_error_and_after_an_undone_transaction_the_dossier_is_left(
    cast: Cast, theirs: Contact
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), tenant.enter(cast.dirks):
        sql("SELECT 1/0")
    assert sql(f"SELECT * FROM {TABLE}") == []

    with pytest.raises(KeyError), tenant.enter(cast.dirks), transaction.atomic():
        raise KeyError
    assert sql(f"SELECT * FROM {TABLE}") == []

    with tenant.enter(cast.dirks):
        assert len(sql(f"SELECT * FROM {TABLE}")) == 1


@pytest.mark.django_db(transaction=True)
def test_a_connection_made_anew_inside_a_dossier_knows_it(cast: Cast, theirs: Contact) -> None:
    with tenant.enter(cast.dirks):
        connection.close()
        assert len(sql(f"SELECT * FROM {TABLE}")) == 1
    assert sql(f"SELECT * FROM {TABLE}") == []


def test_every_table_of_dossiers_is_secured_and_binds_us() -> None:
    found = policies.status()

    assert found.open == ()
    assert found.is_bound
    assert list(found.secured) == policies.tables()


def test_a_sweep_finds_changes_and_removes(cast: Cast, theirs: Contact, now: dt.datetime) -> None:
    assert [row.name for row in Contact.across.iterator()] == ["Van Dirk"]
    assert Contact.across.update(name="Gevonden") == 1
    with row_security.sweep(None):
        assert sql(f"DELETE FROM {TABLE}") == 1


def test_a_sweep_removes_no_rows_that_others_point_to(theirs: Contact) -> None:
    with pytest.raises(tenant.NoDossierEntered, match="was used without"):
        Contact.across.all().delete()


def test_a_sweep_is_off_while_somebody_works_with_a_row(inside: Contact, theirs: Contact) -> None:
    for row in Contact.across.order_by("pk").iterator():
        assert len(sql(f"SELECT * FROM {TABLE}")) == 1, row


def test_a_sweep_makes_nothing_and_moves_nothing(cast: Cast, theirs: Contact) -> None:
    contact = Contact(name="x", created_at=theirs.created_at, dossier_id=theirs.dossier_id)
    with pytest.raises(tenant.NoDossierEntered):
        Contact.across.create(name="x")
    with pytest.raises(tenant.NoDossierEntered):
        Contact.across.bulk_create([contact])
    with pytest.raises(tenant.OtherDossier):
        Contact.across.update(dossier=cast.atelier)
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        row_security.sweep(None),
    ):
        bare().bulk_create([contact])
