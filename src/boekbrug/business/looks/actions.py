"""Change the logo and the colour of a dossier's documents; documents that were issued keep theirs."""

from __future__ import annotations

import datetime as dt

from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.files import actions as files
from boekbrug.business.files import free_space
from boekbrug.business.looks.models import Look
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline.actions import note
from boekbrug.formats.colours import readable_on_white
from boekbrug.formats.pictures import as_png


def set_accent(*, accent: str, actor: Actor, now: dt.datetime) -> None:
    """Give documents a colour; raises ColourRefused."""
    colour = readable_on_white(accent.strip())
    with tenant.one_act():
        row = _row()
        if row.accent != colour:
            row.accent = colour
            _keep(row, "colour", actor=actor, now=now)


def set_logo(*, content: bytes, actor: Actor, now: dt.datetime) -> None:
    """Put a logo on documents, drawn again as PNG; raises PictureRefused."""
    free_space.require(len(content))
    logo = files.store(content=as_png(content), now=now)
    with tenant.one_act():
        row = _row()
        if row.logo_id != logo.pk:
            row.logo = logo
            _keep(row, "logo", actor=actor, now=now)


def remove_logo(*, actor: Actor, now: dt.datetime) -> None:
    """Take the logo off documents."""
    with tenant.one_act():
        row = _row()
        if row.logo_id:
            row.logo = None
            _keep(row, "no_logo", actor=actor, now=now)


def _row() -> Look:
    return Look.objects.first() or Look()


def _keep(row: Look, what: str, *, actor: Actor, now: dt.datetime) -> None:
    row.save()
    dossier = Dossier.objects.get(pk=tenant.current_id())
    note(kind="look.changed", subject=dossier, actor=actor, at=now, detail={"what": what})
