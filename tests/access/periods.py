"""Try what an auditor of a period and an employee see: the rest is as absent as what is not there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client

from boekbrug.business.banking.models import Movement
from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import actions, actions_firm, tenant
from boekbrug.business.dossiers.document_days import ALL_DAYS, Days
from boekbrug.business.dossiers.key_scopes import SCOPES
from boekbrug.business.dossiers.models import DossierMember, FirmMember
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.people.actor import PROGRAM
from boekbrug.business.reconciliation.models import Allocation, Proposal
from tests.access.operations import ask_api, new_key, operations
from tests.access.pages import Tried, absent_ids, as_somebody, ask_page, inside, plain_answer
from tests.access.world import World

BEFORE = Days(None, dt.date(2019, 12, 31))
WHOLE = Days(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
DATED = {
    "document",
    "statement",
    "batch",
    "delivery",
    "shipment",
    "movement",
}  # kinds of rows that have a day
WORD = "Zonderling"  # stands on every document, and on nothing else
FILE_OF_ALL_DAYS = {"statement-file"}


def try_periods(world: World) -> Tried:
    """Every page and operation, for an auditor of days on which nothing was, and of days that hold all."""
    tried = Tried()
    _mark(world)
    whole = {}
    for days in (ALL_DAYS, WHOLE):
        _limit(world, days)
        whole[days] = _everything(world, "auditor")
    for what, answer in whole[ALL_DAYS].items():
        limited = whole[WHOLE][what]
        same = answer[0] == limited[0] or what.split()[-1] in FILE_OF_ALL_DAYS
        tried.judge("days that hold all", same, f"{what}: {answer[0]}, limited {limited[0]}")
    tried.counts["told without a limit"] = sum(WORD in str(one) for one in whole[ALL_DAYS].values())
    _limit(world, BEFORE)
    _as_absent(tried, world, "auditor", DATED)
    _limit(world, WHOLE)
    with tenant.enter(world.atelier.dossier):
        Document.objects.update(issued_on=dt.date(2019, 6, 1))  # what pays and what is paid lie apart
    for what, answer in _everything(world, "auditor").items():
        tried.judge(
            "nothing breaks between", answer[0] < 500 and WORD not in str(answer), f"{what} {answer[0]}"
        )
    return tried


def try_own_sales(world: World) -> Tried:
    """Every page and operation, for an employee who made nothing, who made all, and who may see all."""
    tried, bram = Tried(), world.people["employee"]
    _mark(world)
    _as_absent(tried, world, "employee", {"document"})
    member, by = DossierMember.objects.get(person=bram), {"actor": PROGRAM, "now": world.now}
    for maker, rights in ((bram, []), (world.people["owner"], [Right.SEE_ALL_SALES])):
        with tenant.enter(world.atelier.dossier):
            Document.objects.update(made_by=maker)
        actions.grant(member=member, rights=rights, **by)  # type: ignore[arg-type]
        told = sum(WORD in str(one) for one in _everything(world, "employee").values())
        tried.judge("own or granted", told > 3, f"{rights}: {told} pages tell of it")
    return tried


def _mark(world: World) -> None:
    """Put the word on every document, and tie one to a movement."""
    with tenant.enter(world.atelier.dossier):
        Document.objects.update(note=WORD, reference=WORD, contact_name=WORD)
        for one in Document.objects.all():
            Document.objects.filter(pk=one.pk).update(number=f"{WORD}-{one.pk}")
        Contact.objects.update(name="Klant")
        movement, paid = Movement.objects.order_by("ordinal")[0], Document.objects.filter(state="FINAL")[0]
        Allocation.objects.create(
            movement=movement, document=paid, amount_thousandths=1, is_automatic=False, made_at=world.now
        )
        Proposal.objects.update(parts=[[paid.pk, 1]], others=[{"document": paid.pk, "reasons": []}])


def _limit(world: World, days: Days) -> None:
    member = FirmMember.objects.get(person=world.people["auditor"])
    by: dict[str, Any] = {"actor": world.cast.actor(world.cast.bea), "now": world.now}
    actions_firm.limit_documents(member=member, days=days, **by)


def _as_absent(tried: Tried, world: World, role: str, kinds: set[str]) -> None:
    """What somebody may not see answers as what is not there, and no page tells of it."""
    outside, lacking = _everything(world, role), _everything(world, role, ids=absent_ids(), kinds=kinds)
    for what, answer in outside.items():
        tried.judge("nothing breaks", answer[0] < 500, f"{what}: {answer[0]}")
        tried.judge("no word of it is told", WORD not in str(answer), what)
        if lacking[what] is not None:
            tried.judge("outside is as absent", answer == lacking[what], f"{what}: {answer[0]}")


def _everything(
    world: World, role: str, *, ids: dict[str, str] | None = None, kinds: set[str] = DATED
) -> dict[str, Any]:
    """What somebody gets, by page and operation; with other ids only where rows of these kinds are named."""
    own, given = world.atelier.dossier.public_id, ids or world.atelier.ids
    client, found = as_somebody(world, role), {}
    for one in inside():
        if "GET" in one.rule.methods:
            is_named = bool(kinds & set(one.places))
            answer = _read(ask_page(client, "GET", one.fill(own, given), {}), given)
            found[f"page {one.name}"] = answer if ids is None or is_named else None
    token = new_key(world, world.people[role], SCOPES)
    for operation in operations():
        if operation.method == "GET":
            is_named = any(f"{{{kind}}}" in operation.path for kind in kinds)
            address = operation.address(own, given)
            answer = plain_answer(ask_api(Client(), operation, address, token=token, body=None), given)
            found[f"operation {operation.name}"] = answer if ids is None or is_named else None
    return found


def _read(answer: Any, ids: dict[str, str]) -> tuple[Any, ...]:
    """The answer without what names the request itself; a list that is streamed is read to its end."""
    plain = plain_answer(answer, ids)
    if getattr(answer, "streaming", False):
        return (*plain, b"".join(answer.streaming_content).decode("utf-8", "replace"))
    return plain
