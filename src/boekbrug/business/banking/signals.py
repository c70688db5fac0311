"""What happens in banking, for rooms above: sent inside the transaction of the act, so both stay or none.

`statement_imported`: sender=Statement, statement, actor, now. A held statement and a separate application
are told too; a listener books neither (`Statement.is_bookable`).
"""

from django.dispatch import Signal

statement_imported = Signal()
