"""Which fields the pages read, seen while they run; and each of them given ids of rows of others.

A list by hand forgets the field of tomorrow: whatever a page asks of its form or query is tried with an id of
each kind of row, alone and beside the fields that go with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import QueryDict
from django.test import Client

from tests.access.pages import (
    FORMS,
    Tried,
    absent_ids,
    as_somebody,
    ask_page,
    form_with_ids,
    inside,
    plain_answer,
)
from tests.access.world import World

OF_DJANGO = {"csrfmiddlewaretoken", "_method"}
MARK = "zzmarkzzmarkz"  # of the form of an id, and none


@contextmanager
def reading(into: set[str]) -> Iterator[None]:
    """Note every name that is asked of a form or query meanwhile."""
    kept = {name: getattr(QueryDict, name) for name in ("__getitem__", "getlist")}

    def noting(name: str) -> Any:
        def asked(self: Any, key: Any, *others: Any, **named: Any) -> Any:
            into.add(str(key))
            return kept[name](self, key, *others, **named)

        return asked

    for name in kept:
        setattr(QueryDict, name, noting(name))
    try:
        yield
    finally:
        for name in kept:
            delattr(QueryDict, name)  # what it inherits is back


def try_every_field(world: World) -> Tried:
    """Each field of a page by which rows are looked up, with the id of each kind of row of another client."""
    tried, client = Tried(), as_somebody(world, "manager")
    for address in inside():
        path = address.fill(world.atelier.dossier.public_id, world.atelier.ids)
        for method in address.rule.methods:
            page = Page(client, method, path, address.name)
            for form in page.forms_that_look_up():
                _try_form(tried, page, form, world.bakery.ids)
    return tried


class Page:
    """One address with one method, and the fields that it was seen to read."""

    def __init__(self, client: Client, method: str, path: str, name: str) -> None:
        self.client, self.method, self.path = client, method, path
        self.name = f"{method} {name}"
        self.fields: set[str] = set()

    def ask(self, form: dict[str, str]) -> Any:
        """Send a form or query, and see what is read of it."""
        with reading(self.fields):
            answer = ask_page(self.client, self.method, self.path, form)
        self.fields -= OF_DJANGO
        return answer

    def forms_that_look_up(self) -> Iterator[dict[str, str]]:
        """Yield a form for each field whose value reaches a question to the database; the value is "?"."""
        for form in ({}, *FORMS):
            self.ask(form_with_ids(form, absent_ids()))
        done: set[str] = set()
        while todo := sorted(self.fields - done):
            for field in todo:
                beside = next((form for form in FORMS if field in form), {})
                if self._looks_up(form_with_ids(beside, absent_ids()) | {field: MARK}):
                    yield beside | {field: "?"}
            done |= set(todo)

    def _looks_up(self, form: dict[str, str]) -> bool:
        asked: list[str] = []

        def note(execute: Any, sql: str, params: Any, *others: Any) -> Any:
            asked.append(f"{params}" if sql.startswith("SELECT") else "")
            return execute(sql, params, *others)

        with connection.execute_wrapper(note):
            self.ask(form)
        return any(MARK in one for one in asked)


def _try_form(tried: Tried, page: Page, form: dict[str, str], foreign: dict[str, str]) -> None:
    nothing = absent_ids()
    for kind in foreign:
        asked = {field: kind if value == "?" else value for field, value in form.items()}
        answers = [plain_answer(page.ask(form_with_ids(asked, ids)), ids) for ids in (foreign, nothing)]
        tried.judge("foreign id in a field", answers[0] == answers[1], f"{page.name} {asked}")
