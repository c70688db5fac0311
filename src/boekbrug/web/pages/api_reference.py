"""The API for people who read: what each operation takes and gives, out of the description itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from boekbrug.web.access import public

INSIDE = "/api/v1"
Description = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter or a field: its name, where it stands, and what it may be."""

    name: str
    place: str
    kind: str
    is_required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as it is shown."""

    key: str
    method: str
    path: str
    summary: str
    about: str
    values: tuple[Value, ...]
    body_kind: str
    body: str
    status: str
    answer_kind: str
    answer: str
    refusals: tuple[str, ...]

    @property
    def tone(self) -> str:
        """The colour of the method: reading, adding or changing, removing."""
        return {"GET": "info", "DELETE": "bad"}.get(self.method, "ok")


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one subject."""

    key: str
    name: str
    about: str
    operations: tuple[Operation, ...]


@public("GET")
def page(request: HttpRequest, describe: Callable[[], Description]) -> HttpResponse:
    """Show the reference; the description itself is open to all, and so is this."""
    description = describe()
    context = {
        "version": description["info"]["version"],
        "groups": list(_groups(description)),
        "refusals": sorted(_refusals(description).items()),
    }
    return render(request, "api_reference.html", context)


def _groups(description: Description) -> Iterator[Group]:
    shown = [
        (operation["tags"][0], _operation(path, method.upper(), operation, description))
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]
    for tag in description["tags"]:
        own = tuple(one for name, one in shown if name == tag["name"])
        yield Group(tag["name"].lower(), tag["name"], tag["description"], own)


def _operation(path: str, method: str, said: Mapping[str, Any], whole: Description) -> Operation:
    body_kind, body = _content(said.get("requestBody", {}))
    status, success = next(iter(said["responses"].items()))
    answer_kind, answer = _content(success)
    return Operation(
        key=said["operationId"],
        method=method,
        path=path.removeprefix(INSIDE),
        summary=said["summary"],
        about=_plain(said["description"]),
        values=(*_parameters(said, whole), *_fields(body.get("schema", {}), whole)),
        body_kind=body_kind,
        body=_written(body),
        status=str(status),
        answer_kind=answer_kind,
        answer=_written(answer),
        refusals=tuple(str(one) for one in said["responses"] if int(one) >= 400),
    )


def _content(of: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The media type and what is said of it; nothing where there is no body."""
    for kind, content in of.get("content", {}).items():
        return str(kind), dict(content)
    return "", {}


def _parameters(said: Mapping[str, Any], whole: Description) -> Iterator[Value]:
    for one in said["parameters"]:
        parameter = _followed(one, whole)
        if "$ref" not in one:  # the two headers of every operation stand at the top
            yield Value(
                parameter["name"],
                parameter["in"],
                _kind(parameter["schema"], whole),
                parameter.get("required", False),
                _plain(parameter["description"]),
            )


def _fields(schema: Mapping[str, Any], whole: Description) -> Iterator[Value]:
    found = _followed(next(iter(schema.get("anyOf", [])), schema), whole)
    for name, field in found.get("properties", {}).items():
        is_required = name in found.get("required", ())
        yield Value(name, "body", _kind(field, whole), is_required, _plain(field.get("description", "")))


def _kind(schema: Mapping[str, Any], whole: Description) -> str:
    """Say in a few words what a value may be."""
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if choices:
        return " / ".join(_kind(one, whole) for one in choices)
    found = _followed(schema, whole)
    if "enum" in found:
        return " · ".join(str(one) for one in found["enum"] if one)
    if found.get("type") == "array":
        return f"[{_kind(found.get('items', {}), whole)}]"
    limits = [
        f"{sign} {found[name]}"
        for name, sign in (("minimum", "≥"), ("maximum", "≤"), ("maxLength", "≤"))
        if name in found
    ]
    return ", ".join([str(found.get("format") or found.get("type", "")), *limits])


def _followed(schema: Mapping[str, Any], whole: Description) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Any = whole
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def _written(content: Mapping[str, Any]) -> str:
    if "example" not in content:
        return ""
    return json.dumps(content["example"], indent=2, ensure_ascii=False)


def _plain(text: str) -> str:
    """The text without the marks of the description's own language."""
    return text.replace("`", "")


def _refusals(description: Description) -> dict[str, str]:
    return {
        str(status): _plain(said["description"])
        for methods in description["paths"].values()
        for operation in methods.values()
        for status, said in operation["responses"].items()
        if int(status) >= 400
    }
