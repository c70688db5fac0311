"""Keys that were made before keys had an end get one: a year after they were made."""

import datetime as dt

from django.db import migrations


def give_an_end(apps, schema_editor):
    for key in apps.get_model("dossiers", "ApiKey").objects.filter(expires_at=None):
        key.expires_at = key.created_at + dt.timedelta(days=365)
        key.save(update_fields=["expires_at"])


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]
    operations = [migrations.RunPython(give_an_end, migrations.RunPython.noop)]
