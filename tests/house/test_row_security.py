"""Every table is one of a dossier, with a policy on PostgreSQL, or stands here with the reason why not."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

from boekbrug.business.dossiers import policies
from boekbrug.business.dossiers.tenant import DossierRow

ABOVE = "people and firms stand above dossiers"
LOGIN = "logins, of people who are in several dossiers"
RIGHTS = "asked before a dossier is entered: who may enter it"
MACHINE = "of the installation, without content of a dossier"
OUTSIDE = {
    "people.Person": ABOVE,
    "dossiers.Firm": ABOVE,
    "dossiers.FirmMember": ABOVE,
    "dossiers.Dossier": "the list of dossiers itself; `visible` in queries.py narrows it to a person's",
    "dossiers.DossierMember": RIGHTS,
    "dossiers.Mandate": RIGHTS,
    "dossiers.Assignment": RIGHTS,
    "dossiers.ApiKey": RIGHTS,
    "dossiers.AgentToken": RIGHTS,
    "dossiers.AgentDossier": RIGHTS,
    "invitations.Invitation": "opened by somebody who is in no dossier yet, and some are to a firm",
    "timeline.Head": "numbers and seals only; the heads of all timelines are written together",
    "timeline.FirmEvent": "the timeline of a firm, which stands above dossiers",
    "timeline.FirmHead": "the timeline of a firm, which stands above dossiers",
    "auth.Group": LOGIN,
    "auth.Group_permissions": LOGIN,
    "auth.Permission": LOGIN,
    "account.EmailAddress": LOGIN,
    "account.EmailConfirmation": LOGIN,
    "contenttypes.ContentType": MACHINE,
    "mfa.Authenticator": LOGIN,
    "sessions.Session": LOGIN,
    "usersessions.UserSession": LOGIN,
    "outbox.Hold": MACHINE,
    "safekeeping.Round": MACHINE,
    "schedules.Heartbeat": MACHINE,
    "schedules.Run": MACHINE,
    "schedules.Schedule": MACHINE,
    "watching.Alert": MACHINE,
}
OF_DJANGO = {"django_migrations", "shared_cache"}


def _unsorted(known: list[type[models.Model]]) -> list[str]:
    """Which of these are neither rows of a dossier nor listed."""
    others = [model._meta.label for model in known if not issubclass(model, DossierRow)]
    return sorted(set(others) - OUTSIDE.keys())


def test_every_model_is_of_a_dossier_or_listed_with_a_reason() -> None:
    known = apps.get_models(include_auto_created=True)

    assert _unsorted(known) == []
    assert OUTSIDE.keys() - {model._meta.label for model in known} == set()
    assert [m for m in known if issubclass(m, DossierRow) and m._meta.label in OUTSIDE] == []


def test_a_new_model_that_forgets_it_is_found() -> None:
    class Forgetful(models.Model):
        dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")

        class Meta:
            app_label = "house"
            managed = False

    try:
        assert _unsorted([Forgetful]) == ["house.Forgetful"]
    finally:
        del apps.all_models["house"]
        apps.clear_cache()


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row-level security.")
def test_every_table_of_the_database_has_its_policies_or_is_listed() -> None:
    known = apps.get_models(include_auto_created=True)
    listed = {model._meta.db_table for model in known if model._meta.label in OUTSIDE}
    found = set(connection.introspection.table_names())

    assert found - set(policies.status().secured) - listed - OF_DJANGO == set()
