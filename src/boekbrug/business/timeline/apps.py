"""Registers the timeline app with Django, and listens to what happens to dossiers themselves."""

from typing import Any

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """The timeline room of the business."""

    name = "boekbrug.business.timeline"
    label = "timeline"

    def ready(self) -> None:
        """Note each act on a dossier or a firm, its people and its mandates."""
        from boekbrug.business.dossiers import signals  # noqa: PLC0415 - models first

        signals.happened.connect(_note, dispatch_uid="timeline")
        signals.happened_in_firm.connect(_note_in_firm, dispatch_uid="timeline of a firm")


def _note(*, dossier: Any, kind: str, subject_kind: str, subject_id: str, **act: Any) -> None:
    from boekbrug.business.dossiers import tenant  # noqa: PLC0415 - models first
    from boekbrug.business.timeline.actions import note  # noqa: PLC0415 - models first

    with tenant.enter(dossier):
        note(
            kind=kind,
            subject=(subject_kind, subject_id),
            actor=act["actor"],
            at=act["at"],
            detail=act["detail"],
        )


def _note_in_firm(*, firm: Any, kind: str, subject_kind: str, subject_id: str, **act: Any) -> None:
    from boekbrug.business.timeline.actions_firm import note_in_firm  # noqa: PLC0415 - models first

    note_in_firm(
        firm=firm,
        kind=kind,
        subject=(subject_kind, subject_id),
        actor=act["actor"],
        at=act["at"],
        detail=act["detail"],
    )
