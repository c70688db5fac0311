"""Try every operation of the API with tokens of agents: scopes, own, unlisted and foreign dossiers, endings.

What each token may do is said here once more, by hand: role of whom made it, scopes, list.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils import timezone

from boekbrug.business.dossiers import actions_agents, actions_firm, key_scopes
from boekbrug.business.dossiers.models import AgentToken, Dossier, Firm, FirmMember, FirmRole
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.people.models import Person
from tests.access.operations import Operation, ask_api, operations
from tests.access.pages import LET_IN, Tried, absent_ids, plain_answer
from tests.access.world import Filled, World
from tests.business.dossiers.test_rights import column

OF_AGENTS = {
    "dossier:read": {Right.SEE_DOSSIER},
    "sales:read": {Right.SEE_SALES},
    "purchases:read": {Right.SEE_PURCHASES},
    "files:write": {Right.HAND_IN},
    "bank:read": {Right.SEE_BANK},
    "deliveries:read": {Right.SEE_DELIVERIES},
}
ANSWERED = LET_IN | {201, 202, 411, 415}


@dataclass(frozen=True)
class Given:
    """A token with what it opens in the atelier, and whether the bakery is open to it too."""

    name: str
    text: str
    rights: set[Right]
    status: int = 0  # that everything answers, where it opens nothing
    is_in_bakery: bool = False


def of_one_scope(world: World) -> list[Given]:
    """Tokens of one scope each, by whom made them."""
    found = []
    for scope, rights in OF_AGENTS.items():
        for role in ("owner", "manager", "admin"):
            firm = None if role == "owner" else world.cast.office
            text = _token(world.people[role], firm, [world.atelier.dossier], [scope])
            found.append(Given(f"{role} {scope}", text, rights & column(role, "xb")))
    return found


def of_every_scope(world: World) -> list[Given]:
    """Tokens of everything that an agent may have, by their list."""
    manager, office, every = world.people["manager"], world.cast.office, list(OF_AGENTS)
    all_rights = set().union(*OF_AGENTS.values())
    here, both = [world.atelier.dossier], [world.atelier.dossier, world.bakery.dossier]
    open_to_all = _token(manager, office, [], every, opens_all=True)
    return [
        Given("of the owner", _token(world.people["owner"], None, here, every), all_rights),
        Given("of the firm", _token(manager, office, here, every), all_rights),
        Given("of two dossiers", _token(manager, office, both, every), all_rights, is_in_bakery=True),
        Given("of all dossiers", open_to_all, all_rights, is_in_bakery=True),
        Given("no scopes", _token(manager, office, both, []), set(), is_in_bakery=True),
        Given("unlisted", _token(manager, office, [world.bakery.dossier], every), set(), 404, True),
    ]


def ended(world: World) -> list[Given]:
    """Tokens that opened the atelier once, each closed in another way."""
    office, every, now = world.cast.office, list(OF_AGENTS), timezone.now()
    made = {name: _somebodys(world, name) for name in ("role ended", "role shrunk", "disabled", "unnamed")}
    texts = {name: _token(one, office, [world.atelier.dossier], every) for name, one in made.items()}
    for name in ("revoked", "expired", "closed here"):
        texts[name] = _token(world.people["manager"], office, [world.atelier.dossier], every)
    by: dict[str, Any] = {"actor": PROGRAM, "now": now}
    actions_agents.revoke_token(token=_row(texts["revoked"]), **by)
    earlier = {"created_at": now - dt.timedelta(days=2), "expires_at": now - dt.timedelta(seconds=1)}
    AgentToken.objects.filter(pk=_row(texts["expired"]).pk).update(**earlier)
    AgentToken.objects.filter(pk=_row(texts["closed here"]).pk).update(opens_all=True)
    actions_agents.close_to(dossier=world.atelier.dossier, token=_row(texts["closed here"]), **by)
    actions_firm.set_firm_role(firm=office, person=made["role ended"], role=None, **by)
    actions_firm.set_firm_role(firm=office, person=made["role shrunk"], role=FirmRole.ASSISTANT, **by)
    Person.objects.filter(pk=made["disabled"].pk).update(is_active=False)
    auditor = {"role": FirmRole.AUDITOR, "until_on": dt.date(2099, 1, 1)}
    actions_firm.set_firm_role(firm=office, person=made["unnamed"], **auditor, **by)  # type: ignore[arg-type]
    texts["of nobody"], texts["as a key"] = "bba1_000000000000_x", texts["closed here"].replace("bba1", "bb1")
    unknown = {"revoked", "expired", "of nobody", "as a key"}
    return [Given(name, text, set(), 401 if name in unknown else 404) for name, text in texts.items()]


def try_agents(world: World) -> Tried:
    """Each token on each operation in the atelier, and those of every scope elsewhere."""
    tried = try_few_agents(world)
    for one in of_one_scope(world):
        _try_here(tried, world, one)
    return tried


def try_few_agents(world: World) -> Tried:
    """Tokens of every scope, and those that opened the atelier once."""
    tried = Tried()
    for one in [*of_every_scope(world), *ended(world)]:
        _try_here(tried, world, one)
    for one in of_every_scope(world):
        for operation in operations():
            if "{dossier}" in operation.path:
                _try_elsewhere(tried, world, operation, one)
    return tried


def _try_here(tried: Tried, world: World, one: Given) -> None:
    for operation in operations():
        answer = _in(world.atelier, operation, one)
        expected = _expected(operation, one)
        what = f"{one.name} {operation.name}: {answer.status_code}, expected {sorted(expected)}"
        tried.judge("token on operation", answer.status_code in expected, what)


def _try_elsewhere(tried: Tried, world: World, operation: Operation, one: Given) -> None:
    """A dossier that is not listed answers as one that is not there; no name of one is told."""
    address = operation.address("z" * 13, absent_ids())
    lacking = ask_api(Client(), operation, address, token=one.text, body=operation.body)
    places = [world.dirks] if one.is_in_bakery else [world.dirks, world.bakery]
    for place in places:
        found = _in(place, operation, one)
        same = found.status_code in {404, 401} and plain_answer(found, {}) == plain_answer(lacking, {})
        tried.judge("token elsewhere", same, f"{one.name} {operation.name} {found.status_code}")
        told = found.content.decode("utf-8", "replace")
        tried.judge("name told", place.dossier.name not in told, f"{one.name} {operation.name}")


def _expected(operation: Operation, one: Given) -> set[int]:
    if operation.rights is None:  # says which dossiers the token opens, and nothing of them
        return {one.status} if one.status == 401 else {200}
    if one.status:
        return {one.status}
    is_asked_for_sales = operation.name == "list_documents"  # where nothing else is said
    needed = {Right.SEE_SALES} if is_asked_for_sales else operation.rights
    return ANSWERED if needed & one.rights else {403}


def _in(place: Filled, operation: Operation, one: Given) -> Any:
    address = operation.address(place.dossier.public_id, place.ids)
    client = Client(raise_request_exception=False)
    return ask_api(client, operation, address, token=one.text, body=operation.body)


def _token(
    person: Person, firm: Firm | None, dossiers: list[Dossier], scopes: list[str], *, opens_all: bool = False
) -> str:
    assert set(key_scopes.AGENT_SCOPES) == set(OF_AGENTS)
    _, text = actions_agents.make_token(
        person=person,
        firm=firm,
        dossiers=dossiers,
        opens_all=opens_all,
        scopes=scopes,
        title="Map",
        actor=PROGRAM,
        now=timezone.now(),
    )
    return text


def _somebodys(world: World, name: str) -> Person:
    """Another manager of the office, who loses something afterwards."""
    address = f"{name.replace(' ', '-')}@example.be"
    person = Person.objects.create(email=address, name=name, language="nl")
    FirmMember.objects.create(firm=world.cast.office, person=person, role=FirmRole.MANAGER)
    return person


def _row(text: str) -> AgentToken:
    return AgentToken.objects.get(prefix=text.split("_")[1])
