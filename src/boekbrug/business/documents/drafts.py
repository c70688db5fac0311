"""A sales document while it is being made: what a person typed, as a value, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from boekbrug.belgium import vat_rates
from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents.models import SALES, Kind
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import compute
from boekbrug.money import SCALE
from boekbrug.wording import Sentence, Wording

LINES_MAX = 500
DESCRIPTION_CHARACTERS_MAX = 400
NOTE_CHARACTERS_MAX = 2000
REFERENCE_CHARACTERS_MAX = 60
NUMBER_MAX = Decimal(10) ** 9  # keeps quantity x price and the scaled integers inside 64 bits
TOTAL_MAX = Decimal(10) ** 12
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2199, 12, 31)

CONTACT_MISSING = Wording(
    "draft-contact-missing", "No customer is chosen. Choose one, or add a contact first."
)
DAY_OUT_OF_RANGE = Wording(
    "draft-day-out-of-range", "{found} lies outside {first} to {last}. Choose another date."
)
DUE_BEFORE_ISSUE = Wording(
    "draft-due-before-issue", "The due date {due} lies before the invoice date {issued}. Choose a later one."
)
TOO_LONG = Wording("draft-text-too-long", "This has {found} characters; at most {expected} fit. Shorten it.")
NO_LINES = Wording("draft-no-lines", "There are no lines. Add what you sold, with a quantity and a price.")
TOO_MANY_LINES = Wording("draft-too-many-lines", "There are {found} lines; at most {expected} fit. Split it.")
DESCRIPTION_MISSING = Wording(
    "draft-description-missing", "The description of this line is empty. Say what you sold."
)
QUANTITY_ZERO = Wording("draft-quantity-zero", "The quantity is zero. Fill in how many, or remove the line.")
PRICE_NEGATIVE = Wording(
    "draft-price-negative",
    "The price {found} is negative, which e-invoices do not allow. Make the quantity negative instead.",
)
NUMBER_TOO_LARGE = Wording(
    "draft-number-too-large",
    "{found} is too large, or has more than eight decimals. Write it with fewer digits.",
)
VAT_NOT_KNOWN = Wording(
    "draft-vat-not-known",
    "{rate} % VAT does not go with category {category}. Choose one of the rates in the list.",
)
TOTAL_NEGATIVE = Wording(
    "draft-total-negative",
    "The total is {found}, below zero. Make a credit note with positive lines instead.",
)
TOTAL_TOO_LARGE = Wording("draft-total-too-large", "The total {found} is too large. Check the lines.")
NOT_A_LANGUAGE = Wording(
    "draft-not-a-language", "{found} is not one of nl, fr, de and en. Choose one of them."
)
NOT_A_SALE = Wording("draft-not-a-sale", "{found} is not made here. Make an invoice or a credit note.")


class DraftRefused(Exception):
    """What was typed cannot be kept; `problems` holds one sentence per field (such as `lines.0.quantity`)."""

    def __init__(self, problems: Mapping[str, Sentence]) -> None:
        super().__init__(" ".join(sentence.english for sentence in problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One line: what, how many, at what price without VAT, which VAT (letter of EN 16931, percent)."""

    description: str
    quantity: Decimal
    unit_price: Decimal
    vat_category: str = "S"
    vat_rate: Decimal = vat_rates.RATES[0]
    unit_code: str = "C62"  # UN/ECE Recommendation 20: a piece

    @property
    def net(self) -> Decimal:
        """The net of the line in whole cents."""
        return compute.line_net(self.quantity, self.unit_price)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An invoice or credit note to be; without `due_on` it is due after the payment days of the dossier."""

    kind: Kind
    contact: Contact | None
    issued_on: dt.date
    due_on: dt.date | None = None
    lines: tuple[DraftLine, ...] = ()
    buyer_reference: str = ""
    note: str = ""
    credited_number: str = ""
    language: str = "nl"

    @property
    def is_credit(self) -> bool:
        """Whether it gives money back."""
        return self.kind == Kind.SALE_CREDIT


@dataclass(frozen=True, slots=True)
class Sums:
    """What a draft adds up to: VAT once per rate, and the totals."""

    vat: tuple[einvoice.VatSubtotal, ...]
    totals: einvoice.Totals


def add_up(lines: tuple[DraftLine, ...], *, language: str = "nl") -> Sums:
    """Return VAT per rate and totals of draft lines (VAT rounded once per rate, half up)."""
    values = invoice_lines(lines)
    vat = compute.vat_breakdown(values, exemptions=compute.default_exemptions(language))
    return Sums(vat, compute.totals(values, vat))


def invoice_lines(lines: tuple[DraftLine, ...]) -> tuple[einvoice.Line, ...]:
    """Return draft lines as lines of an invoice, numbered from 1."""
    return tuple(
        einvoice.Line(
            number=str(position),
            name=line.description,
            quantity=line.quantity,
            unit_price=line.unit_price,
            net=line.net,
            vat_category=line.vat_category,
            vat_rate=None if line.vat_category == vat_rates.VatCategory.OUTSIDE_VAT else line.vat_rate,
            unit_code=line.unit_code,
        )
        for position, line in enumerate(lines, start=1)
    )


def check(draft: Draft) -> None:
    """Do nothing when a draft can be kept; raises DraftRefused with a sentence per wrong field."""
    problems = _head(draft)
    for position, line in enumerate(draft.lines):
        problems |= {f"lines.{position}.{field}": said for field, said in _line(line).items()}
    if not problems:
        problems = _total(draft)
    if problems:
        raise DraftRefused(problems)


def _head(draft: Draft) -> dict[str, Sentence]:
    problems: dict[str, Sentence] = {}
    if draft.kind not in SALES:
        problems["kind"] = NOT_A_SALE.say(found=str(draft.kind))
    if draft.contact is None:
        problems["contact"] = CONTACT_MISSING.say()
    for field in ("issued_on", "due_on"):
        day: dt.date | None = getattr(draft, field)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            found, first, last = (f"{one:%d/%m}/{one.year:04}" for one in (day, FIRST_DAY, LAST_DAY))
            problems[field] = DAY_OUT_OF_RANGE.say(found=found, first=first, last=last)
    if draft.due_on and not problems.keys() & {"issued_on", "due_on"} and draft.due_on < draft.issued_on:
        due, issued = f"{draft.due_on:%d/%m/%Y}", f"{draft.issued_on:%d/%m/%Y}"
        problems["due_on"] = DUE_BEFORE_ISSUE.say(due=due, issued=issued)
    limits = (
        ("note", NOTE_CHARACTERS_MAX),
        ("buyer_reference", REFERENCE_CHARACTERS_MAX),
        ("credited_number", REFERENCE_CHARACTERS_MAX),
    )
    for field, limit in limits:
        if len(found := getattr(draft, field)) > limit:
            problems[field] = TOO_LONG.say(found=len(found), expected=limit)
    if draft.language not in vat_rates.LANGUAGES:
        problems["language"] = NOT_A_LANGUAGE.say(found=draft.language)
    if not draft.lines:
        problems["lines"] = NO_LINES.say()
    if len(draft.lines) > LINES_MAX:
        problems["lines"] = TOO_MANY_LINES.say(found=len(draft.lines), expected=LINES_MAX)
    return problems


def _line(line: DraftLine) -> dict[str, Sentence]:
    problems: dict[str, Sentence] = {}
    length = len(line.description)
    if not line.description.strip():
        problems["description"] = DESCRIPTION_MISSING.say()
    elif length > DESCRIPTION_CHARACTERS_MAX:
        problems["description"] = TOO_LONG.say(found=length, expected=DESCRIPTION_CHARACTERS_MAX)
    for field in ("quantity", "unit_price"):
        if not _fits(number := getattr(line, field)):
            problems[field] = NUMBER_TOO_LARGE.say(found=str(number)[:40])
    if "quantity" not in problems and not line.quantity:
        problems["quantity"] = QUANTITY_ZERO.say()
    if "unit_price" not in problems and line.unit_price < 0:
        problems["unit_price"] = PRICE_NEGATIVE.say(found=str(line.unit_price))
    category = vat_rates.category_or_none(line.vat_category)
    is_rate = line.vat_rate.is_finite() and line.vat_rate < 100
    if category is None or not is_rate or not vat_rates.allows_rate(category, line.vat_rate):
        problems["vat"] = VAT_NOT_KNOWN.say(rate=str(line.vat_rate), category=line.vat_category)
    return problems


def _fits(number: Decimal) -> bool:
    return number.is_finite() and abs(number) < NUMBER_MAX and number * SCALE % 1 == 0


def _total(draft: Draft) -> dict[str, Sentence]:
    gross = add_up(draft.lines).totals.gross
    if gross < 0:
        return {"lines": TOTAL_NEGATIVE.say(found=str(gross))}
    return {"lines": TOTAL_TOO_LARGE.say(found=str(gross))} if gross > TOTAL_MAX else {}
