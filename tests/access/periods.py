"""Try what an auditor of a period sees: what lies outside is as absent as a stranger's; nothing breaks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client

from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import actions_firm, tenant
from boekbrug.business.dossiers.document_days import ALL_DAYS, Days
from boekbrug.business.dossiers.key_scopes import SCOPES
from boekbrug.business.dossiers.models import FirmMember
from tests.access.operations import _ask, _key, operations
from tests.access.pages import Tried, _answer, _nothing, _plain, as_somebody, inside
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
    with tenant.enter(world.atelier.dossier):
        Document.objects.update(note=WORD, reference=WORD, contact_name=WORD, number=WORD + "-1")
        Contact.objects.update(name="Klant")
    whole = {days: _everything(world, days) for days in (ALL_DAYS, WHOLE)}
    for what, answer in whole[ALL_DAYS].items():
        limited = whole[WHOLE][what]
        same = answer[0] == limited[0] or what.split()[-1] in FILE_OF_ALL_DAYS
        tried.judge("days that hold all", same, f"{what}: {answer[0]}, limited {limited[0]}")
    tried.counts["told without a limit"] = sum(WORD in str(one) for one in whole[ALL_DAYS].values())
    outside, lacking = _everything(world, BEFORE), _everything(world, BEFORE, ids=_nothing())
    for what, answer in outside.items():
        tried.judge("nothing breaks", answer[0] < 500, f"{what}: {answer[0]}")
        tried.judge("no word of it is told", WORD not in str(answer), what)
        if lacking[what] is not None:
            tried.judge("outside is as absent", answer == lacking[what], f"{what}: {answer[0]}")
    return tried


def _everything(world: World, days: Days, *, ids: dict[str, str] | None = None) -> dict[str, Any]:
    """What an auditor of these days gets, by page and operation; with other ids only where rows have days."""
    member = FirmMember.objects.get(person=world.people["auditor"])
    by: dict[str, Any] = {"actor": world.cast.actor(world.cast.bea), "now": world.now}
    actions_firm.limit_documents(member=member, days=days, **by)
    own, given = world.atelier.dossier.public_id, ids or world.atelier.ids
    client, found = as_somebody(world, "auditor"), {}
    for one in inside():
        if "GET" in one.rule.methods:
            is_dated = bool(DATED & set(one.places))
            answer = _read(_answer(client, "GET", one.fill(own, given), {}), given)
            found[f"page {one.name}"] = answer if ids is None or is_dated else None
    token = _key(world, world.people["auditor"], SCOPES)
    for operation in operations():
        if operation.method == "GET":
            is_dated = any(f"{{{kind}}}" in operation.path for kind in DATED)
            address = operation.address(own, given)
            answer = _plain(_ask(Client(), operation, address, token=token, body=None), given)
            found[f"operation {operation.name}"] = answer if ids is None or is_dated else None
    return found


def _read(answer: Any, ids: dict[str, str]) -> tuple[Any, ...]:
    """The answer without what names the request itself; a list that is streamed is read to its end."""
    plain = _plain(answer, ids)
    if getattr(answer, "streaming", False):
        return (*plain, b"".join(answer.streaming_content).decode("utf-8", "replace"))
    return plain
