"""Make the demo in a folder with a key of the owner of one dossier; print what a fuzzer needs, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main(data: Path) -> None:
    """Make the demo and a key."""
    from tests.browser import serving

    serving.demo_data(data)
    from django.utils import timezone

    from boekbrug.business.dossiers.actions_keys import make_key
    from boekbrug.business.dossiers.key_scopes import SCOPES
    from boekbrug.business.dossiers.models import Dossier
    from boekbrug.business.people.actor import PROGRAM
    from boekbrug.business.people.models import Person

    dossier = Dossier.objects.get(name=serving.DOSSIER)
    person = Person.objects.get(email=serving.WHO)
    key = {"title": "fuzz", "scopes": SCOPES, "actor": PROGRAM, "now": timezone.now()}
    _, token = make_key(dossier=dossier, person=person, **key)
    other = Dossier.objects.exclude(pk=dossier.pk).filter(members__role="OWNER").first()
    owner = other.members.get(role="OWNER").person
    _, other_token = make_key(dossier=other, person=owner, **key)
    print(
        json.dumps(
            {
                "dossier": dossier.public_id,
                "token": token,
                "ids": _ids(dossier),
                "neighbour": [other.public_id, other_token],
            }
        )
    )


def _ids(dossier: Any) -> dict[str, list[str]]:
    """Some ids of each kind, by the name that they have in addresses."""
    from boekbrug.business.banking.models import Statement
    from boekbrug.business.contacts.models import Contact
    from boekbrug.business.documents.models import Document
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.inbox.models import Intake
    from boekbrug.business.outbox.models import Batch

    kinds = {
        "contact": Contact, "document": Document, "statement": Statement, "intake": Intake, "batch": Batch,
    }  # fmt: skip
    with tenant.enter(dossier):
        found = {
            name: list(kind.objects.order_by("-pk").values_list("public_id", flat=True)[:12])
            for name, kind in kinds.items()
        }
    return found | {"movement": [f"{one}.{place}" for one in found["statement"] for place in (1, 2, 3)]}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
