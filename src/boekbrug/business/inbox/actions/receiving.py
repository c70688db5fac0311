"""Take a file in: kept byte for byte before anything in it is understood."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from boekbrug.business.dossiers import tenant
from boekbrug.business.files import actions as files
from boekbrug.business.files import free_space
from boekbrug.business.inbox.models import Intake
from boekbrug.business.inbox.problems import TOO_LARGE
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline import actions as timeline
from boekbrug.formats.shown_name import shown_name
from boekbrug.wording import Sentence

_MEGABYTE = 1024 * 1024


class TooLarge(Exception):
    """The file is larger than the operator allows; nothing of it was kept."""

    def __init__(self, name: str, size_bytes: int) -> None:
        self.sentence: Sentence = TOO_LARGE.say(
            name=shown_name(name),
            found=-(-size_bytes // _MEGABYTE),
            expected=settings.UPLOAD_BYTES_MAX // _MEGABYTE,
        )
        super().__init__(self.sentence.english)


def receive(*, content: bytes, name: str, actor: Actor, now: dt.datetime, hold_seconds: int = 30) -> Intake:
    """Keep a file in the entered dossier and make its intake; also the second time.

    Workers leave it alone for `hold_seconds`, because the door goes on with `process` itself; a door that
    does not gives 0.

    :raises TooLarge: above settings.UPLOAD_BYTES_MAX
    :raises free_space.NoRoom: when the disk is too full; nothing is kept then
    """
    if len(content) > settings.UPLOAD_BYTES_MAX:
        raise TooLarge(name, len(content))
    free_space.require(len(content))
    with free_space.or_no_room():
        return _kept(content, shown_name(name), actor=actor, now=now, hold_seconds=hold_seconds)


def _kept(content: bytes, name: str, *, actor: Actor, now: dt.datetime, hold_seconds: int) -> Intake:
    file = files.store(content=content, now=now)
    with tenant.one_act():
        intake = Intake.objects.create(
            file=file,
            name=name,
            channel=actor.channel.value,
            received_by=actor.person,
            received_at=now,
            leased_until=now + dt.timedelta(seconds=hold_seconds),
        )
        timeline.note(kind="intake.received", subject=intake, actor=actor, at=now)
    return intake
