"""What this server lends to bridges, from the operator's settings: a mail server, calls and folders."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Literal

from django.conf import settings

from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.dossiers.rights import NoSuchDossier, open_dossier
from boekbrug.business.people.language import render, speaking
from boekbrug.business.people.queries import person_by_email
from boekbrug.connectors.http import Http
from boekbrug.connectors.protocol import MailServer, Notes, Tools
from boekbrug.wording import Sentence


def tools_for(dossier: Dossier, *, notes: Notes | None = None, language: str = "") -> Tools:
    """Return the tools for one dossier: the first root is split per dossier, others are shared.

    They speak a language, that of the dossier unless it is given.
    """
    own_root, *shared_roots = (Path(root) for root in settings.FOLDER_ROOTS)
    return Tools(
        mail=_mail_server(),
        http=Http(allowed=settings.OUTSIDE_ALLOWED),
        own_folder=own_root / dossier.public_id,
        folder_roots=tuple(shared_roots),
        sender_name=dossier.name,
        notes=notes,
        say=partial(_say, language or dossier.language),
    )


def language_of(dossier: Dossier, address: str, *, on: dt.date) -> str:
    """Return the language of the person with an address when they work in the dossier, else the dossier's.

    Of a stranger to the dossier nothing is told, not even that they log in here.
    """
    person = person_by_email(address) if address else None
    try:
        if person is not None and open_dossier(person=person, public_id=dossier.public_id, on=on):
            return person.language
    except NoSuchDossier:
        pass
    return dossier.language


def _say(language: str, sentence: Sentence) -> str:
    with speaking(language):
        return render(sentence)


def _mail_server() -> MailServer | None:
    if not settings.EMAIL_HOST:
        return None
    return MailServer(
        host=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        security=_security(),
        user=settings.EMAIL_HOST_USER,
        password=settings.EMAIL_HOST_PASSWORD,
        sender=settings.DEFAULT_FROM_EMAIL,
        timeout_seconds=settings.EMAIL_TIMEOUT or 20,
    )


def _security() -> Literal["starttls", "tls", "none"]:
    if settings.EMAIL_USE_SSL:
        return "tls"
    return "starttls" if settings.EMAIL_USE_TLS else "none"
