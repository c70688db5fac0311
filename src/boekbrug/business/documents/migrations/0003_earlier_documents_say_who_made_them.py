"""Who made the documents that are here already stands on the timeline: the first act on each."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Take the actor of the act by which a document came."""
    document, event = apps.get_model("documents", "Document"), apps.get_model("timeline", "Event")
    came = event.objects.filter(
        dossier=OuterRef("dossier"),
        subject_kind="document",
        subject_id=OuterRef("public_id"),
        kind__in=("document.drafted", "document.received"),
    )
    document.objects.filter(made_by=None).update(
        made_by=Subquery(came.order_by("number").values("actor")[:1])
    )


class Migration(migrations.Migration):
    """Fill Document.made_by."""

    dependencies = [
        ("documents", "0002_a_document_says_who_made_it"),
        ("timeline", "0001_initial"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
