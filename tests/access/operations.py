"""Try every operation of the API: each key, own rows, rows of others, in addresses, bodies and queries."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from boekbrug.api.access import Key
from boekbrug.api.v1 import api
from boekbrug.business.dossiers import actions_keys
from boekbrug.business.dossiers.key_scopes import SCOPES
from boekbrug.business.dossiers.models import ApiKey
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.people.actor import PROGRAM
from tests.access.pages import LET_IN, Tried, absent_ids, plain_answer
from tests.access.world import OUTSIDE, ROLES_INSIDE, World
from tests.business.dossiers.test_rights import column

ID = "^[0-9a-z]{13}$"


@dataclass(frozen=True)
class Operation:
    """One operation of the description, with the rights that open it and an example of its body."""

    name: str
    method: str
    path: str
    rights: frozenset[Right] | None
    body: Any

    def address(self, dossier: str, ids: dict[str, str]) -> str:
        """The address with these ids."""
        path = self.path.replace("{dossier}", dossier)
        for name, value in ids.items():
            path = path.replace(f"{{{name}}}", value)
        return path


def operations() -> Iterator[Operation]:
    """Yield every operation; one without a right stops the build."""
    described = api.get_openapi_schema(path_prefix="/api/v1/")
    rights = {one.operation_id: _rights(one) for one in _bound()}
    for path, of_path in described["paths"].items():
        for method, one in of_path.items():
            if one["operationId"] not in rights:
                raise AssertionError(f"{method} {path} is not bound with Subject.operation")
            body = one.get("requestBody", {}).get("content", {}).get("application/json", {})
            found = rights[one["operationId"]]
            yield Operation(one["operationId"], method.upper(), path, found, body.get("example"))


def keys(world: World) -> dict[str, str]:
    """A key of everybody who can have one in the atelier, and keys that must open nothing."""
    found = {}
    for role in ROLES_INSIDE:
        found[role] = new_key(world, world.people[role], SCOPES)
    found["no scopes"] = new_key(world, world.people["owner"], [])
    for role in (one for one in OUTSIDE if one != "operator"):
        found[role] = new_key(world, world.people[role], SCOPES)
    text = new_key(world, world.people["owner"], SCOPES)
    row = actions_keys.find_key(text, now=timezone.now())
    assert row is not None
    actions_keys.revoke_key(key=row, actor=PROGRAM, now=timezone.now())
    found["revoked"], found["of nobody"], found["none"] = text, "bb1_000000000000_x", ""
    found["expired"] = new_key(world, world.people["owner"], SCOPES)
    earlier = {"created_at": timezone.now() - dt.timedelta(days=2), "expires_at": timezone.now()}
    ApiKey.objects.filter(prefix=found["expired"].split("_")[1]).update(**earlier)
    return found


def try_keys(world: World) -> Tried:
    """Each key on each operation of the atelier."""
    tried, client, own = Tried(), Client(raise_request_exception=False), world.atelier
    for role, token in keys(world).items():
        for one in operations():
            answer = ask_api(
                client, one, one.address(own.dossier.public_id, own.ids), token=token, body=one.body
            )
            expected = _expected(role, one)
            what = f"{role} {one.name}: {answer.status_code}, expected {sorted(expected)}"
            tried.judge("key on operation", answer.status_code in expected, what)
    return tried


def try_other_dossiers(world: World) -> Tried:
    """The key of one dossier in another one: the same as in one that is not there."""
    tried, client = Tried(), Client(raise_request_exception=False)
    token = new_key(world, world.people["manager"], SCOPES)
    for one in operations():
        if "{dossier}" not in one.path:
            continue
        lacking = ask_api(client, one, one.address("z" * 13, absent_ids()), token=token, body=one.body)
        for foreign in (world.bakery, world.dirks):
            found = ask_api(
                client, one, one.address(foreign.dossier.public_id, foreign.ids), token=token, body=one.body
            )
            same = found.status_code == 404 and plain_answer(found, {}) == plain_answer(lacking, {})
            tried.judge("key in another dossier", same, f"{one.name} {found.status_code}")
    return tried


def try_foreign_ids(world: World) -> Tried:
    """Foreign ids in addresses, bodies, lists and queries of one's own dossier."""
    tried, client, own = Tried(), Client(raise_request_exception=False), world.atelier
    token = new_key(world, world.people["owner"], SCOPES)

    def ask(one: Operation, path: str, body: Any) -> Any:
        return ask_api(client, one, path, token=token, body=body)

    for one in operations():
        for foreign in (world.bakery, world.dirks):
            nothing = absent_ids()
            pairs = [
                ("address", one.address(own.dossier.public_id, ids), one.body)
                for ids in (foreign.ids, nothing)
            ]
            _same(tried, ask, one, pairs=pairs, ids=(foreign.ids, nothing))
            inside = one.address(own.dossier.public_id, own.ids)
            bodies = [("body", inside, _with_ids(one.body, ids)) for ids in (foreign.ids, nothing)]
            if one.body:
                _same(tried, ask, one, pairs=bodies, ids=(foreign.ids, nothing))
            for name in ("after", "contact", "document", "account", "statement", "dossier"):
                queries = [
                    ("query", f"{inside}?{name}={ids.get(name, ids['document'])}", one.body)
                    for ids in (foreign.ids, nothing)
                ]
                _same(tried, ask, one, pairs=queries, ids=(foreign.ids, nothing))
    return tried


def try_unknown_fields(world: World) -> Tried:
    """Fields that nobody described are refused, from every role that gets as far as the body."""
    tried, client, own = Tried(), Client(raise_request_exception=False), world.atelier
    extra = {"dossier": world.dirks.dossier.public_id, "id": "z" * 13, "state": "FINAL", "dossier_id": 1}
    for role in ROLES_INSIDE:
        token = new_key(world, world.people[role], SCOPES)
        for one in (found for found in operations() if found.body):
            for name, value in extra.items():
                if name in one.body:
                    continue
                body = {**one.body, name: value}
                answer = ask_api(
                    client, one, one.address(own.dossier.public_id, own.ids), token=token, body=body
                )
                is_right = answer.status_code in {422, 403, 404}
                tried.judge("unknown field", is_right, f"{role} {one.name} {name}: {answer.status_code}")
    return tried


def _same(tried: Tried, ask: Any, one: Operation, *, pairs: Any, ids: Any) -> None:
    answers = [
        plain_answer(ask(one, path, body), own) for (_, path, body), own in zip(pairs, ids, strict=True)
    ]
    kind = f"foreign id in {pairs[0][0]}"
    tried.judge(kind, answers[0] == answers[1], f"{one.name}: {answers}"[:700])


def _with_ids(body: Any, ids: dict[str, str]) -> Any:
    """The example with every id in it replaced by one of the right kind; lists get several."""
    changed = copy.deepcopy(body)
    for name in list(changed or ()):
        if name in ids:
            changed[name] = ids[name]
        elif name == "documents":
            changed[name] = [ids["document"], ids["document"][::-1]]
            changed["period"] = None
    return changed


def _expected(role: str, one: Operation) -> set[int]:
    if role in {"revoked", "expired", "of nobody", "none"}:
        return {401}
    if role in OUTSIDE:
        return {404}
    has = column("owner" if role == "no scopes" else role, "xb")
    if one.rights is not None and (role == "no scopes" or not one.rights & has):
        return {403}
    return LET_IN | {201, 202, 411, 415}


def ask_api(client: Client, one: Operation, path: str, *, token: str, body: Any) -> Any:
    """Ask an operation, and take back whatever it did."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    sent = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    with transaction.atomic():
        answer = client.generic(one.method, path, headers=headers, **sent)
        transaction.set_rollback(True)
    return answer


def new_key(world: World, person: Any, scopes: Any) -> str:
    """Make a key of somebody for the atelier."""
    _, text = actions_keys.make_key(
        dossier=world.atelier.dossier,
        person=person,
        title="x",
        scopes=scopes,
        actor=PROGRAM,
        now=timezone.now(),
    )
    return text


def _bound() -> Iterator[Any]:
    for _, router in api._routers:
        for view in router.path_operations.values():
            yield from view.operations


def _rights(operation: Any) -> frozenset[Right] | None:
    keys_of = [one for one in operation.auth_callbacks if isinstance(one, Key)]
    if not keys_of:
        raise AssertionError(f"{operation.operation_id} asks no key")
    return frozenset(keys_of[0].access_rights) or None
