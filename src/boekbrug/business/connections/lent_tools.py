"""What this server lends to bridges, from the operator's settings: a mail server, calls and folders."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Literal

from django.conf import settings

from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.people.language import render, speaking
from boekbrug.connectors.http import Http
from boekbrug.connectors.protocol import MailServer, Notes, Tools
from boekbrug.wording import Sentence


def tools_for(dossier: Dossier, *, notes: Notes | None = None) -> Tools:
    """Return the tools for one dossier: the first root is split per dossier, others are shared."""
    own_root, *shared_roots = (Path(root) for root in settings.FOLDER_ROOTS)
    return Tools(
        mail=_mail_server(),
        http=Http(allowed=settings.OUTSIDE_ALLOWED),
        own_folder=own_root / dossier.public_id,
        folder_roots=tuple(shared_roots),
        sender_name=dossier.name,
        notes=notes,
        say=partial(_say, dossier.language),
    )


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
