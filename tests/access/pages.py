"""Try every address of the site: each method, each role, own rows, rows of others and absent ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from boekbrug.business.dossiers.public_ids import new_public_id
from boekbrug.business.dossiers.rights import Right
from boekbrug.web import urls
from boekbrug.web.access import Rule
from tests.access.world import OUTSIDE, ROLES_INSIDE, Filled, World
from tests.business.dossiers.test_rights import column

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LET_IN = {200, 204, 302, 303, 400, 404, 409, 413, 422}  # what the page then says of the row is its matter
OF_ONE_PERSON = {"intake", "intake-progress", "intake-file"}  # an employee sees the files they handed in
INNER = {("settings", "POST"): Right.EDIT_DOSSIER, ("look", "POST"): Right.EDIT_DOSSIER}  # seen by more
FORMS = (
    {"contact": "contact", "document": "document", "to": "connection", "intake": "intake", "batch": "batch"},
    {"period": "2026-03", "to": "connection", "document": "document"},
    {"candidate": "document", "amount": "1,00", "answer": "arrived", "reason": "verloren"},
    {"answer": "accept"}, {"answer": "end"}, {"customer": "contact", "number": "F-9"},
)  # fmt: skip
"""Fields that pages read ids from; a value that names a kind of row becomes its id."""


@dataclass
class Tried:
    """What was tried and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def judge(self, kind: str, is_right: bool, what: str) -> None:
        """Count one case."""
        self.counts[kind] += 1
        if not is_right:
            self.wrong.append(f"{kind}: {what}")


@dataclass(frozen=True)
class Address:
    """An address of the map with its rule."""

    name: str
    pattern: URLPattern
    rule: Rule

    @property
    def places(self) -> dict[str, Any]:
        """What the address wants to be filled in."""
        return dict(self.pattern.pattern.converters)

    def fill(self, dossier: str, ids: dict[str, str]) -> str:
        """Return the address with these ids; what is not among them is small and harmless."""
        known = {"bridge": "folder", "form": "pdf", "token": "x", "key": "x-x", "uidb36": "1"}
        values = {name: ids.get(name) or known.get(name, "1") for name in self.places}
        if "dossier" in values:
            values["dossier"] = dossier
        return "/" + str(get_resolver(urls.__name__).reverse(self.name, **values)).lstrip("/")


def addresses() -> Iterator[Address]:
    """Yield every address of the map; one without a rule stops the build."""
    for one in urls.urlpatterns:
        rule = getattr(one.callback, "access_rule", None)
        if not isinstance(one, URLPattern) or not isinstance(rule, Rule):
            raise AssertionError(f"{one} has no access rule: bind its view with web/access.py")
        yield Address(str(one.name), one, rule)


def inside() -> list[Address]:
    """Return the addresses inside dossiers."""
    return [one for one in addresses() if one.rule.scope == "dossier"]


def as_somebody(world: World, role: str) -> Client:
    """Return a browser in which somebody is logged in."""
    client = Client(raise_request_exception=False)
    if role != "visitor":
        world.people[role].refresh_from_db()  # roles that were given since gave it another stamp
        client.force_login(world.people[role], backend=BACKEND)
    return client


def try_roles(world: World) -> Tried:
    """Each role on each address with each method, in a dossier that is theirs or not."""
    tried = Tried()
    for role in ("visitor", *ROLES_INSIDE, *OUTSIDE):
        client = as_somebody(world, role)
        for address in inside():
            path = address.fill(world.atelier.dossier.public_id, world.atelier.ids)
            for method in METHODS:
                status = _status(client, method, path)
                expected = _expected(role, address, method)
                what = f"{role} {method} {address.name}: {status}, expected {sorted(expected)}"
                tried.judge("role on address", status in expected, what)
    return tried


def try_foreign_rows(world: World) -> Tried:
    """An and Carla in their own dossier, with ids of rows of others: the same as of absent rows."""
    tried = Tried()
    own = world.atelier.dossier.public_id
    with_ids = [one for one in inside() if set(one.places) - {"dossier", "bridge", "form", "line"}]
    for role in ("owner", "manager"):
        client = as_somebody(world, role)
        for foreign in (world.bakery, world.dirks):
            for address in with_ids:
                for method in address.rule.methods:
                    found = ask_page(client, method, address.fill(own, foreign.ids), {})
                    nothing = absent_ids()
                    lacking = ask_page(client, method, address.fill(own, nothing), {})
                    same = plain_answer(found, foreign.ids) == plain_answer(lacking, nothing)
                    tried.judge("foreign id in an address", same, f"{role} {method} {address.name}")
    return tried


def try_foreign_bodies(world: World) -> Tried:
    """Foreign ids in forms and queries of one's own pages: the same as ids that are not there."""
    tried = Tried()
    own, client = world.atelier, as_somebody(world, "manager")
    for foreign in (world.bakery, world.dirks):
        for address in inside():
            path = address.fill(own.dossier.public_id, own.ids)
            for form in FORMS:
                nothing = absent_ids()
                for method in address.rule.methods:
                    found = ask_page(client, method, path, form_with_ids(form, foreign.ids))
                    lacking = ask_page(client, method, path, form_with_ids(form, nothing))
                    same = plain_answer(found, foreign.ids) == plain_answer(lacking, nothing)
                    what = f"{method} {address.name} {form}"
                    tried.judge("foreign id in a form or query", same, what)
    return tried


def _expected(role: str, address: Address, method: str) -> set[int]:
    rule, name = address.rule, address.name
    allowed = {*rule.methods, *({"HEAD"} if "GET" in rule.methods else set())}
    if method not in allowed:
        return {405}
    if role == "visitor":
        return {302}
    if role in OUTSIDE:
        return {404}
    if {Right(rule.right), INNER.get((name, method), Right(rule.right))} - column(role, "xb"):
        return {403}
    return LET_IN | ({403} if role == "employee" and name in OF_ONE_PERSON else set())


def _status(client: Client, method: str, path: str) -> int:
    return ask_page(client, method, path, {}).status_code


def ask_page(client: Client, method: str, path: str, form: dict[str, Any]) -> Any:
    """Ask, and take back whatever it did."""
    with transaction.atomic():
        if method in {"GET", "HEAD"}:
            answer: Any = client.generic(method, path, QUERY_STRING=_query(form))
        else:
            answer = getattr(client, method.lower())(path, form)
        transaction.set_rollback(True)
    return answer


def _query(form: dict[str, Any]) -> str:
    from urllib.parse import urlencode

    return urlencode(form)


def absent_ids() -> dict[str, str]:
    """Ids of rows that are not there."""
    kinds = ("document", "contact", "intake", "statement", "connection", "batch", "delivery", "shipment",
             "invitation", "mandate")  # fmt: skip
    ids = {kind: new_public_id() for kind in kinds}
    return ids | {
        "prefix": new_public_id()[:12],
        "agent": new_public_id()[:12],
        "movement": f"{ids['statement']}.1",
    }


def form_with_ids(form: dict[str, str], ids: dict[str, str]) -> dict[str, str]:
    """Put ids where a form names their kind."""
    return {name: ids.get(value) or value for name, value in form.items()}


_OF_NEW_ROWS = re.compile(r'\b[0-9a-hjkmnp-z]{13}\b|"\w+_at": ?"[^"]+"')
_OF_THE_MOMENT = re.compile(r'"(made_at|seal)": ?"[^"]+"')  # of a file that is made when it is asked for
_NAMES_THE_REQUEST = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken[^:]*: ?")[^"]+')


_OF_THE_ANSWER = {
    *("Location", "Content-Length", "ETag", "Last-Modified", "X-Request-Id"),
    *("RateLimit-Remaining", "RateLimit-Reset"),
}
_CHANGES_BY_ITSELF = re.compile(
    r"'nonce-[^']+'|\b\d{8}-\d{4}\b"
)  # and the minute in the name of a file that is made


def plain_answer(answer: Any, ids: dict[str, str]) -> tuple[int, str, str, dict[str, str]]:
    """The answer and its headers without what names the request itself."""
    headers = {
        name: _CHANGES_BY_ITSELF.sub("", value)
        for name, value in answer.items()
        if name not in _OF_THE_ANSWER
    }
    text = "" if getattr(answer, "streaming", False) else answer.content.decode("utf-8", "replace")
    where = answer.headers.get("Location", "")
    for kind, value in ids.items():
        if value:
            text, where = text.replace(value, kind), where.replace(value, kind)
    if answer.status_code == 201:
        text, where = _OF_NEW_ROWS.sub("", text), _OF_NEW_ROWS.sub("", where)
    return answer.status_code, where, _OF_THE_MOMENT.sub("", _NAMES_THE_REQUEST.sub(r"\1", text)), headers


def rows_of(filled: Filled) -> dict[str, int]:
    """How many rows of each kind a dossier has: nothing that others try may change it.

    That a token of an agent lists the dossier is noted there, and is no trying.
    """
    from django.apps import apps

    from boekbrug.business.dossiers.tenant import DossierRow
    from boekbrug.business.timeline.models import Event

    return {
        model.__name__: model.across.filter(dossier_id=filled.dossier.pk)
        .exclude(**({"subject_kind": "agent"} if model is Event else {"pk": 0}))
        .count()
        for model in apps.get_models()
        if issubclass(model, DossierRow)
    }
