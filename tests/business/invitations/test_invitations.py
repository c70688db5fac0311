"""Invitations: signed, expiring, sent again, withdrawn, accepted once, by who was asked."""

from __future__ import annotations

import datetime as dt
import random
import string
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.actions import LastOwner
from boekbrug.business.dossiers.models import DossierMember, DossierRole, FirmMember, FirmRole
from boekbrug.business.invitations import actions, links, queries
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.invitations.queries import NoInvitation
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.business.people.models import Person
from boekbrug.business.timeline.models import Event
from tests.cast import PASSWORD, Cast

NEW = "els@example.be"
MINUTE = dt.timedelta(minutes=1)


def invite(cast: Cast, now: dt.datetime, **values: Any) -> Invitation:
    """An asks Els to work in the atelier, or nearly so."""
    asked = {"email": NEW, "role": "EMPLOYEE", "dossier": cast.atelier, "actor": cast.actor(cast.an)}
    return actions.invite(**{**asked, **values}, now=now)


def kinds(cast: Cast) -> list[str]:
    """What the timeline of the atelier says of invitations and roles, oldest first."""
    with tenant.enter(cast.atelier):
        events = Event.objects.order_by("number").values_list("kind", flat=True)
        return [kind for kind in events if kind.startswith("invitation.")]


def test_a_new_person_accepts_with_a_name_and_a_password(cast: Cast, now: dt.datetime) -> None:
    token = links.token_of(invite(cast, now))

    person = actions.accept_as_new(token=token, name="Els Maes", password=PASSWORD, now=now + MINUTE)

    assert DossierMember.objects.get(person=person).role == DossierRole.EMPLOYEE
    assert (person.email, person.language, person.check_password(PASSWORD)) == (NEW, "nl", True)
    assert kinds(cast) == ["invitation.made", "invitation.accepted"]


def test_a_known_person_accepts_and_their_sessions_end(cast: Cast, now: dt.datetime) -> None:
    token, stamp = links.token_of(invite(cast, now, email=" DIRK@Example.be ")), cast.dirk.session_stamp

    actions.accept(token=token, person=cast.dirk, now=now)

    cast.dirk.refresh_from_db()
    assert DossierMember.objects.filter(person=cast.dirk, dossier=cast.atelier).exists()
    assert cast.dirk.session_stamp != stamp


def test_somebody_is_invited_to_a_firm(cast: Cast, now: dt.datetime) -> None:
    by_bea = cast.actor(cast.bea)
    asked = invite(cast, now, dossier=None, firm=cast.office, role="ASSISTANT", actor=by_bea)

    person = actions.accept_as_new(token=links.token_of(asked), name="Els", password=PASSWORD, now=now)

    assert FirmMember.objects.get(person=person).role == FirmRole.ASSISTANT


def test_an_invitation_is_for_one_address(cast: Cast, now: dt.datetime) -> None:
    token = links.token_of(invite(cast, now))

    with pytest.raises(actions.OtherAddress):
        actions.accept(token=token, person=cast.dirk, now=now)

    assert not DossierMember.objects.filter(person=cast.dirk, dossier=cast.atelier).exists()


def test_it_is_accepted_once(cast: Cast, now: dt.datetime) -> None:
    token = links.token_of(invite(cast, now, email=cast.dirk.email))
    actions.accept(token=token, person=cast.dirk, now=now)

    with pytest.raises(NoInvitation):
        actions.accept(token=token, person=cast.dirk, now=now)


def test_after_two_weeks_it_opens_nothing(cast: Cast, now: dt.datetime) -> None:
    token = links.token_of(invite(cast, now))

    assert queries.find_invitation(token, now=now + actions.VALID - MINUTE)
    with pytest.raises(NoInvitation):
        queries.find_invitation(token, now=now + actions.VALID)


def test_a_changed_link_opens_nothing(cast: Cast, now: dt.datetime) -> None:
    token, dice = links.token_of(invite(cast, now)), random.Random(7)
    changed = {
        token[:at] + letter + token[at + 1 :]
        for at in range(len(token))
        for letter in dice.sample(string.ascii_letters + string.digits + "._-", 5)
        if letter != token[at]
    } | {"", "x", token[:-1], token + "a", token.replace(".1.", ".2.")}

    refused = 0
    for one in changed:
        with pytest.raises(NoInvitation):
            queries.find_invitation(one, now=now)
        refused += 1

    assert refused == len(changed) > 200


def test_a_link_of_another_installation_opens_nothing(cast: Cast, now: dt.datetime, settings: Any) -> None:
    token = links.token_of(invite(cast, now))
    settings.SECRET_KEY = "another-" * 8

    with pytest.raises(NoInvitation):
        queries.find_invitation(token, now=now)


def test_sent_again_it_has_a_new_link_and_a_new_term(cast: Cast, now: dt.datetime) -> None:
    asked = invite(cast, now)
    first, later = links.token_of(asked), now + dt.timedelta(days=20)

    actions.resend(invitation=asked, actor=cast.actor(cast.an), now=later)

    asked.refresh_from_db()
    assert asked.expires_at == later + actions.VALID
    assert queries.find_invitation(links.token_of(asked), now=later)
    with pytest.raises(NoInvitation):
        queries.find_invitation(first, now=later)


def test_a_mail_is_not_sent_again_at_once(cast: Cast, now: dt.datetime) -> None:
    asked = invite(cast, now)
    Invitation.objects.update(mailed_at=now)

    with pytest.raises(actions.TooSoon):
        actions.resend(invitation=asked, actor=cast.actor(cast.an), now=now + MINUTE)


def test_withdrawn_it_opens_nothing(cast: Cast, now: dt.datetime) -> None:
    asked = invite(cast, now)

    for _ in range(2):
        actions.revoke(invitation=asked, actor=cast.actor(cast.an), now=now)

    with pytest.raises(NoInvitation):
        queries.find_invitation(links.token_of(asked), now=now)
    assert kinds(cast) == ["invitation.made", "invitation.revoked"]


def test_asking_twice_makes_one_invitation_with_the_last_role(cast: Cast, now: dt.datetime) -> None:
    invite(cast, now)

    again = invite(cast, now, email="ELS@example.be", role="OWNER")

    assert [(one.pk, one.role) for one in queries.open_invitations(dossier=cast.atelier)] == [
        (again.pk, "OWNER")
    ]
    assert kinds(cast) == ["invitation.made", "invitation.resent"]


def test_it_opens_nothing_once_who_invited_may_not_give_roles(cast: Cast, now: dt.datetime) -> None:
    token = links.token_of(invite(cast, now))
    by_an = cast.actor(cast.an)
    dossiers.set_role(dossier=cast.atelier, person=cast.bram, role=DossierRole.OWNER, actor=by_an, now=now)
    dossiers.set_role(dossier=cast.atelier, person=cast.an, role=None, actor=by_an, now=now)

    with pytest.raises(NoInvitation):
        queries.find_invitation(token, now=now)


def test_the_operator_invites_too(cast: Cast, now: dt.datetime) -> None:
    asked = invite(cast, now, actor=Actor(None, Channel.CLI))

    assert queries.find_invitation(links.token_of(asked), now=now) == asked


def test_the_last_owner_does_not_become_less_by_an_invitation(cast: Cast, now: dt.datetime) -> None:
    token = links.token_of(invite(cast, now, email=cast.an.email))

    with pytest.raises(LastOwner):
        actions.accept(token=token, person=cast.an, now=now)

    assert queries.open_invitations(dossier=cast.atelier), "it was half accepted"


def test_a_weak_password_leaves_the_invitation_open(cast: Cast, now: dt.datetime) -> None:
    token = links.token_of(invite(cast, now))

    with pytest.raises(ValidationError):
        actions.accept_as_new(token=token, name="Els", password="passwordpassword", now=now)

    assert queries.find_invitation(token, now=now)
    assert not Person.objects.filter(email=NEW).exists()


@pytest.mark.parametrize(("email", "role"), [("els", "OWNER"), (NEW, "ADMIN"), (NEW, "")])
def test_what_cannot_be_is_refused(cast: Cast, now: dt.datetime, email: str, role: str) -> None:
    with pytest.raises((ValidationError, ValueError)):
        invite(cast, now, email=email, role=role)

    assert not Invitation.objects.exists()


def test_nobody_mails_many_strangers_with_it(cast: Cast, now: dt.datetime) -> None:
    for number in range(actions.OPEN_MAX):
        invite(cast, now, email=f"somebody{number}@example.be")

    with pytest.raises(actions.TooManyInvitations):
        invite(cast, now)


def test_whoever_invited_loses_the_right_by_the_day_of_brussels(cast: Cast) -> None:
    late = dt.datetime(2026, 3, 16, 23, 30, tzinfo=dt.UTC)  # in Brussels it is the 17th already
    place = {"dossier": None, "firm": cast.office, "role": "ASSISTANT", "actor": cast.actor(cast.bea)}
    token = links.token_of(invite(cast, late, **place))
    FirmMember.objects.filter(person=cast.bea).update(
        from_on=dt.date(2026, 3, 1), until_on=dt.date(2026, 3, 16)
    )

    with pytest.raises(NoInvitation):
        queries.find_invitation(token, now=late)
    assert queries.find_invitation(token, now=late - dt.timedelta(hours=1))
