"""A file that came in, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from boekbrug.business.dossiers.public_ids import PublicIdField
from boekbrug.business.dossiers.tenant import DossierRow
from boekbrug.business.files.models import StoredFile
from boekbrug.business.people.models import Person


class State(models.TextChoices):
    """Where an intake stands; every state but the first two is an end that a person can see."""

    RECEIVED = "RECEIVED"  # kept, not yet understood
    WORKING = "WORKING"  # leased by a worker or a door
    IMPORTED = "IMPORTED"  # everything in it is here now
    PARTLY = "PARTLY"  # some parts were refused; the rest is here
    KNOWN = "KNOWN"  # nothing new: it was here already
    REFUSED = "REFUSED"  # nothing of it could be taken in
    QUARANTINE = "QUARANTINE"  # fine, but for an account that this dossier does not have


UNFINISHED = (State.RECEIVED, State.WORKING)


class Intake(DossierRow):
    """One file through one door; a ZIP has an intake for itself and one for each member."""

    public_id = PublicIdField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=0)  # its place in its ZIP, from 1
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    channel = models.CharField(max_length=10)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    results = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    claims = models.PositiveIntegerField(default=0)  # the fence: only the last one that claimed it may write
    leased_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, blank=True)  # class of the last error; never its text
    parked_at = models.DateTimeField(null=True)  # given up; the operator may try it again or drop it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "position"], name="a_member_has_its_place_in_its_archive"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(position__gt=0), name="a_member_of_an_archive_has_a_position"
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "received_at", "id"], name="intake_by_date"),
            models.Index(fields=["state", "leased_until"], name="intake_due"),
        ]

    @property
    def is_finished(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self.state not in UNFINISHED
