"""Settings of a bridge: declared once in a dataclass; the form, the checks and the docs follow from it."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast

from boekbrug.wording import Sentence, Wording

Kind = Literal["text", "email", "folder", "yes-no", "secret"]
SETTING_LENGTH_MAX = 400
MISSING = Wording("connection-setting-missing", "This is empty. Fill it in.")
TOO_LONG = Wording(
    "connection-setting-too-long", "This has {found} characters; at most {most} fit. Make it shorter."
)
CONTROL = Wording(
    "connection-setting-control",
    "This holds a line break or another invisible character. Type it on one line.",
)
Made = TypeVar("Made")


class Secret(str):
    """A password or token: text for the call, stars for whoever prints it by accident."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret('***')"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one setting."""

    setting: str
    sentence: Sentence


class SettingsRefused(Exception):
    """The settings cannot be used; says so per setting."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        super().__init__(" ".join(one.sentence.english for one in wrong))
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: its name in the stored settings, and how it is drawn."""

    name: str
    label: Wording
    hint: Wording
    kind: Kind
    is_required: bool
    default: str | bool


def setting(label: str, hint: str, *, kind: Kind = "text", default: str | bool | None = None) -> Any:
    """Declare a setting; without a default it must be filled in. Label and hint are translated as texts."""
    facts = {"label": _text(label), "hint": _text(hint), "kind": kind}
    return dataclasses.field(
        default=("" if default is None else default), metadata={**facts, "is_required": default is None}
    )


def fields_of(settings: type[Any]) -> tuple[Field, ...]:
    """Return the form of a settings class, in the order of its declaration."""
    return tuple(
        Field(name=one.name, default=cast("str | bool", one.default), **one.metadata)
        for one in dataclasses.fields(settings)
    )


def read_settings(settings: type[Made], values: Mapping[str, Any]) -> Made:
    """Make the settings from what was typed or stored; raises SettingsRefused, one sentence per setting."""
    made: dict[str, str | bool] = {}
    wrong = []
    for one in fields_of(settings):
        given = values.get(one.name, one.default)
        if one.kind == "yes-no":
            made[one.name] = given in (True, "on", "true", "1")
            continue
        text = str(given).strip()
        made[one.name] = Secret(text) if one.kind == "secret" else text
        if sentence := _sentence_about(one, text):
            wrong.append(Wrong(one.name, sentence))
    if wrong:
        raise SettingsRefused(tuple(wrong))
    return settings(**made)


def _sentence_about(one: Field, text: str) -> Sentence | None:
    if one.is_required and not text:
        return MISSING.say()
    if len(text) > SETTING_LENGTH_MAX:
        return TOO_LONG.say(found=len(text), most=SETTING_LENGTH_MAX)
    if not text.isprintable():
        return CONTROL.say()
    return None


def _text(text: str) -> Wording:
    return Wording(f"setting-{hashlib.sha256(text.encode()).hexdigest()[:10]}", text)
