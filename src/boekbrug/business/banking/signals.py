"""What happens in banking, for the rooms above it, which listen."""

from django.dispatch import Signal

statement_imported = Signal()  # sender=Statement, statement, actor, now; sent inside the importing act
