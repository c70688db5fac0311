"""What changes in the inbox."""

from boekbrug.business.inbox.actions.adopting import adopt_account
from boekbrug.business.inbox.actions.leasing import claim_next
from boekbrug.business.inbox.actions.parking import drop, retry
from boekbrug.business.inbox.actions.processing import finish_due, process
from boekbrug.business.inbox.actions.receiving import TooLarge, receive

__all__ = ["TooLarge", "adopt_account", "claim_next", "drop", "finish_due", "process", "receive", "retry"]
