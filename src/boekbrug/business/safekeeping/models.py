"""When this installation was last backed up, verified or restored, and how that went; no dossier."""

from __future__ import annotations

from django.db import models


class Work(models.TextChoices):
    """What was done to keep everything safe."""

    BACKUP = "BACKUP"
    VERIFY = "VERIFY"
    RESTORE = "RESTORE"


class Round(models.Model):
    """One backup, verification or restore that came to its end."""

    work = models.CharField(max_length=8, choices=Work.choices)
    ended_at = models.DateTimeField()
    is_fine = models.BooleanField()
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["work", "-ended_at"], name="round_by_work")]
