"""Keys that were made before there were scopes opened all that their person may: they keep every scope."""

from django.db import migrations

SCOPES = [
    "dossier:read", "sales:read", "sales:write", "purchases:read", "files:write", "bank:read", "bank:write",
    "deliveries:read", "deliveries:write", "connections:read", "connections:write", "timeline:read",
]  # fmt: skip


def give_scopes(apps, schema_editor):
    apps.get_model("dossiers", "ApiKey").objects.filter(scopes=[]).update(scopes=SCOPES)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_mandates_have_a_scope_and_keys_end")]
    operations = [migrations.RunPython(give_scopes, migrations.RunPython.noop)]
