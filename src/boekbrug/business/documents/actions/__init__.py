"""Everything that changes documents: keep and discard a draft, issue it, take in one made elsewhere."""

from boekbrug.business.documents.actions.drafting import discard_draft, save_draft
from boekbrug.business.documents.actions.finishing import issue
from boekbrug.business.documents.actions.numbering import DateBeforeLastNumber
from boekbrug.business.documents.actions.receiving import receive
from boekbrug.business.documents.actions.refusals import AlreadyIssued, EditedMeanwhile, NumberTaken
from boekbrug.business.documents.drafts import DraftRefused
from boekbrug.business.documents.issuing import NotReady

__all__ = [
    "AlreadyIssued",
    "DateBeforeLastNumber",
    "DraftRefused",
    "EditedMeanwhile",
    "NotReady",
    "NumberTaken",
    "discard_draft",
    "issue",
    "receive",
    "save_draft",
]
