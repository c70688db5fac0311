"""The mail of an invitation: in the language of its reader, else of the dossier; once, again, given up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail

from boekbrug.business.invitations import actions, actions_mail, links, work
from boekbrug.business.invitations.models import Invitation
from boekbrug.business.outbox import actions_hold
from boekbrug.business.people import actions as people
from boekbrug.workers import invitations as worker
from tests.business.invitations.test_invitations import NEW, invite
from tests.cast import Cast


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("nl", "An Peeters nodigt u uit in Atelier Noordzee"),
        ("fr", "An Peeters vous invite dans Atelier Noordzee"),
        ("de", "An Peeters lädt Sie in Atelier Noordzee ein"),
        ("en", "An Peeters invites you to Atelier Noordzee"),
    ],
)
def test_the_mail_speaks_the_language_of_the_dossier(
    cast: Cast, now: dt.datetime, language: str, subject: str
) -> None:
    cast.atelier.language = language
    asked = invite(cast, now)

    assert work.send_next(now=now)

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([NEW], subject)
    assert links.link_of(asked) in sent.body
    assert "30/03/2026" in sent.body
    assert not work.send_next(now=now + dt.timedelta(days=1))


def test_the_mail_to_somebody_who_logs_in_already_speaks_their_language(cast: Cast, now: dt.datetime) -> None:
    people.add_person(email=NEW, name="Els", password=None, language="de", now=now)
    asked = invite(cast, now)

    assert work.send_next(now=now)

    assert mail.outbox[0].subject == "An Peeters lädt Sie in Atelier Noordzee ein"
    assert asked.language == "nl", "what the inviter may see does not say whether there is a login"


def test_a_name_cannot_add_a_line_to_the_head_of_the_mail(cast: Cast, now: dt.datetime) -> None:
    cast.an.name = "An\r\nBcc: all@example.be"
    cast.an.save()
    invite(cast, now)

    work.send_next(now=now)

    assert mail.outbox[0].recipients() == [NEW]
    assert "\n" not in mail.outbox[0].subject


def test_a_mail_server_that_is_down_is_tried_five_times(cast: Cast, now: dt.datetime, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    asked = invite(cast, now)

    tries = sum(work.send_next(now=now + dt.timedelta(minutes=minute)) for minute in range(400))

    asked.refresh_from_db()
    assert (tries, asked.mail_due_at, asked.mailed_at) == (5, None, None)


def test_two_workers_send_one_mail(cast: Cast, now: dt.datetime) -> None:
    invite(cast, now)

    first, second = actions_mail.claim_next(now=now), actions_mail.claim_next(now=now)

    assert first is not None
    assert second is None


def test_a_mail_of_a_worker_that_was_killed_is_sent_by_another(cast: Cast, now: dt.datetime) -> None:
    invite(cast, now)
    actions_mail.claim_next(now=now)

    assert not work.send_next(now=now)
    assert work.send_next(now=now + actions_mail.LEASE)
    assert len(mail.outbox) == 1


def test_one_that_is_withdrawn_is_not_mailed(cast: Cast, now: dt.datetime) -> None:
    asked = invite(cast, now)
    actions.revoke(invitation=asked, actor=cast.actor(cast.an), now=now)

    assert not work.send_next(now=now)


def test_an_ending_of_an_earlier_edition_changes_nothing(cast: Cast, now: dt.datetime) -> None:
    asked = invite(cast, now)
    claim = actions_mail.claim_next(now=now)
    assert claim is not None
    actions.resend(invitation=asked, actor=cast.actor(cast.an), now=now)

    actions_mail.note_sent(claim=claim, now=now)

    assert Invitation.objects.get().mail_due_at == now


def test_nothing_is_mailed_while_a_restored_bridge_is_held(cast: Cast, now: dt.datetime) -> None:
    invite(cast, now)
    actions_hold.hold(now=now)

    assert not worker.invite(now)
    actions_hold.release(actor=cast.actor(cast.an), now=now)
    assert worker.invite(now)


def test_a_mail_whose_workers_all_died_is_parked_after_five(cast: Cast, now: dt.datetime) -> None:
    asked = invite(cast, now)
    later = [now + number * 2 * actions_mail.LEASE for number in range(20)]

    claims = [actions_mail.claim_next(now=moment) for moment in later]

    asked.refresh_from_db()
    assert len([one for one in claims if one]) == actions_mail.ATTEMPTS_MAX
    assert (asked.mail_due_at, asked.mail_parked_at) == (None, later[5])


def test_a_worker_that_stood_still_does_not_send_what_another_sent(
    cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(cast, now)
    real = work.message

    def slowly(invitation: Invitation) -> Any:
        monkeypatch.setattr(work, "message", real)
        assert work.send_next(now=now + actions_mail.LEASE)  # another worker, meanwhile
        return real(invitation)

    monkeypatch.setattr(work, "message", slowly)
    work.send_next(now=now)

    assert len(mail.outbox) == 1


def test_what_failed_after_an_earlier_mail_is_not_shown_as_mailed(
    cast: Cast, now: dt.datetime, settings: Any
) -> None:
    asked = invite(cast, now)
    work.send_next(now=now)
    later = now + dt.timedelta(hours=1)
    actions.resend(invitation=asked, actor=cast.actor(cast.an), now=later)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for minute in range(400):
        work.send_next(now=later + dt.timedelta(minutes=minute))

    asked.refresh_from_db()
    assert (asked.mailed_at, asked.mail_error) == (None, "ConnectionRefusedError")
    assert asked.mail_parked_at is not None
