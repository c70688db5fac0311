"""Three dossiers that hold one row of each kind, and everybody who could want in.

The atelier has the mandate of the office; the bakery is another client of the same office; Dirk's dossier is
a stranger's. Accounts, numbers and names are the same in all three, so that only the ids differ.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from boekbrug.belgium import enterprise_number
from boekbrug.business.banking import actions as banking
from boekbrug.business.banking.models import Statement
from boekbrug.business.documents import actions as documents
from boekbrug.business.dossiers import actions, actions_agents, actions_firm, actions_keys, tenant
from boekbrug.business.dossiers.key_scopes import AGENT_SCOPES, SCOPES
from boekbrug.business.dossiers.models import Dossier, DossierRole, FirmMember, FirmRole
from boekbrug.business.inbox import actions as inbox
from boekbrug.business.invitations import actions as invitations
from boekbrug.business.outbox.models import Delivery
from boekbrug.business.people import actions as people
from boekbrug.business.people import actions_factors
from boekbrug.business.people.models import Person
from tests.business.banking.sheets import IBAN, day, file_of, sheet
from tests.business.documents.making import customer, draft, give_account
from tests.business.outbox.making import folder_connection, invoice, send
from tests.cast import Cast

ROLES_INSIDE = ("owner", "employee", "manager", "assistant", "admin", "auditor")
OUTSIDE = (
    "other owner",
    "former member",
    "ended mandate",
    "coming mandate",
    "operator",
    "owner of the bakery",
)


@dataclass(frozen=True)
class Filled:
    """A dossier with the ids of its rows, by the name that addresses give them."""

    dossier: Dossier
    ids: dict[str, str]


@dataclass
class World:
    """Everybody and everything."""

    cast: Cast
    now: dt.datetime
    atelier: Filled
    bakery: Filled
    dirks: Filled
    people: dict[str, Person] = field(default_factory=dict)


def make_world(cast: Cast, now: dt.datetime) -> World:
    """Fill the three dossiers, and give everybody their place."""
    baker = _person("bakker", now)
    bakery = actions.add_dossier(
        name="Bakkerij De Korrel", enterprise_number=enterprise_number.make(4567890), owner=baker,
        actor=cast.actor(baker), now=now, street="Molenstraat 7", postcode="8000", city="Brugge",
    )  # fmt: skip
    _mandate(bakery, cast.office, cast, now=now)
    other_office = _firm("Kantoor Maes", 3456789, cast, now)
    _mandate(cast.dirks, other_office, cast, now=now)
    filled = [fill(one, cast, now) for one in (cast.atelier, bakery, cast.dirks)]
    world = World(cast, now, *filled)
    world.people = {
        "owner": cast.an, "employee": cast.bram, "manager": cast.carla, "admin": cast.bea,
        "assistant": _in_office(world, FirmRole.ASSISTANT), "auditor": _in_office(world, FirmRole.AUDITOR),
        "other owner": cast.dirk, "owner of the bakery": baker, "former member": _former(world),
        "ended mandate": _in_firm_with(world, ended=True),
        "coming mandate": _in_firm_with(world, ended=False),
        "operator": _person("beheer", now, is_operator=True),
    }  # fmt: skip
    return world


def fill(dossier: Dossier, cast: Cast, now: dt.datetime) -> Filled:
    """Put one row of each kind into a dossier."""
    owner = dossier.members.get(role=DossierRole.OWNER).person
    by: dict[str, Any] = {"actor": cast.actor(owner), "now": now}
    with tenant.enter(dossier):
        give_account(dossier)
        banking.add_account(iban=IBAN, currency="EUR", name="Zicht", **by)
        content = file_of(sheet(1, opening=0, amounts=(100, -20), since=day(1), on=day(2)))
        intake = inbox.process(intake=inbox.receive(content=content, name="bank.cod", **by), **by)
        contact = customer(now)
        document = documents.save_draft(draft=draft(contact), **by)
        connection = folder_connection(now)
        batch = send(connection, invoice("F-1", now), now=now)
        delivery = Delivery.objects.select_related("shipment").get(batch=batch)
        statement = Statement.objects.get()
    invitation = invitations.invite(email="gast@example.be", role="EMPLOYEE", dossier=dossier, **by)
    key, _ = actions_keys.make_key(dossier=dossier, person=owner, title="Kassa", scopes=SCOPES, **by)
    listed = {"dossiers": [dossier], "title": "Map", "scopes": AGENT_SCOPES}
    agent, _ = actions_agents.make_token(person=owner, **listed, **by)
    mandate = dossier.mandates.get()
    ids = {
        "document": document.public_id, "contact": contact.public_id, "intake": intake.public_id,
        "statement": statement.public_id, "connection": connection.public_id, "batch": batch.public_id,
        "delivery": delivery.public_id, "shipment": delivery.shipment.public_id, "prefix": key.prefix,
        "invitation": invitation.public_id, "mandate": mandate.public_id,
        "movement": f"{statement.public_id}.1", "agent": agent.prefix,
    }  # fmt: skip
    return Filled(dossier, ids)


def _person(name: str, now: dt.datetime, *, is_operator: bool = False) -> Person:
    return people.add_person(
        email=f"{name}@example.be", name=name.title(), password=None, language="nl", now=now,
        is_operator=is_operator,
    )  # fmt: skip


def _mandate(
    dossier: Dossier, firm: Any, cast: Cast, *, now: dt.datetime, from_on: dt.date | None = None
) -> Any:
    by = {"actor": cast.actor(cast.an), "now": now}
    mandate = actions.offer_mandate(
        dossier=dossier, firm=firm, from_on=from_on or dt.date(2026, 1, 1), by_dossier=True, **by
    )
    actions.accept_mandate(mandate=mandate, by_dossier=False, **by)
    return mandate


def _firm(name: str, base: int, cast: Cast, now: dt.datetime, *, admin: Person | None = None) -> Any:
    number = enterprise_number.make(base)
    head = admin or _person("hoofd", now)
    return actions.add_firm(name=name, enterprise_number=number, language="nl", admin=head, now=now)


def _in_office(world: World, role: FirmRole) -> Person:
    person = _person(role.value.lower(), world.now)
    actions_firm.set_firm_role(
        firm=world.cast.office,
        person=person,
        role=role,
        until_on=dt.date(2099, 1, 1),
        actor=world.cast.actor(world.cast.bea),
        now=world.now,
    )
    member = FirmMember.objects.get(person=person)
    actions_firm.assign(
        member=member, dossiers=[world.atelier.dossier], actor=world.cast.actor(world.cast.bea), now=world.now
    )
    actions_factors.give_app(person=person)
    return person


def _former(world: World) -> Person:
    person = _person("vroeger", world.now)
    given = {"dossier": world.atelier.dossier, "person": person, "actor": world.cast.actor(world.cast.an)}
    actions.set_role(**given, role=DossierRole.OWNER, now=world.now)
    actions.set_role(**given, role=None, now=world.now)
    return person


def _in_firm_with(world: World, *, ended: bool) -> Person:
    """The manager of a firm whose mandate in the atelier has ended, or has not begun."""
    name = "beeindigd" if ended else "toekomst"
    person = _person(name, world.now)
    firm = _firm(name, 2345678 + ended, world.cast, world.now, admin=person)
    actions_factors.give_app(person=person)
    from_on = None if ended else dt.date(2099, 1, 1)
    mandate = _mandate(world.atelier.dossier, firm, world.cast, now=world.now, from_on=from_on)
    if ended:
        actions.end_mandate(mandate=mandate, actor=world.cast.actor(world.cast.an), now=world.now)
    return person
