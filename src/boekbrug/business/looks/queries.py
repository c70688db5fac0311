"""The look of the entered dossier's documents, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field

from boekbrug.business.files.queries import content_of
from boekbrug.business.looks.models import ACCENT, Look


@dataclass(frozen=True, slots=True)
class Shown:
    """A colour, and the logo as PNG when there is one."""

    accent: str = ACCENT
    logo: bytes | None = field(default=None, repr=False)


def look() -> Shown:
    """Return the look of the entered dossier; raises ContentDamaged when the kept logo changed on disk."""
    row = Look.objects.select_related("logo").first()
    if row is None:
        return Shown()
    return Shown(row.accent, content_of(row.logo) if row.logo else None)
