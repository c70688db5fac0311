"""After a restore: is what is here what the backup says it holds?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from boekbrug.business.safekeeping.actions import secret_fingerprint
from boekbrug.business.timeline.models import Event, FirmEvent
from boekbrug.wording import Sentence, Wording

OTHER_SECRET = Wording(
    "restore-other-secret",
    "The secret key is not the one of the backup: timelines and second factors do not open. "
    "Set `secret_key` to what it was.",
)
EVENT_LACKS = Wording(
    "restore-event-lacks", "The timeline of dossier {dossier} lacks event {number}, which the backup names."
)
FIRM_EVENT_LACKS = Wording(
    "restore-firm-event-lacks", "The timeline of firm {firm} lacks event {number}, which the backup names."
)


def differences(manifest: Mapping[str, Any]) -> Iterator[Sentence]:
    """Yield in sentences what is not as the backup says: the secret key, the timelines."""
    if manifest["secret"] != secret_fingerprint():
        yield OTHER_SECRET.say()
    for dossier_id, number, seal in manifest["heads"]:
        if not Event.across.filter(dossier_id=dossier_id, number=number, seal=seal).exists():
            yield EVENT_LACKS.say(dossier=dossier_id, number=number)
    for firm_id, number, seal in manifest.get("firm_heads", ()):
        if not FirmEvent.objects.filter(firm_id=firm_id, number=number, seal=seal).exists():
            yield FIRM_EVENT_LACKS.say(firm=firm_id, number=number)
