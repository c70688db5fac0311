"""The heads of timelines as a file that is kept elsewhere: it proves later that no tail was cut off.

A file is one JSON object with the heads and a seal over them, so that a false file is told from a cut tail.
"""

from __future__ import annotations

import datetime as dt
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from boekbrug.business.dossiers import queries as dossiers
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier, Firm
from boekbrug.business.timeline import firms, queries
from boekbrug.business.timeline.queries import KnownHead
from boekbrug.business.timeline.seals import seal
from boekbrug.wording import Refusal, Wording

_PURPOSE = "heads"
UNREADABLE = Wording(
    "heads-unreadable",
    "This file holds no heads of timelines of this installation: it cannot be read. "
    "Give one that `boekbrug timeline` wrote, unchanged.",
)
OTHER_SEAL = Wording(
    "heads-other-seal",
    "This file holds no heads of timelines of this installation: its seal does not fit. "
    "Give one that `boekbrug timeline` wrote, unchanged.",
)


class NotHeads(Refusal):
    """The file does not hold heads of timelines of this installation."""


def written(of: Iterable[Dossier | Firm] | None = None, *, now: dt.datetime) -> str:
    """Return the file with the heads of some dossiers and firms, or of all."""
    heads = {}
    everything: list[Dossier | Firm] = [*dossiers.all_dossiers(), *dossiers.all_firms()]
    for one in everything if of is None else of:
        if found := _head(one):
            heads[one.public_id] = [found.number, found.seal]
    said = {"made_at": now.astimezone(dt.UTC).isoformat(timespec="seconds"), "heads": heads}
    return json.dumps(said | {"seal": _seal(said)}, indent=1) + "\n"


def read(text: str) -> dict[str, KnownHead]:
    """Return the heads in a file by the id of the dossier or firm; raises NotHeads."""
    try:
        said = json.loads(text)
        found = said.pop("seal")
        heads = {str(name): KnownHead(int(number), str(at)) for name, (number, at) in said["heads"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise NotHeads(UNREADABLE.say()) from wrong
    if not isinstance(found, str) or not hmac.compare_digest(found, _seal(said)):
        raise NotHeads(OTHER_SEAL.say())
    return heads


def _head(one: Dossier | Firm) -> KnownHead | None:
    if isinstance(one, Firm):
        return firms.head(one)
    with tenant.enter(one):
        return queries.head()


def _seal(said: Mapping[str, Any]) -> str:
    return seal(settings.TIMELINE_KEY, _PURPOSE, said)
