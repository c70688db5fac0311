"""The names of facts, for the status page and the doctor."""

from __future__ import annotations

from boekbrug.wording import Sentence, Wording

NAMES = {
    "version.boekbrug": Wording("fact-version-boekbrug", "Boekbrug"),
    "version.python": Wording("fact-version-python", "Python"),
    "version.django": Wording("fact-version-django", "Django"),
    "database": Wording("fact-database", "Database"),
    "database.mode": Wording("fact-database-mode", "Journal and flushing"),
    "schema": Wording("fact-schema", "Migrations applied"),
    "clock": Wording("fact-clock", "Clock of this machine"),
    "time-zone": Wording("fact-time-zone", "Time zone"),
    "workers": Wording("fact-workers", "Job processes heard"),
    "hold": Wording("fact-hold", "Held after a restore"),
    "queue.outbox": Wording("fact-queue-outbox", "Shipments waiting"),
    "queue.inbox": Wording("fact-queue-inbox", "Files waiting to be taken in"),
    "queue.invitations": Wording("fact-queue-invitations", "Mails of invitations waiting"),
    "parked": Wording("fact-parked", "Parked jobs"),
    "backup": Wording("fact-backup", "Last backup"),
    "verify": Wording("fact-verify", "Last verification"),
    "disk.free": Wording("fact-disk-free", "Free disk"),
    "database.size": Wording("fact-database-size", "Size of the database"),
    "files.size": Wording("fact-files-size", "Size of the kept files"),
    "mail.failed": Wording("fact-mail-failed", "Last alert that could not be mailed"),
}
SCHEDULE = Wording("fact-schedule", "Schedule {name}")


def name_of(code: str) -> Sentence:
    """Return the name of a fact."""
    if code.startswith("schedule."):
        return SCHEDULE.say(name=code.removeprefix("schedule."))
    return NAMES[code].say()
