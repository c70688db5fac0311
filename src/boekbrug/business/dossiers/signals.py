"""What happens to a dossier itself, for the timeline, which stands above this room and listens."""

from django.dispatch import Signal

happened = Signal()  # sender=Dossier, dossier, kind, subject_kind, subject_id, actor, at, detail
