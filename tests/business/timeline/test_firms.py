"""The timeline of a firm: what is noted, and that whoever tampers with it is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from boekbrug.business import verification
from boekbrug.business.dossiers import actions, actions_firm, tenant
from boekbrug.business.dossiers.models import FirmMember, FirmRole, Mandate
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.invitations import actions as invitations
from boekbrug.business.timeline import firms, heads
from boekbrug.business.timeline.actions_firm import note_in_firm
from boekbrug.business.timeline.models import Event, FirmEvent, FirmHead, Head
from boekbrug.business.timeline.queries import ChainBreak
from tests.cast import Cast


@pytest.fixture
def by_bea(cast: Cast, now: dt.datetime) -> dict[str, Any]:
    return {"actor": cast.actor(cast.bea), "now": now}


@pytest.fixture
def last(cast: Cast, by_bea: dict[str, Any]) -> int:
    """The number of the last event of the office, which has some."""
    carla = FirmMember.objects.get(person=cast.carla)
    for dossiers in ([cast.atelier], [], [cast.atelier]):
        actions_firm.assign(member=carla, dossiers=dossiers, **by_bea)
    found = firms.head(cast.office)
    assert found is not None
    return found.number


def kinds(cast: Cast) -> list[str]:
    return [one.kind for one in reversed(firms.latest_events(cast.office, limit=99))]


def test_what_changes_in_a_firm_is_noted_there(cast: Cast, by_bea: dict[str, Any]) -> None:
    began, carla = len(kinds(cast)), FirmMember.objects.get(person=cast.carla)
    mandate = Mandate.objects.get()

    actions.set_private(mandate=mandate, is_private=True, **by_bea)
    actions_firm.name(member=carla, dossiers=[cast.atelier], **by_bea)
    actions.grant(member=carla, rights=[Right.EDIT_SALES], **by_bea)
    actions_firm.set_firm_role(firm=cast.office, person=cast.carla, role=FirmRole.ASSISTANT, **by_bea)
    invitations.invite(email="els@example.be", role="ASSISTANT", firm=cast.office, **by_bea)
    actions.end_mandate(mandate=mandate, **by_bea)

    assert kinds(cast)[:began] == [
        "firm.added", "firm.role", "firm.role", "mandate.offered", "mandate.accepted",
    ]  # fmt: skip
    assert kinds(cast)[began:] == [
        "mandate.made_private", "firm.named", "firm.granted", "firm.role", "invitation.made", "mandate.ended",
    ]  # fmt: skip
    ended = firms.latest_events(cast.office, limit=1)[0]
    assert (ended.actor, ended.detail) == (cast.bea, {"dossier": cast.atelier.public_id})
    assert firms.find_break(cast.office) is None


def edit(last: int) -> None:
    FirmEvent.objects.filter(number=last - 1).update(detail={})


def delete(last: int) -> None:
    FirmEvent.objects.filter(number=last - 1).delete()


def another_firm(last: int) -> None:
    other = actions.add_firm(
        name="Fidu", enterprise_number="0123.456.749", language="nl",
        admin=FirmMember.objects.all()[0].person, now=FirmEvent.objects.all()[0].at,
    )  # fmt: skip
    FirmEvent.objects.filter(firm=other).delete()
    FirmEvent.objects.filter(number=last - 1).update(firm=other)


@pytest.mark.parametrize(
    ("tamper", "what"), [(edit, "changed"), (delete, "missing"), (another_firm, "missing")]
)
def test_tampering_is_found_where_it_begins(
    cast: Cast, last: int, tamper: Callable[[int], None], what: str
) -> None:
    assert firms.find_break(cast.office) is None

    tamper(last)

    assert firms.find_break(cast.office) == ChainBreak(last - 1, what)
    assert cast.office.public_id in {one.dossier for one in verification.verify_everything()}


def test_a_tail_that_was_cut_is_found_with_a_head_from_elsewhere(
    cast: Cast, last: int, now: dt.datetime
) -> None:
    kept = heads.read(heads.written(now=now))
    FirmEvent.objects.filter(number=last).delete()
    left = FirmEvent.objects.get(number=last - 1)
    FirmHead.objects.update(number=left.number, seal=left.seal)

    assert firms.find_break(cast.office) is None
    assert firms.find_break(cast.office, kept[cast.office.public_id]) == ChainBreak(0, "cut")
    (finding,) = verification.verify_everything(heads=kept)
    assert finding.dossier == cast.office.public_id


def test_an_event_of_a_dossier_is_none_of_a_firm(cast: Cast, last: int) -> None:
    FirmEvent.objects.all().delete()
    with tenant.enter(cast.atelier):
        copied = Event.objects.get(number=1)
        names = ("number", "kind", "subject_kind", "subject_id", "actor", "channel", "at", "detail", "seal")
        FirmEvent.objects.create(firm_id=cast.office.pk, **{name: getattr(copied, name) for name in names})
        FirmHead.objects.update(number=1, seal=copied.seal)
        assert Head.objects.exists()

    assert firms.find_break(cast.office) == ChainBreak(1, "changed")


@pytest.mark.django_db(transaction=True)
def test_a_note_outside_a_transaction_is_our_mistake(now: dt.datetime) -> None:
    from boekbrug.business.dossiers.models import Firm
    from boekbrug.business.people.actor import PROGRAM

    with pytest.raises(RuntimeError, match=r"firm\.role was noted outside"):
        note_in_firm(firm=Firm(), kind="firm.role", subject=("firm", "x"), actor=PROGRAM, at=now)
