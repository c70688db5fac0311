"""Put many movements, files and events into the one dossier of an installation; the restore drill runs it.

Statements add up and follow each other, and events are sealed: `boekbrug verify` has something to verify.
"""

from __future__ import annotations

import datetime as dt
import random
import sys

PER_STATEMENT = 500
CENT = 10


def main(movements: int, files: int, events: int) -> None:
    """Fill the installation of the environment."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boekbrug.project.settings")
    django.setup()
    from django.db import transaction

    from boekbrug.belgium import iban
    from boekbrug.business.banking import actions
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.dossiers.models import Dossier
    from boekbrug.business.files.actions import store
    from boekbrug.business.people.actor import PROGRAM

    now, dice = dt.datetime(2026, 3, 16, tzinfo=dt.UTC), random.Random(1)
    with tenant.enter(Dossier.objects.get()):
        account = actions.add_account(
            iban=iban.make_belgian(3630001234), currency="EUR", name="Zicht", actor=PROGRAM, now=now
        )
        for _ in range(files):
            store(content=dice.randbytes(20_000), now=now)
        with transaction.atomic():
            _statements(account, movements, dice, now)
            _events(events, now)


def _statements(account: object, movements: int, dice: random.Random, now: dt.datetime) -> None:
    from boekbrug.business.banking.models import Movement, Statement

    balance, number = 0, 0
    while movements > 0:
        count, day = min(PER_STATEMENT, movements), dt.date(2000, 1, 1) + dt.timedelta(days=number)
        amounts = [dice.randrange(1, 500_000) * CENT * dice.choice((1, -1)) for _ in range(count)]
        statement = Statement.objects.create(
            account=account, identity=f"{number:064d}", fingerprint="0" * 64, year=day.year,
            sequence=number % 999 + 1, paper_number=0, opening_thousandths=balance,
            closing_thousandths=balance + sum(amounts), closing_on=day,
            chain="CONTINUES" if number else "FIRST",
            movement_count=count, imported_at=now,
        )  # fmt: skip
        Movement.objects.bulk_create(
            Movement(
                statement=statement, account=account, ordinal=place, sequence=place, detail=0,
                amount_thousandths=amount, entry_on=day, transaction_code="01500000",
                communication=f"Factuur {number}-{place}", counterparty_name="Bakkerij De Korrel",
                search_text=f"factuur {number}-{place} bakkerij de korrel",
            )
            for place, amount in enumerate(amounts, 1)
        )  # fmt: skip
        balance, number, movements = balance + sum(amounts), number + 1, movements - count


def _events(count: int, now: dt.datetime) -> None:
    """Seal events in one go; `note` would write three rows for each."""
    from django.conf import settings

    from boekbrug.business.dossiers import tenant
    from boekbrug.business.timeline.actions import SEALED, content
    from boekbrug.business.timeline.models import Event, Head
    from boekbrug.business.timeline.seals import seal

    head = Head.objects.get(dossier_id=tenant.current_id())
    first = head.number + 1
    for start in range(first, first + count, PER_STATEMENT):
        events = []
        for number in range(start, min(start + PER_STATEMENT, first + count)):
            event = Event(
                dossier_id=head.dossier_id, number=number, kind="statement.imported", at=now,
                subject_kind="statement", subject_id="0" * 13, channel="worker", detail={"movements": number},
            )  # fmt: skip
            sealed = content(*(getattr(event, name) for name in SEALED))
            head.number, head.seal = number, seal(settings.TIMELINE_KEY, head.seal, sealed)
            event.seal = head.seal
            events.append(event)
        Event.objects.bulk_create(events)
    head.save()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:4]))
