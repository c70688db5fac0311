"""The tenant guard: outside a dossier nothing answers, inside only its own rows do."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator

import pytest

from boekbrug.business.contacts.models import Contact
from boekbrug.business.dossiers import tenant
from tests.cast import Cast


def contact(name: str, now: dt.datetime) -> Contact:
    """A contact that is not stored yet."""
    return Contact(name=name, created_at=now)


@pytest.fixture
def theirs(cast: Cast, now: dt.datetime) -> Contact:
    """A contact of Dirk's dossier."""
    with tenant.enter(cast.dirks):
        row = contact("Van Dirk", now)
        row.save()
    return row


@pytest.fixture
def inside(cast: Cast, theirs: Contact, now: dt.datetime) -> Iterator[Contact]:
    """Inside the atelier, which has a contact of its own."""
    with tenant.enter(cast.atelier):
        row = contact("Van An", now)
        row.save()
        yield row


OUTSIDE: dict[str, Callable[[Contact], object]] = {
    "all": lambda row: list(Contact.objects.all()),
    "get": lambda row: Contact.objects.get(pk=row.pk),
    "count": lambda row: Contact.objects.count(),
    "exists": lambda row: Contact.objects.exists(),
    "filter": lambda row: Contact.objects.filter(pk=row.pk),
    "aggregate": lambda row: Contact.objects.aggregate(),
    "in_bulk": lambda row: Contact.objects.in_bulk([row.pk]),
    "create": lambda row: Contact.objects.create(name="x", created_at=row.created_at),
    "bulk_create": lambda row: Contact.objects.bulk_create([contact("x", row.created_at)]),
    "get_or_create": lambda row: Contact.objects.get_or_create(name="x"),
    "update": lambda row: Contact.objects.update(name="x"),
    "delete rows": lambda row: Contact.objects.all().delete(),
    "save": lambda row: row.save(),
    "save new": lambda row: contact("x", row.created_at).save(),
    "delete": lambda row: row.delete(),
    "current dossier": lambda row: tenant.current_id(),
}


@pytest.mark.parametrize("use", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_outside_a_dossier_everything_raises(theirs: Contact, use: Callable[[Contact], object]) -> None:
    with pytest.raises(tenant.NoDossierEntered):
        use(theirs)

    assert list(Contact.across.values_list("name", flat=True)) == ["Van Dirk"]


def test_inside_only_its_own_rows_answer(inside: Contact, theirs: Contact) -> None:
    assert [row.name for row in Contact.objects.all()] == ["Van An"]
    assert Contact.objects.count() == 1
    assert not Contact.objects.filter(pk=theirs.pk).exists()
    with pytest.raises(Contact.DoesNotExist):
        Contact.objects.get(pk=theirs.pk)


def test_inside_a_bulk_change_leaves_other_dossiers_alone(inside: Contact, theirs: Contact) -> None:
    assert Contact.objects.update(name="Nieuw") == 1
    assert Contact.objects.filter(pk=theirs.pk).delete()[0] == 0

    assert set(Contact.across.values_list("name", flat=True)) == {"Nieuw", "Van Dirk"}


WRITES: dict[str, Callable[[Contact], object]] = {
    "save": lambda row: row.save(),
    "delete": lambda row: row.delete(),
    "bulk_create": lambda row: Contact.objects.bulk_create([row]),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_a_row_of_another_dossier_cannot_be_written(
    inside: Contact, theirs: Contact, write: Callable[[Contact], object]
) -> None:
    theirs.name = "Gestolen"

    with pytest.raises(tenant.OtherDossier):
        write(theirs)

    assert Contact.across.get(pk=theirs.pk).name == "Van Dirk"


def test_a_new_row_belongs_to_the_entered_dossier(inside: Contact, cast: Cast, now: dt.datetime) -> None:
    saved = contact("a", now)
    saved.save()
    (bulk,) = Contact.objects.bulk_create([contact("b", now)])
    created = Contact.objects.create(name="c", created_at=now)

    assert {saved.dossier_id, bulk.dossier_id, created.dossier_id} == {cast.atelier.pk}


def test_one_dossier_is_not_entered_from_inside_another(inside: Contact, cast: Cast) -> None:
    with pytest.raises(tenant.OtherDossier), tenant.enter(cast.dirks):
        pass

    with tenant.enter(cast.atelier):
        assert tenant.current_id() == cast.atelier.pk
    assert tenant.is_inside()


def test_an_exception_leaves_the_dossier(cast: Cast) -> None:
    with pytest.raises(KeyError), tenant.enter(cast.atelier):
        raise KeyError

    assert not tenant.is_inside()


def test_another_thread_is_not_inside(inside: Contact) -> None:
    seen: list[bool] = []

    thread = threading.Thread(target=lambda: seen.append(tenant.is_inside()))
    thread.start()
    thread.join()

    assert seen == [False]


def test_an_act_needs_a_dossier(cast: Cast) -> None:
    with pytest.raises(tenant.NoDossierEntered), tenant.one_act():
        pass
