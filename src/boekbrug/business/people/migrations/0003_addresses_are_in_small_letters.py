"""Addresses are kept in small letters, as the login looks for them."""

from typing import Any

from django.db import migrations
from django.db.models.functions import Lower


def write_small(apps: Any, schema_editor: Any) -> None:
    """Rewrite the addresses that hold capitals."""
    apps.get_model("people", "Person").objects.update(email=Lower("email"))


class Migration(migrations.Migration):
    """Rewrites data only."""

    dependencies = [("people", "0002_a_person_has_a_session_stamp")]

    operations = [migrations.RunPython(write_small, migrations.RunPython.noop)]
