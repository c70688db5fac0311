"""Every operation of the description against every key: nobody gets further than their rights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from boekbrug.api.access import Key
from boekbrug.api.v1 import api
from boekbrug.business.dossiers.actions_agents import make_token
from boekbrug.business.dossiers.actions_keys import revoke_key
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.dossiers.role_table import of_employee
from boekbrug.business.people.actor import PROGRAM
from tests.api.program import Program, problem
from tests.cast import Cast

FOR_EVERY_KEY = {"list_dossiers"}  # says which dossier the key opens, and nothing of it
NO_ROW = "zzzzzzzzzzzzz"


@dataclass(frozen=True)
class Operation:
    """One operation of the description, with the rights that open it."""

    name: str
    method: str
    path: str
    rights: tuple[Right, ...] | None

    def address(self, program: Program) -> str:
        """The address in the dossier of a program, with ids of rows that do not exist."""
        own = program.inside.rpartition("/")[2]
        path = self.path.replace("{dossier}", own)
        for name in ("intake", "statement", "contact", "document", "batch"):
            path = path.replace(f"{{{name}}}", NO_ROW)
        return path.replace("{movement}", f"{NO_ROW}.1")


def operations() -> list[Operation]:
    """Every operation that the description shows."""
    rights = {one.operation_id: _rights(one) for one in _bound()}
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return [
        Operation(one["operationId"], method.upper(), path, rights[one["operationId"]])
        for path, methods in paths.items()
        for method, one in methods.items()
    ]


def _bound() -> Iterator[Any]:
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            yield from view.operations


def _rights(operation: Any) -> tuple[Right, ...] | None:
    guards = operation.auth_callbacks
    return guards[0].access_rights if len(guards) == 1 and type(guards[0]) is Key else None


ALL = operations()
every_operation = pytest.mark.parametrize("operation", ALL, ids=lambda one: one.name)


def test_the_description_holds_the_whole_walk() -> None:
    assert len(ALL) >= 36
    assert len(ALL) == len(list(_bound())), "an operation is hidden from the description"


@every_operation
def test_every_operation_names_its_right(operation: Operation) -> None:
    assert operation.rights is not None
    assert operation.rights or operation.name in FOR_EVERY_KEY


def test_without_a_key_nothing_opens(an: Program) -> None:
    for operation in ALL:
        response = Client().generic(operation.method, operation.address(an))

        assert response.status_code == 401, operation
        assert problem(response)["code"] == "api-no-key"


def test_a_revoked_key_opens_nothing(an: Program) -> None:
    revoke_key(key=an.key, actor=PROGRAM, now=timezone.now())

    for operation in ALL:
        response = an.client.generic(operation.method, operation.address(an), headers=an.headers)

        assert response.status_code == 401, operation


def test_a_stranger_finds_nothing(an: Program, dirk: Program) -> None:
    own = an.inside.rpartition("/")[2]
    for operation in ALL:
        if "{dossier}" not in operation.path:
            continue
        address = operation.address(an)
        known, unknown = (
            dirk.client.generic(operation.method, one, headers=dirk.headers)
            for one in (address, address.replace(own, NO_ROW))
        )

        assert known.status_code == unknown.status_code == 404, operation
        assert known.content == unknown.content


def test_an_employee_does_what_the_roles_say(bram: Program) -> None:
    for operation in ALL:
        has_right = bool(of_employee([]) & set(operation.rights or ()))

        response = bram.client.generic(operation.method, operation.address(bram), headers=bram.headers)

        if has_right or operation.name in FOR_EVERY_KEY:
            assert response.status_code in (200, 404, 422), (operation, response.content)
        else:
            assert response.status_code == 403, operation
            assert problem(response)["code"] == "api-not-allowed"


def test_a_key_without_its_person_opens_nothing(an: Program, cast: Cast) -> None:
    cast.atelier.members.filter(person=cast.an).delete()

    assert an.call("GET", "/contacts").status_code == 404
    assert an.client.get("/api/v1/dossiers", headers=an.headers).status_code == 404


def test_a_session_opens_nothing(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.an)

    assert client.get(f"/api/v1/dossiers/{cast.atelier.public_id}/contacts").status_code == 401


def test_an_address_that_is_no_id_asks_the_database_nothing(cast: Cast) -> None:
    """PostgreSQL refuses U+0000 with an error that would be ours."""
    by = {"actor": PROGRAM, "now": timezone.now()}
    _token, text = make_token(
        person=cast.an, dossiers=[cast.atelier], title="Map", scopes=["files:write"], **by
    )
    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, *others: Any) -> Any:
        asked.append(f"{params}")
        return execute(sql, params, *others)

    with connection.execute_wrapper(note):
        answer = Client().get("/api/v1/dossiers/a%00b/intake", headers={"Authorization": f"Bearer {text}"})

    assert answer.status_code == 404
    assert len(asked) > 0
    assert [one for one in asked if "\\x00" in one] == []
