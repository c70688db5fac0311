"""Try every address of a firm: each method, each role in it or none, mandates of others and absent ones."""

from __future__ import annotations

from boekbrug.business.dossiers.models import FirmRole, Mandate
from boekbrug.business.dossiers.public_ids import new_public_id
from boekbrug.business.dossiers.role_table import IN_FIRM
from boekbrug.business.invitations import actions as invitations
from tests.access.pages import LET_IN, METHODS, Address, Tried, addresses, as_somebody, ask_page, plain_answer
from tests.access.world import OUTSIDE, World

ROLES = {"manager": FirmRole.MANAGER, "assistant": FirmRole.ASSISTANT, "admin": FirmRole.ADMIN,
         "auditor": FirmRole.AUDITOR}  # fmt: skip
STRANGERS = ("owner", "employee", *OUTSIDE)
FORMS = ({}, {"answer": "accept"}, {"answer": "end"}, {"scope": "sales"})


def of_firms() -> list[Address]:
    """Return the addresses inside firms."""
    return [one for one in addresses() if one.rule.scope == "firm"]


def try_firms(world: World) -> Tried:
    """Each role on each address of a firm with each method; then mandates of others, as absent ones."""
    tried = Tried()
    asked = invitations.invite(
        email="gast@example.be", role="ASSISTANT", firm=world.cast.office,
        actor=world.cast.actor(world.cast.bea), now=world.now,
    )  # fmt: skip
    place = {"firm": world.cast.office.public_id, "mandate": world.atelier.ids["mandate"],
             "invitation": asked.public_id}  # fmt: skip
    for role in ("visitor", *STRANGERS, *ROLES):
        client = as_somebody(world, role)
        for address in of_firms():
            for method in METHODS:
                status = ask_page(client, method, address.fill("", place), {}).status_code
                expected = _expected(role, address, method)
                what = f"{role} {method} {address.name}: {status}, expected {sorted(expected)}"
                tried.judge("role on address of a firm", status in expected, what)
    _try_foreign_mandates(world, tried)
    _try_foreign_dossiers(world, tried)
    return tried


def _try_foreign_dossiers(world: World, tried: Tried) -> None:
    """Dossiers of others in the forms of a firm, as absent ones."""
    client, place = as_somebody(world, "admin"), {"firm": world.cast.office.public_id}
    forms = [{"act": act, "person": world.people["manager"].email} for act in ("name", "private", "open")]
    forms += [{"email": "gast@example.be", "until_on": "2099-12-31"}]
    for address in (one for one in of_firms() if set(one.places) == {"firm"} and "POST" in one.rule.methods):
        for form in forms:
            here, nowhere = {"dossier": world.dirks.dossier.public_id}, {"dossier": new_public_id()}
            found = ask_page(client, "POST", address.fill("", place), form | here)
            lacking = ask_page(client, "POST", address.fill("", place), form | nowhere)
            same = plain_answer(found, here) == plain_answer(lacking, nowhere)
            tried.judge("foreign dossier in a form of a firm", same, f"{address.name} {form}")


def _try_foreign_mandates(world: World, tried: Tried) -> None:
    foreign = Mandate.objects.exclude(firm=world.cast.office).values_list("public_id", flat=True)
    client, firm = as_somebody(world, "admin"), world.cast.office.public_id
    for address in (one for one in of_firms() if "mandate" in one.places):
        for method in address.rule.methods:
            for form in FORMS:
                for one in foreign:
                    here, nowhere = {"mandate": one}, {"mandate": new_public_id()}
                    found = ask_page(client, method, address.fill("", {"firm": firm} | here), form)
                    lacking = ask_page(client, method, address.fill("", {"firm": firm} | nowhere), form)
                    same = plain_answer(found, here) == plain_answer(lacking, nowhere)
                    tried.judge("foreign mandate in a firm", same, f"{method} {address.name} {form}")


def _expected(role: str, address: Address, method: str) -> set[int]:
    rule = address.rule
    if method not in {*rule.methods, *({"HEAD"} if "GET" in rule.methods else set())}:
        return {405}
    if role == "visitor":
        return {302}
    if role in STRANGERS:
        return {404}
    return LET_IN if rule.right in {right.value for right in IN_FIRM[ROLES[role]]} else {403}
