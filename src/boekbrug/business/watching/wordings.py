"""Sentences of the status page and of alerts: what to do where something is not as it must be."""

from __future__ import annotations

from boekbrug.wording import Wording

NO_WORKER = Wording(
    "watching-no-worker",
    "No job process was heard for a minute: nothing is sent or taken in. Look whether `boekbrug serve`"
    " runs, and start it again.",
)
SCHEDULE_LATE = Wording(
    "watching-schedule-late",
    "The schedule {name} should have run well since {since}. Look in the log for “schedule failed”.",
)
QUEUE_OLD = Wording(
    "watching-queue-old",
    "Something waits since {since}; it should be gone within half an hour. Look whether the job processes"
    " run, and in the log.",
)
HELD = Wording(
    "watching-held",
    "Nothing leaves since a backup was restored. Look at the deliveries, then let them leave.",
)
NO_BACKUP = Wording(
    "watching-no-backup",
    "No backup of the last 26 hours. Run `boekbrug backup` each day, and look at its answer.",
)
NOT_VERIFIED = Wording(
    "watching-not-verified", "Nothing was verified, or something was found. Run `boekbrug verify`."
)
DISK_FULL = Wording(
    "watching-disk-full",
    "Less than {expected} MiB of disk is free, the reserve: nothing new is taken in. Make room; what"
    " waits goes on by itself then.",
)
DISK_LOW = Wording(
    "watching-disk-low",
    "{found} MiB of disk is free; below {expected} MiB nothing new is taken in. Make room soon.",
)
CLOCK_OF_DATABASE = Wording(
    "watching-clock-of-database",
    "The clock of the database server is {found} seconds from that of this machine. Let both follow a time"
    " server (NTP).",
)
CLOCK_OF_DISK = Wording(
    "watching-clock-of-disk",
    "The clock of the disk with the data is {found} seconds from that of this machine. Let both follow a time"
    " server (NTP).",
)
CLOCK_BEHIND = Wording(
    "watching-clock-behind",
    "What was noted last is of {found}, later than the clock of this machine says. Set the clock right.",
)
NO_SUMMER_TIME = Wording(
    "watching-no-summer-time",
    "This machine knows of no change to or from summer time in {found}. Install its time zone data (tzdata).",
)
UNSAFE_MODE = Wording(
    "watching-unsafe-mode", "The database could lose what it acknowledged. Remove the options you set for it."
)
MIGRATIONS_WAIT = Wording(
    "watching-migrations-wait", "{count} migrations wait. Start `boekbrug serve` again, which applies them."
)
MAIL_FAILED = Wording(
    "watching-mail-failed", "The last alert could not be mailed. Look at the settings of `mail`."
)
PARKED = Wording("watching-parked", "Jobs that were given up: {count}. Retry or drop each of them.")
MAIL_NOT_SENT = Wording("watching-mail-not-sent", "The mail server did not take the mail.")
