"""What happens to a dossier or a firm itself, for the timeline, which stands above this room and listens."""

from django.dispatch import Signal

happened = Signal()  # sender=Dossier, dossier, kind, subject_kind, subject_id, actor, at, detail
happened_in_firm = Signal()  # sender=Firm, firm, kind, subject_kind, subject_id, actor, at, detail
