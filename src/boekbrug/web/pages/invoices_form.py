"""What a person typed for an invoice: kept as text so that nothing is lost, and read as a draft."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_noop

from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents.drafts import Draft, DraftLine, DraftRefused, check
from boekbrug.business.documents.models import Kind
from boekbrug.money import NotAnAmount, parse_amount
from boekbrug.web.addresses import small_number
from boekbrug.wording import Sentence, Wording

NOT_A_NUMBER = Wording(
    "typed-not-a-number", "{found} is not a number; write it as 1.234,56, with at most eight decimals."
)
NOT_A_DAY = Wording("typed-not-a-day", "{found} is not a date; write it as 31/03/2026.")
EMPTY_LINES = 3
_MANY_DECIMALS = re.compile(r"-?\d{1,12},\d{1,8}", re.ASCII)
_BELGIAN_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)

# Category letter and rate, with what people call it. Intra-community goods need a delivery date and country.
VAT_CHOICES: tuple[tuple[str, str], ...] = (
    ("S|21", "21 %"),
    ("S|12", "12 %"),
    ("S|6", "6 %"),
    ("Z|0", "0 %"),
    ("AE|0", gettext_noop("Reverse charge")),
    ("E|0", gettext_noop("Exempt")),
    ("G|0", gettext_noop("Export")),
    ("O|0", gettext_noop("Outside VAT")),
)
UNIT_CHOICES: tuple[tuple[str, str], ...] = (
    ("C62", gettext_noop("piece")),
    ("HUR", gettext_noop("hour")),
    ("DAY", gettext_noop("day")),
    ("MON", gettext_noop("month")),
    ("KGM", "kg"),
    ("MTR", "m"),
    ("MTK", "m²"),
    ("KMT", "km"),
)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One row of the form, as it was typed."""

    description: str = ""
    quantity: str = ""
    unit_code: str = "C62"
    unit_price: str = ""
    vat: str = "S|21"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in it."""
        return not (self.description.strip() or self.unit_price.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The whole form, as it was typed."""

    kind: str = Kind.SALE
    contact: str = ""
    issued_on: str = ""
    due_on: str = ""
    language: str = ""  # that of the customer
    buyer_reference: str = ""
    credited_number: str = ""
    note: str = ""
    version: str = ""
    lines: tuple[TypedLine, ...] = field(default_factory=tuple)

    @property
    def shown_lines(self) -> tuple[TypedLine, ...]:
        """The lines with at least one empty row after them."""
        return self.lines if self.lines and self.lines[-1].is_empty else (*self.lines, TypedLine())


def from_post(post: QueryDict) -> Typed:
    """Return what was sent, unjudged; rows keep their place."""
    names = ("description", "quantity", "unit_code", "unit_price", "vat")
    columns = [post.getlist(f"line_{name}") for name in names]
    lines = tuple(TypedLine(*row) for row in zip(*columns, strict=False))
    head: dict[str, Any] = {
        name: post.get(name, "").strip()
        for name in (
            "contact",
            "issued_on",
            "due_on",
            "buyer_reference",
            "credited_number",
            "note",
            "version",
        )
    }
    kind = Kind.SALE_CREDIT if post.get("kind") == Kind.SALE_CREDIT else Kind.SALE
    return Typed(kind=kind, language=post.get("language", ""), lines=lines, **head)


def from_draft(draft: Draft, *, version: int | None = None) -> Typed:
    """Return a draft as a person would type it."""
    return Typed(
        kind=draft.kind,
        contact=draft.contact.public_id if draft.contact else "",
        issued_on=draft.issued_on.isoformat(),
        due_on=draft.due_on.isoformat() if draft.due_on else "",
        language=draft.language,
        buyer_reference=draft.buyer_reference,
        credited_number=draft.credited_number,
        note=draft.note,
        version="" if version is None else str(version),
        lines=tuple(_typed_line(line) for line in draft.lines),
    )


def changed_rows(typed: Typed, act: str) -> Typed:
    """Return the form with a row added ("add") or taken away ("remove-2")."""
    if act == "add":
        return replace(typed, lines=(*typed.lines, *(TypedLine() for _ in range(EMPTY_LINES))))
    removed = small_number(act.removeprefix("remove-"))
    kept = tuple(line for position, line in enumerate(typed.lines) if position != removed)
    return replace(typed, lines=kept)


def to_draft(typed: Typed, contact: Contact | None) -> Draft:
    """Return the draft that was typed, checked; raises DraftRefused with a sentence per field.

    Rows in which nothing was typed are left out; the places in `lines.2.quantity` are those of the form.
    """
    problems: dict[str, Sentence] = {}
    lines: list[DraftLine] = []
    places: list[int] = []
    for place, row in enumerate(typed.lines):
        if not row.is_empty:
            places.append(place)
            lines.append(_line(row, f"lines.{place}", problems))
    issued_on = _day(typed.issued_on, "issued_on", problems)
    due_on = _day(typed.due_on, "due_on", problems) if typed.due_on else None
    if problems or issued_on is None:
        raise DraftRefused(problems)
    draft = Draft(
        kind=Kind(typed.kind),
        contact=contact,
        issued_on=issued_on,
        due_on=due_on,
        lines=tuple(lines),
        buyer_reference=typed.buyer_reference,
        note=typed.note,
        credited_number=typed.credited_number,
        language=typed.language or (contact.language if contact else "nl"),
    )
    try:
        check(draft)
    except DraftRefused as refused:
        raise DraftRefused(_at_their_places(refused.problems, places)) from refused
    return draft


def readable_lines(typed: Typed) -> tuple[tuple[int, DraftLine], ...]:
    """Return the rows that can be worked out already, with their places, for totals while typing."""
    found = []
    for place, row in enumerate(typed.lines):
        problems: dict[str, Sentence] = {}
        line = _line(replace(row, description=row.description or "-"), "", problems)
        if not problems and not row.is_empty and abs(line.quantity * line.unit_price) < Decimal(10) ** 12:
            found.append((place, line))
    return tuple(found)


def _at_their_places(problems: Mapping[str, Sentence], places: list[int]) -> dict[str, Sentence]:
    """Name the rows of the form instead of the lines of the draft."""
    named: dict[str, Sentence] = {}
    for name, sentence in problems.items():
        match name.split("."):
            case ["lines", position, cell]:
                named[f"lines.{places[int(position)]}.{cell}"] = sentence
            case _:
                named[name] = sentence
    return named


def _line(row: TypedLine, at: str, problems: dict[str, Sentence]) -> DraftLine:
    category, _, rate = row.vat.partition("|")
    return DraftLine(
        description=row.description.strip(),
        quantity=_number(row.quantity or "1", f"{at}.quantity", problems),
        unit_price=_number(row.unit_price or "0", f"{at}.unit_price", problems),
        vat_category=category,
        vat_rate=Decimal(rate) if rate.isdecimal() and len(rate) < 3 else Decimal(-1),
        unit_code=row.unit_code if row.unit_code in dict(UNIT_CHOICES) else "C62",
    )


def _number(typed: str, at: str, problems: dict[str, Sentence]) -> Decimal:
    """Read a quantity or price: as an amount, or with up to eight decimals after a comma."""
    text = typed.strip().replace("−", "-")
    try:
        return Decimal(text.replace(",", ".")) if _MANY_DECIMALS.fullmatch(text) else parse_amount(text)
    except (NotAnAmount, InvalidOperation):
        problems[at] = NOT_A_NUMBER.say(found=typed.strip()[:40])
        return Decimal(1)


def _day(typed: str, at: str, problems: dict[str, Sentence]) -> dt.date | None:
    """Read a day as the browser sends it (2026-03-31) or as people write it (31/03/2026)."""
    try:
        if belgian := _BELGIAN_DAY.fullmatch(typed):
            day, month, year = (int(part) for part in belgian.groups())
            return dt.date(year, month, day)
        return dt.date.fromisoformat(typed)
    except ValueError:
        problems[at] = NOT_A_DAY.say(found=typed[:20] or "–")
        return None


def _typed_line(line: DraftLine) -> TypedLine:
    rate = f"{line.vat_rate.normalize():f}"
    return TypedLine(
        line.description,
        _shown(line.quantity),
        line.unit_code,
        _shown(line.unit_price, 2),
        f"{line.vat_category}|{rate}",
    )


def _shown(number: Decimal, places: int = 0) -> str:
    """Write a number with a comma, with at least so many decimals."""
    text = f"{number:f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0").ljust(places, "0")
    return f"{whole},{decimals}" if decimals else whole
