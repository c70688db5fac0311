"""What is wrong with a setting, in the language of the command: the reader of settings says it in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boekbrug.cli.speech import _
from boekbrug.wording import mark

_WHOLE = mark("expected a whole number; correct it")
_LIST = mark("expected a list; write it between square brackets")
_TEXT = mark("expected a text; write it between quotation marks")
_TABLE = mark("expected a table of keys; docs/settings.md shows it")
_TEXTS = {
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "list_type": _LIST,
    "string_type": _TEXT,
    "path_type": _TEXT,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "greater_than_equal": mark("expected {ge} or more; correct it"),
    "less_than_equal": mark("expected {le} or less; correct it"),
    "literal_error": mark("expected one of {expected}; choose one"),
    "extra_forbidden": mark("there is no such setting; docs/settings.md has the list"),
}


def told(error: Mapping[str, Any]) -> str:
    """Say what pydantic found, without the value: it may be a secret."""
    text, context = _TEXTS.get(error["type"]), dict(error.get("ctx", {}))
    if "expected" in context:
        context["expected"] = context["expected"].replace(" or ", ", ")
    why = _(text, **context) if text else str(context.get("error") or error["msg"])
    return _("Setting {key}: {why}.", key=".".join(str(part) for part in error["loc"]), why=why)
