"""Keeping a draft: what is refused, what it adds up to, and two people at one draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

from boekbrug.business.documents import actions, queries
from boekbrug.business.documents.drafts import Draft, DraftLine, DraftRefused, add_up
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers import tenant
from boekbrug.business.timeline.queries import events_about
from tests.business.documents.making import customer, draft, line
from tests.cast import Cast


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    """Work in the atelier."""
    with tenant.enter(cast.atelier):
        yield cast


def test_vat_is_rounded_once_per_rate_and_not_per_line() -> None:
    """Three lines of 0.03 at 21 %: 0.0189 gives 0.02; per line it would give 0.03."""
    lines = tuple(line("0.03", description=str(position)) for position in range(3))

    sums = add_up(lines)

    assert [(one.taxable, one.amount) for one in sums.vat] == [(Decimal("0.09"), Decimal("0.02"))]
    assert sums.totals.gross == Decimal("0.11")


def test_a_draft_keeps_what_was_typed_and_what_it_adds_up_to(inside: Cast, now: dt.datetime) -> None:
    contact = customer(now)
    typed = draft(contact, line("19.99", "3"), line("5.5", "-1", rate="6"), note="Dank u")

    kept = actions.save_draft(draft=typed, actor=inside.actor(inside.an), now=now)

    assert queries.as_draft(kept) == Draft(
        kind=Kind.SALE, contact=contact, issued_on=typed.issued_on, due_on=dt.date(2026, 4, 15),
        lines=typed.lines, note="Dank u",
    )  # fmt: skip
    assert (kept.net_thousandths, kept.vat_thousandths, kept.total_thousandths) == (54_470, 12_260, 66_730)
    assert kept.number == ""
    assert [event.kind for event in events_about("document", kept.public_id)] == ["document.drafted"]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("contact", {"contact": None}),
        ("lines", {"lines": ()}),
        ("due_on", {"due_on": dt.date(2026, 3, 1)}),
        ("kind", {"kind": Kind.PURCHASE}),
        ("language", {"language": "es"}),
        ("note", {"note": "x" * 2001}),
        ("lines.0.description", {"lines": (line(description=" "),)}),
        ("lines.0.quantity", {"lines": (line(quantity="0"),)}),
        ("lines.0.quantity", {"lines": (line(quantity="1.123456789"),)}),
        ("lines.0.unit_price", {"lines": (line("-1"),)}),
        ("lines.0.unit_price", {"lines": (line("NaN"),)}),
        ("lines.0.vat", {"lines": (line(rate="0"),)}),
        ("lines.0.vat", {"lines": (line(rate="21", vat_category="AE"),)}),
        ("lines", {"lines": (line(quantity="-1"),)}),
    ],
)
def test_a_draft_that_cannot_be_right_is_refused_at_its_field(
    inside: Cast, now: dt.datetime, field: str, changes: dict[str, object]
) -> None:
    values = {
        "kind": Kind.SALE,
        "contact": customer(now),
        "issued_on": dt.date(2026, 3, 16),
        "lines": (line(),),
    }

    with pytest.raises(DraftRefused) as refused:
        actions.save_draft(draft=Draft(**(values | changes)), actor=inside.actor(inside.an), now=now)  # type: ignore[arg-type]

    assert list(refused.value.problems) == [field]
    assert not Document.objects.exists()


def test_the_second_of_two_people_who_edit_a_draft_is_told(inside: Cast, now: dt.datetime) -> None:
    contact, by_an, by_bram = customer(now), inside.actor(inside.an), inside.actor(inside.bram)
    kept = actions.save_draft(draft=draft(contact), actor=by_an, now=now)
    seen = kept.version
    actions.save_draft(draft=draft(contact, line("200")), document=kept, version=seen, actor=by_an, now=now)

    with pytest.raises(actions.EditedMeanwhile):
        actions.save_draft(
            draft=draft(contact, line("300")), document=kept, version=seen, actor=by_bram, now=now
        )

    assert Document.objects.get().net_thousandths == 200_000


def test_a_draft_can_be_thrown_away_and_an_issued_invoice_cannot(inside: Cast, now: dt.datetime) -> None:
    by_an = inside.actor(inside.an)
    kept = actions.save_draft(draft=draft(customer(now)), actor=by_an, now=now)

    actions.discard_draft(document=kept, actor=by_an, now=now)

    assert not Document.objects.exists()


def test_a_line_is_worth_its_quantity_times_its_price_in_whole_cents() -> None:
    assert DraftLine(description="x", quantity=Decimal("1.5"), unit_price=Decimal("0.333")).net == Decimal(
        "0.50"
    )
