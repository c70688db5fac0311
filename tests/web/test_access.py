"""Who may open what: every address of the map, with every method, for each of the cast.

The expectations follow from the rule that each view carries; a view without a rule fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from boekbrug.business.dossiers.public_ids import new_public_id
from boekbrug.business.dossiers.rights import FirmRight, Right, open_dossier
from boekbrug.web import urls
from boekbrug.web.access import Rule
from tests.cast import Cast

METHODS = ("GET", "POST", "PUT", "DELETE")
NO_SUCH_ROW = {
    200,
    302,
    400,
    404,
    409,
    413,
    422,
}  # let in: what the page then says of the row is its own matter


@dataclass(frozen=True)
class Address:
    """An address of the map, with what its converters want."""

    name: str
    pattern: URLPattern
    rule: Rule

    def fill(self, dossier: str) -> str:
        """Return the address inside a dossier, with ids that do not exist."""
        values = {
            name: _value(name, converter) for name, converter in self.pattern.pattern.converters.items()
        }
        if "dossier" in values:
            values["dossier"] = dossier
        return "/" + str(get_resolver(urls.__name__).reverse(self.name, **values)).lstrip("/")


def _value(name: str, converter: Any) -> str:
    if type(converter).__name__ == "PublicId":
        return new_public_id()
    return {"bridge": "folder", "form": "pdf"}.get(name, "1")


def addresses() -> Iterator[Address]:
    """Yield every address of the site."""
    for one in urls.urlpatterns:
        assert isinstance(one, URLPattern), f"{one} is nested; the map is one page"
        assert not isinstance(one, URLResolver)
        rule = getattr(one.callback, "access_rule", None)
        assert isinstance(rule, Rule), f"{one.name} has no access rule"
        yield Address(str(one.name), one, rule)


ADDRESSES = list(addresses())
IN_DOSSIERS = [one for one in ADDRESSES if one.rule.scope == "dossier"]


def named(some: list[Address]) -> Any:
    """Name the cases by their address."""
    return pytest.mark.parametrize("address", some, ids=lambda one: one.name)


def ask(client: Any, person: Any, method: str, path: str) -> Any:
    """Ask for a path as somebody, or as a visitor."""
    if person is None:
        client.logout()
    else:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.generic(method, path)


def test_every_rule_names_a_right_that_exists():
    known = {*Right, *FirmRight, ""}

    assert {one.rule.right for one in ADDRESSES} <= known
    assert all(one.rule.right for one in ADDRESSES if one.rule.scope in {"dossier", "firm"})


@named(IN_DOSSIERS)
def test_a_stranger_gets_the_same_404_as_for_nothing(client, cast: Cast, address: Address):
    foreign, nothing = address.fill(cast.atelier.public_id), address.fill(new_public_id())

    for method in METHODS:
        answer, no_answer = (ask(client, cast.dirk, method, path) for path in (foreign, nothing))
        if method in address.rule.methods:
            assert answer.status_code == no_answer.status_code == 404
        else:
            assert answer.status_code == no_answer.status_code == 405
        assert _plain(answer, foreign) == _plain(no_answer, nothing)


@named([one for one in ADDRESSES if one.rule.scope not in {"public", "scraper"}])
def test_a_visitor_is_asked_to_log_in(client, cast: Cast, address: Address):
    for method in address.rule.methods:
        answer = ask(client, None, method, address.fill(cast.atelier.public_id))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/")


@named(IN_DOSSIERS)
def test_only_a_role_with_the_right_comes_in(client, cast: Cast, now, address: Address):
    path = address.fill(cast.atelier.public_id)
    for person in (cast.an, cast.bram, cast.carla, cast.bea):
        access = open_dossier(person=person, public_id=cast.atelier.public_id, on=now.date())
        for method in address.rule.methods:
            answer = ask(client, person, method, path)
            if access.may(Right(address.rule.right)):
                assert answer.status_code in NO_SUCH_ROW, (person, method, path)
            else:
                assert answer.status_code == 403, (person, method, path)


@named([one for one in ADDRESSES if one.rule.scope == "operator"])
def test_only_the_operator_sees_the_machine(client, cast: Cast, address: Address):
    cast.bea.is_operator = True
    cast.bea.save()

    for method in address.rule.methods:
        assert ask(client, cast.an, method, address.fill("")).status_code == 404
        assert ask(client, cast.bea, method, address.fill("")).status_code in {200, 302}


def test_an_ended_mandate_closes_the_dossier_at_once(client, cast: Cast, now):
    from boekbrug.business.dossiers import actions, queries

    path = f"/d/{cast.atelier.public_id}/"
    assert ask(client, cast.carla, "GET", path).status_code == 200

    (mandate,) = queries.mandates(cast.atelier)
    actions.end_mandate(mandate=mandate, actor=cast.actor(cast.an), now=now)

    assert ask(client, cast.carla, "GET", path).status_code == 404


def _plain(answer: Any, path: str) -> bytes:
    """The answer without what names the request itself: the address, the token and the id."""
    import re

    text = answer.content.replace(path.encode(), b"")
    return re.sub(rb'(csrfmiddlewaretoken" value="|Request-Id: )[^"\s]+', b"", text)
