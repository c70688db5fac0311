"""Everything that is remembered, as values that two runs of the same work must share.

All rows of all rooms of the business, each row that points to another one with what that one says, without
row keys, opaque ids, seals, moments, leases and counters of tries. Rows are compared as a bag: order of
arrival is only in the ordinals and numbers that rows carry themselves.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

Dump = dict[str, Counter[str]]
LEFT_OUT_MODELS = {"Attempt", "Head"}  # tries differ by nature; the head is a row key of the timeline
LEFT_OUT_FIELDS = {
    "seal", "leased_until", "attempts", "claims", "attempts_max", "notes", "password", "key",
}  # fmt: skip


def dump(*, without: frozenset[str] = frozenset()) -> Dump:
    """Return a bag of rows per model.

    `without` names models ("Receipt"), fields ("Delivery.said") or kinds of events ("Event:delivery.").
    """
    return _Dump(without).everything()


def differences(expected: Dump, found: Dump) -> list[str]:
    """Say which rows are too many (+) or lack (-), in a few lines."""
    lines = []
    for name in sorted(expected.keys() | found.keys()):
        wanted, there = expected.get(name, Counter()), found.get(name, Counter())
        lines += [f"+ {name} {row[:600]}" for row in (there - wanted).elements()]
        lines += [f"- {name} {row[:600]}" for row in (wanted - there).elements()]
    return lines[:12]


class _Dump:
    """One pass over the database; what a row says is worked out once."""

    def __init__(self, without: frozenset[str]) -> None:
        self.without = without
        self.rows = {model: {row.pk: row for row in _all(model)} for model in _models()}
        self.said: dict[tuple[str, Any], str] = {}
        ids = [
            getattr(row, name)
            for rows in self.rows.values()
            for row in rows.values()
            for name in ("public_id", "key")
            if isinstance(getattr(row, name, None), str) and len(getattr(row, name)) > 12
        ]
        self.opaque = re.compile("|".join(map(re.escape, sorted(ids, key=len, reverse=True))) or "(?!)")

    def everything(self) -> Dump:
        names = {model: model.__name__ for model in self.rows}
        return {
            names[model]: Counter(self._say(row) for row in rows.values() if not self._is_left_out(row))
            for model, rows in self.rows.items()
            if names[model] not in LEFT_OUT_MODELS | self.without
        }

    def _is_left_out(self, row: Model) -> bool:
        kinds = tuple(one.removeprefix("Event:") for one in self.without if one.startswith("Event:"))
        kind = getattr(row, "kind", "") if type(row).__name__ == "Event" else ""
        return bool(kinds) and kind.startswith(kinds)

    def _say(self, row: Model) -> str:
        key = (type(row).__name__, row.pk)
        if key not in self.said:
            self.said[key] = json.dumps(dict(self._facts(row)), sort_keys=True, ensure_ascii=False)
        return self.said[key]

    def _facts(self, row: Model) -> Iterator[tuple[str, Any]]:
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            if field.primary_key or field.name in LEFT_OUT_FIELDS or field.name == "public_id":
                continue
            if isinstance(value, dt.datetime) or f"{type(row).__name__}.{field.name}" in self.without:
                continue
            if type(row).__name__ == "Event" and field.name == "number":
                continue  # the chain is verified by itself
            if field.is_relation:
                yield field.name, value if value is None else self._digest(field.related_model, value)
            else:
                yield field.name, self._plain(value)

    def _digest(self, model: Any, key: Any) -> str:
        row = self.rows.get(model, {}).get(key)
        return "?" if row is None else hashlib.sha256(self._say(row).encode()).hexdigest()[:12]

    def _plain(self, value: Any) -> Any:
        text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
        return self.opaque.sub("‹id›", text)


def _all(model: Any) -> Any:
    """With the rows that they point to, since some keys are made of those."""
    return getattr(model, "across", model._base_manager).select_related()


def _models() -> list[Any]:
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("boekbrug.business")
        for model in config.get_models()
    ]
