"""The tenant guard: no row of a dossier is read or written outside that dossier.

`enter(dossier)` is the only way in, for pages, jobs, commands and raw SQL. Models of a dossier inherit
`DossierRow`: their `objects` answers for the entered dossier only and raises outside one, and only for the
days of documents with which it was entered. What Django itself asks (`refresh_from_db`, a row that another
points to) is kept to the dossier too: without scope row-level security answers no rows and no error. `across`
sees all dossiers; a house test lists the few places that may use it (workers' sweeps, verify, backup). On
PostgreSQL the database judges each row once more (row_security.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.db import connection, models, transaction
from django.db.backends.signals import connection_created
from django.db.models import Q
from django.db.utils import DatabaseError

from boekbrug.business.dossiers import row_security
from boekbrug.business.dossiers.document_days import Dated, Days
from boekbrug.business.dossiers.models import Dossier

_entered: ContextVar[int | None] = ContextVar("entered_dossier", default=None)
_days: ContextVar[tuple[Days, ...]] = ContextVar("days_of_documents", default=())  # empty: all of them
_sales_of: ContextVar[int | None] = ContextVar("sales_of_whom", default=None)  # None: of everybody
Row_co = TypeVar("Row_co", bound="DossierRow", covariant=True)


class NoDossierEntered(RuntimeError):
    """A row of a dossier was asked for outside any dossier: a mistake of ours."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} was used without tenant.enter(dossier).")


class OtherDossier(RuntimeError):
    """A row of one dossier was written, or a dossier entered, while inside another: a mistake of ours."""


@contextmanager
def enter(dossier: Dossier, *, days: tuple[Days, ...] = (), sales_of: int | None = None) -> Iterator[None]:
    """Work inside one dossier until the block ends; raises OtherDossier inside a different one.

    With `days` its documents, statements and acts of other days are not there, with `sales_of` the sales
    documents that others made. Who enters again inside sees no more than before.
    """
    inside = _entered.get()
    if inside not in (None, dossier.pk):
        raise OtherDossier(f"Dossier {dossier.pk} was entered from inside dossier {inside}.")
    if inside is None:
        row_security.tell(dossier.pk)
    token, limit = _entered.set(dossier.pk), _days.set(days if inside is None else _days.get() or days)
    whose = _sales_of.set(sales_of if inside is None or _sales_of.get() is None else _sales_of.get())
    try:
        yield
    finally:
        _sales_of.reset(whose)
        _days.reset(limit)
        _entered.reset(token)
        if inside is None:
            _leave()


def _leave() -> None:
    """Close every row; a session that cannot be told so is no longer used."""
    try:
        row_security.tell(None)
    except DatabaseError:
        connection.close()


def _tell_new(**signal: Any) -> None:
    row_security.tell_new(signal["connection"], _entered.get())


connection_created.connect(_tell_new, dispatch_uid="tenant")


@contextmanager
def one_act() -> Iterator[None]:
    """Open a transaction that is alone in changing this dossier, so that acts never half overlap.

    An act sees the whole dossier, whatever whoever acts may see: numbers, balances and matches must be right.
    SQLite has one writer anyway; on PostgreSQL the dossier's row is locked without hindering foreign keys.
    """
    with transaction.atomic():
        Dossier.objects.select_for_update(no_key=True).get(pk=current_id())
        limit, whose = _days.set(()), _sales_of.set(None)
        try:
            yield
        finally:
            _sales_of.reset(whose)
            _days.reset(limit)


def current_id() -> int:
    """Return the key of the entered dossier; raises NoDossierEntered outside one."""
    inside = _entered.get()
    if inside is None:
        raise NoDossierEntered("The current dossier")
    return inside


def is_inside() -> bool:
    """Whether a dossier is entered."""
    return _entered.get() is not None


def _refuse_a_move(values: dict[str, Any]) -> None:
    if {"dossier", "dossier_id"} & values.keys():
        raise OtherDossier("A row would be moved to another dossier.")


def _only_inside(name: str) -> Any:
    asked = getattr(models.QuerySet, name)

    def judged(self: Any, *args: Any, **options: Any) -> Any:
        self.stay_inside()
        return asked(self, *args, **options)

    return judged


class DossierQuerySet(models.QuerySet[Row_co]):
    """Rows of the entered dossier; new rows get it by themselves.

    Asked for inside a dossier, it answers there only: not later, and not in the next one.
    """

    dossier_id: int | None = None

    if not TYPE_CHECKING:  # the types stay Django's
        _fetch_all, iterator = _only_inside("_fetch_all"), _only_inside("iterator")
        count, exists, aggregate, explain = map(_only_inside, ("count", "exists", "aggregate", "explain"))
        delete = _only_inside("delete")

    def stay_inside(self) -> None:
        """Go on only in the dossier where the rows were asked for; raises OtherDossier elsewhere."""
        if self.dossier_id not in (None, current_id()):
            raise OtherDossier(f"Rows of dossier {self.dossier_id} were asked for from another.")

    def _clone(self) -> DossierQuerySet[Row_co]:
        clone: DossierQuerySet[Row_co] = super()._clone()  # type: ignore[misc]  # the stubs leave it out
        clone.dossier_id = self.dossier_id
        return clone

    def update(self, **values: Any) -> int:
        """Change rows, which stay where they are; raises OtherDossier for a change of dossier."""
        self.stay_inside()
        _refuse_a_move(values)
        return super().update(**values)

    def create(self, **values: Any) -> Row_co:
        """Make a row in the entered dossier."""
        values.setdefault("dossier_id", current_id())
        return super().create(**values)

    def bulk_create(self, objs: Iterable[Row_co], *args: Any, **options: Any) -> list[Row_co]:
        """Make many rows in the entered dossier; raises OtherDossier when one says otherwise."""
        rows = list(objs)
        for row in rows:
            row.belong_here()
        return super().bulk_create(rows, *args, **options)


class DossierManager(models.Manager[Row_co]):
    """Answers for the entered dossier only."""

    is_limited = True  # to days, or to sales of one person

    def get_queryset(self) -> DossierQuerySet[Row_co]:
        """Return the rows of the entered dossier; raises NoDossierEntered outside one."""
        inside = _entered.get()
        if inside is None:
            raise NoDossierEntered(self.model.__name__)
        rows: DossierQuerySet[Row_co] = DossierQuerySet(self.model, using=self._db)
        rows.dossier_id = inside
        rows = rows.filter(dossier_id=inside)
        if not self.is_limited:
            return rows
        for dated in self.model.dated_by if _days.get() else ():
            rows = _within(rows, dated, _days.get())
        whose, path = _sales_of.get(), self.model.sale_path
        if whose is None or path is None:
            return rows
        return rows.filter(Q(**{f"{path}is_sale": False}) | Q(**{f"{path}made_by": whose}))

    def db_manager(self, using: Any = None, hints: Any = None) -> DossierManager[Row_co]:
        """Return the way in that Django itself takes: rows that are shown may point to some that are not."""
        manager: DossierManager[Row_co] = super().db_manager(using, hints)
        manager.is_limited = False
        return manager

    def using(self, alias: str | None) -> DossierQuerySet[Row_co]:
        """Return the rows in which Django itself saves and removes."""
        return self.db_manager(alias).get_queryset()


def _within(rows: DossierQuerySet[Row_co], dated: Dated, days: tuple[Days, ...]) -> DossierQuerySet[Row_co]:
    """Those of the rows that lie inside the days; a row of many when all of those do."""
    if not dated.of_many:
        return rows.filter(dated.inside(days))
    inside, outside = (rows.filter(which).values("pk") for which in (dated.inside(days), dated.outside(days)))
    return rows.filter(pk__in=inside).exclude(pk__in=outside)


def _swept(name: str) -> Any:
    asked = getattr(models.QuerySet, name)

    def sweeping(self: Any, *args: Any, **options: Any) -> Any:
        with row_security.sweep(_entered.get()):
            return asked(self, *args, **options)

    return sweeping


class SweepingQuerySet(models.QuerySet[Row_co]):
    """Rows of all dossiers, to find, change or remove; never to make or move.

    The sweep is on while the database answers, and off while somebody works with a row.
    """

    if not TYPE_CHECKING:  # the types stay Django's
        _fetch_all = _swept("_fetch_all")
        count, exists, aggregate, explain = map(_swept, ("count", "exists", "aggregate", "explain"))
        delete, _raw_delete = map(_swept, ("delete", "_raw_delete"))

    def iterator(self, *_: Any, **__: Any) -> Iterator[Any]:
        """Yield rows that were all fetched before the first is handed out."""
        return iter(list(self))

    def update(self, **values: Any) -> int:
        """Change rows, which stay where they are; raises OtherDossier for a change of dossier."""
        _refuse_a_move(values)
        with row_security.sweep(_entered.get()):
            return super().update(**values)

    def bulk_create(self, *_: Any, **__: Any) -> list[Row_co]:
        """Refuse: rows are made inside their dossier."""
        raise NoDossierEntered(self.model.__name__)


class SweepingManager(models.Manager[Row_co]):
    """Answers for all dossiers."""

    def get_queryset(self) -> SweepingQuerySet[Row_co]:
        """Return the rows of every dossier."""
        return SweepingQuerySet(self.model, using=self._db)


class DossierRow(models.Model):
    """A row that belongs to one dossier."""

    dated_by: ClassVar[tuple[Dated, ...]] = ()  # what leaves it out for who sees some days of documents only

    sale_path: ClassVar[str | None] = None  # where its document is, for who sees their own sales only

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")

    objects = DossierManager()
    across = SweepingManager()

    class Meta:
        abstract = True

    def belong_here(self) -> None:
        """Give the row the entered dossier; raises OtherDossier when it has another."""
        if not self.dossier_id:
            self.dossier_id = current_id()
        if self.dossier_id != current_id():
            raise OtherDossier(f"A {type(self).__name__} of dossier {self.dossier_id} was written elsewhere.")

    def save(self, **options: Any) -> None:
        """Store the row inside its own dossier."""
        self.belong_here()
        super().save(**options)

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Remove the row inside its own dossier; only drafts are ever removed."""
        self.belong_here()
        return super().delete(using=using, keep_parents=keep_parents)


# What Django asks by itself (a row that another points to, the row of a `save`) is asked the same way. It is
# set here and not in Meta, where every room would need a migration that changes nothing.
DossierRow._meta.base_manager_name = "objects"
