"""What the reconciliation screen shows of lines: plain values, so templates run no queries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.utils.translation import ngettext

from boekbrug.belgium import ogm
from boekbrug.business.banking.models import Movement
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers.rights import Access, Right
from boekbrug.business.people.language import render_stored
from boekbrug.business.reconciliation.candidates import may_pay
from boekbrug.business.reconciliation.models import Allocation
from boekbrug.business.reconciliation.queries import Candidate, Line
from boekbrug.business.reconciliation.statement_lines import code_of
from boekbrug.money import show_amount
from boekbrug.web.pages.invoices_rows import KIND_TITLES
from boekbrug.web.parts import State

STATES = {
    "proposal": ("info", "bulb", mark("Proposal")),
    "recognised": ("ok", "check", mark("Recognised")),
    "several_documents": ("warn", "layers", mark("Several documents")),
    "amount_differs": ("warn", "neq", mark("Amount differs")),
    "party_without_document": ("warn", "personq", mark("Party, no document")),
    "in_payment_buffer": ("ok", "buffer", mark("In payment buffer")),
    "unknown_in": ("bad", "inq", mark("Unknown in")),
    "unknown_out": ("bad", "outq", mark("Unknown out")),
    "unlinked": ("mute", "unlink", mark("Unlinked")),
    "partly_matched": ("info", "split", mark("Partly matched")),
    "not_looked_at": ("mute", "clock", mark("Not looked at")),
    "matched": ("ok", "check2", mark("Matched")),
}
"""Every state of a line in the order of the filter: tone, icon, word."""

_HELD = ("ask", "lock", mark("Held"))
_SPEAK_FOR = {
    "match-ogm-on-line", "match-ogm-in-text", "match-number-in-text", "match-amount-equals-rest",
    "match-amount-equals-sum", "match-account-of-party", "match-name-of-party",
}  # fmt: skip
_STRUCTURED_OGM = {"101", "102"}
Reason = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the bank's text; marked where it is what matched."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Why:
    """A reason in words; it speaks for a match, or it does not."""

    text: str
    is_for: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A document that a line pays or could pay; `amount` is what it takes, or what is left of it."""

    public_id: str
    title: str
    party: str
    href: str
    amount: str
    whys: tuple[Why, ...] = ()
    effect: str = ""
    may_choose: bool = False
    choose_amount: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line in the grid."""

    ordinal: int
    state: State
    tone: str
    name: str
    amount_thousandths: int
    communication: tuple[Piece, ...]
    document: str


@dataclass(frozen=True, slots=True)
class Pane:
    """The line beside the grid: all that is known of it, and what can be done."""

    row: Row
    movement: Movement
    communication: tuple[Piece, ...]
    information: tuple[Piece, ...]
    whys: tuple[Why, ...]
    proposed: tuple[Option, ...]
    others: tuple[Option, ...]
    allocated: tuple[Option, ...]
    rest: str
    is_whole: bool


def state_of(code: str, *, is_held: bool = False) -> State:
    """Return icon, word and tone of a line; nothing is matched on a held statement."""
    tone, icon, word = _HELD if is_held else STATES.get(code, ("info", "info", code))
    return State(tone, icon, _(word))


def row_of(line: Line, *, is_held: bool) -> Row:
    """Return a line as the grid shows it."""
    movement, code = line.movement, code_of(line)
    state = state_of(code, is_held=is_held)
    return Row(
        ordinal=movement.ordinal,
        state=state,
        tone="done" if code == "matched" else state.tone if state.tone in ("warn", "bad") else "",
        name=_name(movement),
        amount_thousandths=movement.amount_thousandths,
        communication=_pieces(_communication(movement) or movement.information, _needles(line)),
        document=_document(line),
    )


def pane_of(line: Line, *, access: Access, currency: str, is_held: bool) -> Pane:
    """Return a line as the pane shows it."""
    movement, needles = line.movement, _needles(line)
    options = _Options(access, movement, currency)
    reasons = line.proposal.reasons if line.proposal else []
    return Pane(
        row=row_of(line, is_held=is_held),
        movement=movement,
        communication=_pieces(_communication(movement), needles),
        information=_pieces(movement.information, needles),
        whys=whys(reasons),
        proposed=tuple(options.proposed(one) for one in line.candidates),
        others=tuple(options.other(one) for one in line.others),
        allocated=tuple(options.allocated(one) for one in line.allocations),
        rest=show_amount(movement.rest_thousandths),
        is_whole=movement.rest_thousandths == 0,
    )


def found_options(
    documents: Iterable[Document], *, access: Access, movement: Movement, currency: str
) -> list[Option]:
    """Return searched documents as options to choose."""
    options = _Options(access, movement, currency)
    return [options.other(Candidate(one, 0, [])) for one in documents]


def whys(reasons: Iterable[Reason]) -> tuple[Why, ...]:
    """Return stored reasons in the reader's language, what speaks for it first."""
    said = [
        Why(render_stored(one["code"], one.get("values", {})), one["code"] in _SPEAK_FOR) for one in reasons
    ]
    return tuple(sorted(said, key=lambda why: not why.is_for))


@dataclass(frozen=True, slots=True)
class _Options:
    """Makes options for one movement and one reader."""

    access: Access
    movement: Movement
    currency: str

    def proposed(self, candidate: Candidate) -> Option:
        """A document that the engine proposes."""
        return self._option(candidate.document, candidate.amount_thousandths)

    def other(self, candidate: Candidate) -> Option:
        """A document that a person may choose: the smaller of both rests is allocated."""
        document, movement = candidate.document, self.movement
        left = min(document.rest_thousandths, movement.rest_thousandths)
        return self._option(
            document,
            document.rest_thousandths,
            whys=whys(candidate.reasons),
            may_choose=left > 0 and may_pay(movement, document, self.currency),
            choose_amount=show_amount(left),
        )

    def allocated(self, allocation: Allocation) -> Option:
        """A document that is paid, with what undoing does to it."""
        document = allocation.document
        again = document.rest_thousandths + allocation.amount_thousandths
        effect = _("%(document)s becomes open again for %(amount)s") % {
            "document": document_title(document),
            "amount": show_amount(again),
        }
        shown = whys(allocation.reasons) or (Why(_("Chosen by a person"), True),)
        return self._option(document, allocation.amount_thousandths, whys=shown, effect=effect)

    def _option(self, document: Document, amount_thousandths: int, **more: Any) -> Option:
        return Option(
            public_id=document.public_id,
            title=document_title(document),
            party=document.contact_name,
            href=self._href(document),
            amount=show_amount(amount_thousandths),
            **more,
        )

    def _href(self, document: Document) -> str:
        right, page = (Right.SEE_SALES, "invoice") if document.is_sale else (Right.SEE_PURCHASES, "purchase")
        if not self.access.may(right):
            return ""
        return reverse(page, args=[self.access.dossier.public_id, document.public_id])


def document_title(document: Document) -> str:
    """Return kind and number of a document, as people name it."""
    return f"{KIND_TITLES[Kind(document.kind)]} {document.number}"


def _name(movement: Movement) -> str:
    return movement.counterparty_name or movement.counterparty_iban or _("No name")


def _communication(movement: Movement) -> str:
    text = movement.communication
    if movement.structured_type in _STRUCTURED_OGM and ogm.is_valid(text):
        return ogm.show(text)
    return text


def _document(line: Line) -> str:
    allocated = [one.document.number for one in line.allocations]
    numbers = allocated or [one.document.number for one in line.candidates]
    if numbers:
        return numbers[0] if len(numbers) == 1 else f"{numbers[0]} +{len(numbers) - 1}"
    count = len(line.others)
    return ngettext("%(count)s candidate", "%(count)s candidates", count) % {"count": count} if count else "—"


def _needles(line: Line) -> set[str]:
    """Return the words of the bank's text that named a document: as written, number or reference."""
    reasons = [*(line.proposal.reasons if line.proposal else [])]
    reasons += [reason for one in line.allocations for reason in one.reasons]
    reasons += [reason for one in line.others for reason in one.reasons]
    written = {str(one["values"]["written"]) for one in reasons if "written" in one.get("values", {})}
    named = [*(one.document for one in line.allocations), *(one.document for one in line.candidates)]
    references = {one.reference for one in named if one.reference}
    shown = {ogm.show(one) for one in references if ogm.is_valid(one)}
    return {one for one in written | references | shown | {one.number for one in named} if one}


def _pieces(text: str, needles: set[str]) -> tuple[Piece, ...]:
    if not needles or not text:
        return (Piece(text, False),) if text else ()
    longest_first = sorted(needles, key=lambda needle: (-len(needle), needle))
    pattern = re.compile("(" + "|".join(re.escape(one) for one in longest_first) + ")", re.IGNORECASE)
    return tuple(Piece(part, place % 2 == 1) for place, part in enumerate(pattern.split(text)) if part)
