"""Find rows that point to a row that is not there, or to one of another dossier.

The database forbids the first as long as its foreign keys are on and its file is whole; the second it cannot
forbid. One query for each kind of pointer over all dossiers, which answers the wrong rows alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Exists, ForeignKey, Model, OuterRef

from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.verification import wordings
from boekbrug.business.verification.finding import Code, Finding
from boekbrug.wording import Sentence

Told = tuple[int, Code, Sentence]


def orphans() -> Iterator[Finding]:
    """Yield every row whose pointer leads nowhere, or out of its dossier."""
    names = dict(Dossier.objects.values_list("pk", "public_id"))
    for model in apps.get_models():
        if issubclass(model, DossierRow):
            for field in model._meta.concrete_fields:
                if isinstance(field, ForeignKey):
                    for dossier, code, sentence in _of_pointer(model, field):
                        yield Finding(names.get(dossier, str(dossier)), code, sentence)


def _of_pointer(model: type[DossierRow], field: ForeignKey[Any, Any]) -> Iterator[Told]:
    target: type[Model] = field.related_model
    said = {"kind": model.__name__, "target": target.__name__, "field": field.name}
    rows = model.across.filter(**{f"{field.attname}__isnull": False}).order_by("pk")
    there = (target.across if issubclass(target, DossierRow) else target._base_manager).filter(
        pk=OuterRef(field.attname)
    )
    for pk, dossier in rows.filter(~Exists(there)).values_list("pk", "dossier_id"):
        yield dossier, Code.ROW_ORPHANED, wordings.ROW_ORPHANED.say(name=pk, **said)
    if issubclass(target, DossierRow):
        elsewhere = rows.filter(Exists(there.exclude(dossier_id=OuterRef("dossier_id"))))
        for pk, dossier in elsewhere.values_list("pk", "dossier_id"):
            yield dossier, Code.ROW_OF_OTHER, wordings.ROW_OF_OTHER.say(name=pk, **said)
