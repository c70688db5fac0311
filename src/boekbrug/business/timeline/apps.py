"""Registers the timeline app with Django, and listens to what happens to dossiers themselves."""

from typing import Any

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """The timeline room of the business."""

    name = "boekbrug.business.timeline"
    label = "timeline"

    def ready(self) -> None:
        """Note each act on a dossier, its people and its mandates."""
        from boekbrug.business.dossiers.signals import happened  # noqa: PLC0415 - models must be loaded first

        happened.connect(_note, dispatch_uid="timeline")


def _note(*, dossier: Any, kind: str, subject_kind: str, subject_id: str, **act: Any) -> None:
    from boekbrug.business.dossiers import tenant  # noqa: PLC0415
    from boekbrug.business.timeline.actions import note  # noqa: PLC0415

    with tenant.enter(dossier):
        note(
            kind=kind,
            subject=(subject_kind, subject_id),
            actor=act["actor"],
            at=act["at"],
            detail=act["detail"],
        )
