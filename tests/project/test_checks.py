"""The start-up checks find what would lose data, and say what to do."""

from __future__ import annotations

import pytest
from django.core import checks
from django.db import connection

pytestmark = pytest.mark.django_db


def ids() -> set[str]:
    found = checks.run_checks(databases=["default"])
    return {str(one.id) for one in found if not one.is_silenced()}


def test_a_sound_installation_has_nothing_to_say():
    assert not ids()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The modes of SQLite do not exist on PostgreSQL.")
def test_a_database_that_may_lose_what_it_acknowledged_is_refused(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
        try:
            assert "boekbrug.E002" in ids()
        finally:
            cursor.execute("PRAGMA synchronous=FULL")


def test_a_data_folder_that_is_gone_is_refused(settings, tmp_path):
    settings.DATA = tmp_path / "gone"

    assert "boekbrug.E001" in ids()


def test_others_without_tls_are_warned_about(settings):
    settings.PROFILE = "production"

    found = checks.run_checks(include_deployment_checks=True)

    assert "boekbrug.W001" in {str(one.id) for one in found}
