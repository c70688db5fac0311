"""The tenant guard: no row of a dossier is read or written outside that dossier.

`enter(dossier)` is the only way in, for pages, jobs, commands and raw SQL. Models of a dossier inherit
`DossierRow`: their `objects` answers for the entered dossier only and raises outside one, and only for the
days of documents with which it was entered. `across` sees all dossiers; a house test lists the few places
that may use it (workers' sweeps, verify, backup).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, TypeVar

from django.db import models, transaction
from django.db.models import Q

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
    if inside is not None and inside != dossier.pk:
        raise OtherDossier(f"Dossier {dossier.pk} was entered from inside dossier {inside}.")
    token, limit = _entered.set(dossier.pk), _days.set(days if inside is None else _days.get() or days)
    whose = _sales_of.set(sales_of if inside is None or _sales_of.get() is None else _sales_of.get())
    try:
        yield
    finally:
        _sales_of.reset(whose)
        _days.reset(limit)
        _entered.reset(token)


@contextmanager
def one_act() -> Iterator[None]:
    """Open a transaction that is alone in changing this dossier, so that acts never half overlap.

    An act sees the whole dossier, whatever whoever acts may see: numbers, balances and matches must be right.
    SQLite has one writer anyway; on PostgreSQL the dossier's row is locked without hindering foreign keys.
    """
    with transaction.atomic():
        if not transaction.get_connection().in_atomic_block:  # pragma: no cover - guards our own logic
            raise RuntimeError("An act needs a transaction.")
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


class DossierQuerySet(models.QuerySet[Row_co]):
    """Rows of the entered dossier; new rows get it by themselves."""

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

    def get_queryset(self) -> DossierQuerySet[Row_co]:
        """Return the rows of the entered dossier; raises NoDossierEntered outside one."""
        inside = _entered.get()
        if inside is None:
            raise NoDossierEntered(self.model.__name__)
        rows: DossierQuerySet[Row_co] = DossierQuerySet(self.model, using=self._db)
        rows = rows.filter(dossier_id=inside)
        for dated in self.model.dated_by if _days.get() else ():
            rows = _within(rows, dated, _days.get())
        whose, path = _sales_of.get(), self.model.sale_path
        if whose is None or path is None:
            return rows
        return rows.filter(Q(**{f"{path}is_sale": False}) | Q(**{f"{path}made_by": whose}))


def _within(rows: DossierQuerySet[Row_co], dated: Dated, days: tuple[Days, ...]) -> DossierQuerySet[Row_co]:
    """Those of the rows that lie inside the days; a row of many when all of those do."""
    if not dated.of_many:
        return rows.filter(dated.inside(days))
    inside, outside = (rows.filter(which).values("pk") for which in (dated.inside(days), dated.outside(days)))
    return rows.filter(pk__in=inside).exclude(pk__in=outside)


class DossierRow(models.Model):
    """A row that belongs to one dossier."""

    dated_by: ClassVar[tuple[Dated, ...]] = ()  # what leaves it out for who sees some days of documents only

    sale_path: ClassVar[str | None] = None  # where its document is, for who sees their own sales only

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")

    objects = DossierManager()
    across = models.Manager()

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
