"""Make sales documents: draft, change, issue, throw away."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from boekbrug.api.access import ApiRequest
from boekbrug.api.documents import shown_document, subject
from boekbrug.api.documents_shown import DocumentShown
from boekbrug.api.fields import Code, Day, Given, Id, Line, Number, Text, exact
from boekbrug.api.own_headers import seen_version
from boekbrug.api.problems import wrong
from boekbrug.business.contacts import queries as contacts
from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents import actions, queries
from boekbrug.business.documents.drafts import LINES_MAX, Draft, DraftLine
from boekbrug.business.documents.models import Kind
from boekbrug.business.dossiers.rights import Right
from boekbrug.wording import Wording

NO_SUCH_CONTACT = Wording(
    "api-no-such-contact",
    "There is no contact {found} in this dossier. Take the id out of its list.",
)


class LineGiven(Given):
    """A line: what, how many, at what price without VAT, and which VAT (letter of EN 16931, percent)."""

    description: Text
    quantity: Number = "1"
    unit_price: Number
    unit_code: Code = "C62"
    vat_category: Annotated[str, Field(max_length=2)] = "S"
    vat_rate: Number = "21"


class DraftGiven(Given):
    """An invoice or credit note to be; without `due_on` the payment days of the dossier count."""

    kind: Literal["SALE", "SALE_CREDIT"] = "SALE"
    contact: Id
    issued_on: Day
    due_on: Day | None = None
    lines: Annotated[list[LineGiven], Field(max_length=LINES_MAX)]
    buyer_reference: Line = ""
    credited_number: Line = ""
    note: Text = ""
    language: Line = Field(default="", description="Empty: that of the contact.")


class DraftPut(DraftGiven):
    """The whole draft as it must become; `version` is the one that you saw."""

    version: int


class Issue(Given):
    """Which version of the draft you mean."""

    version: int | None = None


@subject.operation(
    "POST", "/documents", Right.EDIT_SALES, gives=DocumentShown, status=201, made_at="/documents"
)
def add_draft(request: ApiRequest, given: DraftGiven) -> DocumentShown:
    """Make a draft of an invoice or credit note; `problems` says what keeps it from being issued."""
    row = actions.save_draft(draft=_draft(given), actor=request.actor, now=request.now)
    return shown_document(request, row)


@subject.operation("PUT", "/documents/{document}", Right.EDIT_SALES, gives=DocumentShown, is_versioned=True)
def replace_draft(request: ApiRequest, document: str, given: DraftPut) -> DocumentShown:
    """Make a draft what is given; 409 when somebody changed it since you read it."""
    row = queries.document(document, is_sale=True)
    saved = actions.save_draft(
        draft=_draft(given),
        document=row,
        version=seen_version(request, given.version),
        actor=request.actor,
        now=request.now,
    )
    return shown_document(request, saved)


@subject.operation(
    "POST", "/documents/{document}/issue", Right.EDIT_SALES, gives=DocumentShown, is_versioned=True
)
def issue_document(request: ApiRequest, document: str, given: Issue | None = None) -> DocumentShown:
    """Give a draft its number and freeze its UBL and PDF; from then on it cannot change."""
    row = queries.document(document, is_sale=True)
    seen = seen_version(request, given.version if given is not None else None)
    row.version = row.version if seen is None else seen
    return shown_document(request, actions.issue(document=row, actor=request.actor, now=request.now))


@subject.operation("DELETE", "/documents/{document}", Right.EDIT_SALES, status=204)
def discard_draft(request: ApiRequest, document: str) -> None:
    """Throw a draft away; it had no number, so no gap is left."""
    row = queries.document(document, is_sale=True)
    actions.discard_draft(document=row, actor=request.actor, now=request.now)


def _draft(given: DraftGiven) -> Draft:
    lines = tuple(
        DraftLine(
            description=line.description,
            quantity=exact(line.quantity),
            unit_price=exact(line.unit_price),
            vat_category=line.vat_category,
            vat_rate=exact(line.vat_rate),
            unit_code=line.unit_code,
        )
        for line in given.lines
    )
    fields = given.model_dump(exclude={"kind", "contact", "lines", "version"})
    contact = _contact(given.contact)
    fields["language"] = given.language or contact.language
    return Draft(kind=Kind(given.kind), contact=contact, lines=lines, **fields)


def _contact(public_id: str) -> Contact:
    try:
        return contacts.contact(public_id)
    except contacts.NoSuchContact as missing:
        raise wrong(NO_SUCH_CONTACT.say(found=public_id), "contact") from missing
