"""Find rows that point to a row that is not there, or to one of another dossier.

The database forbids the first as long as its foreign keys are on and its file is whole; the second it cannot
forbid. One query for each kind of pointer over all dossiers, answered as a stream.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Exists, ForeignKey, Model, OuterRef

from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.verification.finding import Code, Finding


def orphans() -> Iterator[Finding]:
    """Yield every row whose pointer leads nowhere, or out of its dossier."""
    names = dict(Dossier.objects.values_list("pk", "public_id"))
    for model in apps.get_models():
        if issubclass(model, DossierRow):
            for field in model._meta.concrete_fields:
                if isinstance(field, ForeignKey):
                    for dossier, code, what in _of_pointer(model, field):
                        yield Finding(names.get(dossier, str(dossier)), code, what)


def _of_pointer(model: type[DossierRow], field: ForeignKey[Any, Any]) -> Iterator[tuple[int, Code, str]]:
    target: type[Model] = field.related_model
    rows = model.across.filter(**{f"{field.attname}__isnull": False}).order_by("pk")
    there = target._base_manager.filter(pk=OuterRef(field.attname))
    what = f"{model.__name__} {{}} points to a {target.__name__} (its {field.name}) that is not there."
    yield from _told(rows.filter(~Exists(there)), Code.ROW_ORPHANED, what)
    if issubclass(target, DossierRow):
        elsewhere = rows.filter(Exists(there.exclude(dossier_id=OuterRef("dossier_id"))))
        what = f"{model.__name__} {{}} points to a {target.__name__} (its {field.name}) of another dossier."
        yield from _told(elsewhere, Code.ROW_OF_OTHER, what)


def _told(rows: Any, code: Code, what: str) -> Iterator[tuple[int, Code, str]]:
    for pk, dossier in rows.values_list("pk", "dossier_id").iterator():
        yield dossier, code, f"{what.format(pk)} Compare it with a backup."
