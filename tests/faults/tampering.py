"""Change timelines behind our back, at random, and see whether it is found each time.

    python -m tests.faults.tampering --times 10000 --seed 1

Each change is made in a transaction that is rolled back. The one who tampers can write every row, heads too,
but has no key; the heads of the start are kept elsewhere, as `boekbrug timeline` writes them. A timeline that
nobody touched must stay without a finding: it is looked at after every hundredth change.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.faults.installation import installation

DOSSIERS, EVENTS = 3, 120
NOW = dt.datetime(2026, 3, 16, 8, 30, tzinfo=dt.UTC)


def main() -> int:
    """Run it; 1 when a change was not found, or something was found where nothing changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with installation():
        return tamper(times=chosen.times, dice=random.Random(chosen.seed), tell=_say)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def tamper(*, times: int, dice: random.Random, tell: Callable[[str], None]) -> int:
    """Fill timelines, then tamper; returns how often it went unseen or was seen falsely."""
    from django.db import transaction

    from boekbrug.business.timeline import heads

    dossiers, began = _fill(dice), time.perf_counter()
    known = heads.read(heads.written(dossiers, now=NOW))
    done: Counter[str] = Counter()
    unseen: Counter[str] = Counter()
    for round_number in range(times):
        way = dice.choice(WAYS)
        with transaction.atomic():
            dossier = dice.choice(dossiers)
            way(dossier, [one for one in dossiers if one != dossier], dice)
            done[way.__name__] += 1
            unseen[way.__name__] += not any(_breaks(one, known) for one in dossiers)
            transaction.set_rollback(True)
        if round_number % 100 == 0:
            unseen["nothing"] += any(_breaks(one, known) for one in dossiers)
    for name, count in sorted(done.items()):
        tell(f"{name:<44} {count:6} tried {count - unseen[name]:6} found")
    wrong = sum(unseen.values())
    tell(f"{times} tamperings, {wrong} unseen or seen falsely, {time.perf_counter() - began:.0f} s")
    return wrong


def _breaks(dossier: Any, known: Any) -> bool:
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.timeline.queries import find_break

    with tenant.enter(dossier):
        return find_break(known[dossier.public_id]) is not None


def _fill(dice: random.Random) -> list[Any]:
    from django.db import transaction

    from boekbrug.belgium import enterprise_number
    from boekbrug.business.dossiers import actions, tenant
    from boekbrug.business.people import actions as people
    from boekbrug.business.people.actor import Actor, Channel
    from boekbrug.business.timeline.actions import note

    an = people.add_person(email="an@example.be", name="An Peeters", password=None, language="nl", now=NOW)
    actor, made = Actor(an, Channel.WEB), []
    for place in range(DOSSIERS):
        number = enterprise_number.make(7123456 + place)
        made.append(
            actions.add_dossier(
                name=f"Atelier {place}", enterprise_number=number, owner=an, actor=actor, now=NOW
            )
        )
        with tenant.enter(made[-1]), transaction.atomic():
            for count in range(EVENTS):
                note(
                    kind=dice.choice(("document.issued", "movement.matched", "delivery.delivered")),
                    subject=("document", f"doc{count % 9}"), actor=actor,
                    at=NOW + dt.timedelta(seconds=count),
                    detail={"number": count, "cents": dice.randrange(9999)},
                )  # fmt: skip
    return made


def _events(dossier: Any) -> Any:
    """Rows as who tampers has them: round the guard."""
    from django.db.models import QuerySet

    from boekbrug.business.timeline.models import Event

    return QuerySet(Event).filter(dossier=dossier)


def _one(dossier: Any, dice: random.Random) -> Any:
    return dice.choice(list(_events(dossier)))


def _set_head(dossier: Any) -> None:
    """Make the head fit what is left, as who tampers would."""
    from boekbrug.business.timeline.models import Head

    last = _events(dossier).order_by("-number").first()
    number, seal = (last.number, last.seal) if last else (0, "")
    Head.objects.filter(dossier=dossier).update(number=number, seal=seal)


def edit_a_field(dossier: Any, _: Any, dice: random.Random) -> None:
    """Change one field of one event."""
    event = _one(dossier, dice)
    changes: dict[str, Any] = {
        "kind": event.kind + ".", "subject_kind": event.subject_kind + "s",
        "subject_id": "x" + event.subject_id,
        "channel": "cli" if event.channel != "cli" else "web", "actor_id": None if event.actor_id else 1,
        "at": event.at + dt.timedelta(microseconds=dice.choice((-1, 1)) * dice.randrange(1, 10**12)),
        "detail": {**event.detail, "cents": dice.randrange(10**6, 10**7)},
        "number": event.number + 1000, "seal": f"{dice.randrange(16**64):064x}",
    }  # fmt: skip
    name = dice.choice(sorted(changes))
    _events(dossier).filter(pk=event.pk).update(**{name: changes[name]})


def delete_one(dossier: Any, _: Any, dice: random.Random) -> None:
    """Take one event away."""
    _events(dossier).filter(pk=_one(dossier, dice).pk).delete()


def delete_one_and_close_the_gap(dossier: Any, _: Any, dice: random.Random) -> None:
    """Take one event away and number the later ones anew."""
    event = _one(dossier, dice)
    _events(dossier).filter(pk=event.pk).delete()
    for later in _events(dossier).filter(number__gt=event.number).order_by("number"):
        _events(dossier).filter(pk=later.pk).update(number=later.number - 1)
    _set_head(dossier)


def insert_one(dossier: Any, _: Any, dice: random.Random) -> None:
    """Add a copy of an event at the end, with the head after it."""
    event = _one(dossier, dice)
    last = _events(dossier).order_by("-number").first()
    event.pk, event.number = None, last.number + 1
    event.seal = dice.choice((event.seal, f"{dice.randrange(16**64):064x}"))
    _events(dossier).bulk_create([event])
    _set_head(dossier)


def swap_two(dossier: Any, _: Any, dice: random.Random) -> None:
    """Exchange the places of two events."""
    first, second = dice.sample(list(_events(dossier)), 2)
    _events(dossier).filter(pk=first.pk).update(number=0)
    _events(dossier).filter(pk=second.pk).update(number=first.number)
    _events(dossier).filter(pk=first.pk).update(number=second.number)


def swap_what_two_say(dossier: Any, _: Any, dice: random.Random) -> None:
    """Exchange the details of two events."""
    first, second = dice.sample(list(_events(dossier).exclude(detail={})), 2)
    _events(dossier).filter(pk=first.pk).update(detail=second.detail)
    _events(dossier).filter(pk=second.pk).update(detail=first.detail)


def cut_the_tail(dossier: Any, _: Any, dice: random.Random) -> None:
    """Take the last events away, without touching the head."""
    last = _events(dossier).order_by("-number").first()
    _events(dossier).filter(number__gt=last.number - dice.randrange(1, 20)).delete()


def cut_the_tail_and_set_the_head(dossier: Any, _: Any, dice: random.Random) -> None:
    """Take the last events away and set the head: only the head that was kept elsewhere tells."""
    last = _events(dossier).order_by("-number").first()
    _events(dossier).filter(number__gt=last.number - dice.randrange(1, last.number + 1)).delete()
    _set_head(dossier)


def edit_the_head(dossier: Any, _: Any, dice: random.Random) -> None:
    """Change the head only."""
    from boekbrug.business.timeline.models import Head

    changes: dict[str, Any] = {"number": dice.randrange(1, 100), "seal": f"{dice.randrange(16**64):064x}"}
    name = dice.choice(sorted(changes))
    Head.objects.filter(dossier=dossier).update(**{name: changes[name]})


def take_it_all_away(dossier: Any, _: Any, dice: random.Random) -> None:
    """Take every event and the head away."""
    from boekbrug.business.timeline.models import Head

    _events(dossier).delete()
    Head.objects.filter(dossier=dossier).delete()


def move_one_to_another_dossier(dossier: Any, others: Any, dice: random.Random) -> None:
    """Put an event into the timeline of another dossier, at its end."""
    event, other = _one(dossier, dice), dice.choice(others)
    last = _events(other).order_by("-number").first()
    _events(dossier).filter(pk=event.pk).update(dossier=other, number=last.number + 1)
    _set_head(other)


def give_one_dossier_the_timeline_of_another(dossier: Any, others: Any, _: Any) -> None:
    """Replace a timeline by a whole and valid one of elsewhere."""
    _events(dossier).delete()
    _events(others[0]).update(dossier=dossier)
    _set_head(dossier)


def edit_and_seal_anew_with_another_key(dossier: Any, _: Any, dice: random.Random) -> None:
    """Change an event and seal the rest of the chain with a key of one's own."""
    from boekbrug.business.timeline.actions import SEALED, content
    from boekbrug.business.timeline.seals import seal

    event = _one(dossier, dice)
    _events(dossier).filter(pk=event.pk).update(detail={"cents": dice.randrange(10**6, 10**7)})
    before = _events(dossier).filter(number=event.number - 1).first()
    previous, key = before.seal if before else "", dice.randbytes(32)
    for later in _events(dossier).filter(number__gte=event.number).order_by("number"):
        previous = seal(key, previous, content(*(getattr(later, name) for name in SEALED)))
        _events(dossier).filter(pk=later.pk).update(seal=previous)
    _set_head(dossier)


WAYS: tuple[Callable[[Any, Any, random.Random], None], ...] = (
    edit_a_field, edit_a_field, edit_a_field, delete_one, delete_one_and_close_the_gap, insert_one, swap_two,
    swap_what_two_say, cut_the_tail, cut_the_tail_and_set_the_head, edit_the_head, take_it_all_away,
    move_one_to_another_dossier, give_one_dossier_the_timeline_of_another,
    edit_and_seal_anew_with_another_key,
)  # fmt: skip

if __name__ == "__main__":
    sys.exit(main() > 0)
