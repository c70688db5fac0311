"""What a dossier remembers, as values that two runs of the same work must share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps

from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.dossiers.tenant import DossierRow

ROOMS = ("banking", "documents", "inbox", "reconciliation", "timeline", "files")
CHANGING = {"id", "pk", "public_id", "seal", "claims", "subject_id", "intake_public_id"}


def dump(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    """Every row of a dossier that an import writes, without times, seals and keys drawn at random."""
    return {
        model.__name__: [_plain(row) for row in _all(model).filter(dossier=dossier).order_by("pk").values()]
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if issubclass(model, DossierRow)  # a firm has events of its own
    }


def _all(model: Any) -> Any:
    return getattr(model, "across", model._base_manager)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in CHANGING and not name.endswith("_id")}
    text = {name: value for name, value in kept.items() if not isinstance(value, dt.datetime)}
    for name in ("results", "detail"):
        if name in text:
            text[name] = _without_ids(text[name])
    return text


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        hidden = {"statement", "document", "intake"}
        return {key: "" if key in hidden else _without_ids(one) for key, one in value.items()}
    return [_without_ids(one) for one in value] if isinstance(value, list) else value
