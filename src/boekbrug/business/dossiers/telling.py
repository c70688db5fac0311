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
    subject = about or _on(mandate) or ("dossier", dossier.public_id)
    happened.send(sender=Dossier, dossier=dossier, **_act(kind, subject, by=by, detail=detail))


def tell_firm(
    firm: Firm, kind: str, *, by: By, detail: Any, mandate: Mandate | None = None, about: About | None = None
) -> None:
    """Tell an act on a firm."""
    subject = about or _on(mandate) or ("firm", firm.public_id)
    happened_in_firm.send(sender=Firm, firm=firm, **_act(kind, subject, by=by, detail=detail))


def _on(mandate: Mandate | None) -> About | None:
    return ("mandate", mandate.public_id) if mandate else None


def _act(kind: str, subject: About, *, by: By, detail: Any) -> dict[str, Any]:
    """What a signal says of an act."""
    actor, now = by
    return {
        "kind": kind,
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "actor": actor,
        "at": now,
        "detail": detail,
    }
