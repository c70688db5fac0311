"""Say what happened to a dossier or a firm; the timeline, which stands above this room, listens."""

from __future__ import annotations

import datetime as dt
from typing import Any

from boekbrug.business.dossiers.models import Dossier, Firm, Mandate
from boekbrug.business.dossiers.signals import happened, happened_in_firm
from boekbrug.business.people.actor import Actor

By = tuple[Actor, dt.datetime]
About = tuple[str, str]  # the kind and the id of what an act is on, where it is not the dossier or the firm


def tell(
    dossier: Dossier,
    kind: str,
    *,
    by: By,
    detail: Any,
    mandate: Mandate | None = None,
    about: About | None = None,
) -> None:
    """Tell an act on a dossier; one on its mandate concerns the firm too.

    The firm always hears first, and dossiers in the order of their keys: whoever notes locks a head, and two
    acts that lock heads in another order would wait for each other.
    """
    if mandate:
        tell_firm(mandate.firm, kind, by=by, detail=detail | {"dossier": dossier.public_id}, mandate=mandate)
    on_mandate = ("mandate", mandate.public_id) if mandate else None
    subject_kind, subject_id = about or on_mandate or ("dossier", dossier.public_id)
    actor, now = by
    happened.send(
        sender=Dossier,
        dossier=dossier,
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        actor=actor,
        at=now,
        detail=detail,
    )


def tell_firm(
    firm: Firm, kind: str, *, by: By, detail: Any, mandate: Mandate | None = None, about: About | None = None
) -> None:
    """Tell an act on a firm."""
    on_mandate = ("mandate", mandate.public_id) if mandate else None
    subject_kind, subject_id = about or on_mandate or ("firm", firm.public_id)
    actor, now = by
    happened_in_firm.send(
        sender=Firm,
        firm=firm,
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        actor=actor,
        at=now,
        detail=detail,
    )
