"""Change a value of the model, and keep it where nothing changes: copying is what costs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Value = TypeVar("Value", bound=DataclassInstance)


def changed(value: Value, /, **changes: object) -> Value:
    """Return the value with these fields, or the value itself where they are so already."""
    if all(getattr(value, name) == wanted for name, wanted in changes.items()):
        return value
    return replace(value, **changes)
