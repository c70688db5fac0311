"""Each night: read some kept files again, remove what nobody names, verify, write the heads elsewhere."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import structlog
from django.conf import settings

from boekbrug.business import verification
from boekbrug.business.files import actions as files
from boekbrug.business.safekeeping import actions as safekeeping
from boekbrug.business.safekeeping.models import Work
from boekbrug.business.timeline import heads

log = structlog.get_logger("boekbrug.safekeeping")


def check_files(now: dt.datetime) -> None:
    """Read a thirtieth of the kept files, and remove bytes that no row names."""
    read, damaged = files.check_slice(now=now)
    removed = files.remove_unused(now=now)
    (log.error if damaged else log.info)("files checked", read=read, damaged=damaged, unused_removed=removed)


def verify(now: dt.datetime) -> None:
    """Verify balances, chains, numbers and timelines; the files have a round of their own."""
    findings = verification.verify_everything(reads_files=False)
    safekeeping.note(work=Work.VERIFY, is_fine=not findings, counts={"wrong": len(findings)}, now=now)
    if findings:
        codes = Counter(one.code.value for one in findings)
        log.error("verification found", count=len(findings), **codes)


def publish_heads(now: dt.datetime) -> None:
    """Write the heads of all timelines into the operator's folder, where one is set, once a day."""
    if settings.HEADS_FOLDER is None:
        return
    path = Path(settings.HEADS_FOLDER) / f"heads-{now:%Y-%m-%d}.json"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.write_text(heads.written(now=now), encoding="utf-8")
        unfinished.replace(path)
