"""Import one statement, all or nothing: identity, chain, movements, timeline, and those who match it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from django.db import IntegrityError, transaction

from boekbrug.business.banking import signals
from boekbrug.business.banking.actions.rows import COLUMNS, movement_rows
from boekbrug.business.banking.models import BankAccount, Movement, Statement, StatementSource
from boekbrug.business.banking.queries import after, before, namesakes
from boekbrug.business.dossiers import set_based, tenant
from boekbrug.business.files.models import StoredFile
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline import actions as timeline
from boekbrug.formats import coda
from boekbrug.formats.coda import continuity
from boekbrug.formats.coda.continuity import Chain
from boekbrug.formats.showing import movement_data


class Outcome(StrEnum):
    """What became of a statement."""

    NEW = "NEW"
    KNOWN = "KNOWN"
    CONFLICT = "CONFLICT"


class StatementUndated(ValueError):
    """A statement names no day at all; the reader of the file refuses such a one before it gets here."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome, and the statement as it is stored; for CONFLICT the earlier one, which stays as it was."""

    outcome: Outcome
    statement: Statement


def import_statement(
    *,
    statement: coda.Statement,
    account: BankAccount,
    file: StoredFile,
    intake_public_id: str,
    actor: Actor,
    now: dt.datetime,
) -> Imported:
    """Store a statement with its movements once, tell those who match, and note it: one transaction.

    The same statement again is KNOWN and gets one more source, or NEW when this very intake brought it
    (an interrupted import goes on). The same identity with other content is CONFLICT and changes nothing.

    :raises StatementUndated: when no day can be told
    """
    source = StatementSource(
        file=file, intake_public_id=intake_public_id, channel=actor.channel.value, at=now
    )
    row = _row(statement, account, now)
    with tenant.one_act():
        _judge(row)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            return _again(row, source, actor=actor, now=now)
        source.statement = row
        source.save(force_insert=True)
        _judge_successor(row)
        if row.chain != Chain.OUTSIDE:
            set_based.insert(Movement, COLUMNS, movement_rows(statement.movements, row))
        signals.statement_imported.send(sender=Statement, statement=row, actor=actor, now=now)
        detail = {"chain": str(row.chain), "movements": row.movement_count, "intake": intake_public_id}
        timeline.note(kind="statement.imported", subject=row, actor=actor, at=now, detail=detail)
    return Imported(Outcome.NEW, row)


def _row(statement: coda.Statement, account: BankAccount, now: dt.datetime) -> Statement:
    """Build the row of a statement; its place in the chain is judged later, under the lock."""
    closing_on = statement.closing_on or statement.opening_on or statement.created_on
    if closing_on is None:
        raise StatementUndated(f"The statement on line {statement.first_line} has no day.")
    is_outside = statement.is_separate_application
    return Statement(
        account=account,
        identity=_identity(statement, account, closing_on),
        fingerprint=statement.fingerprint,
        year=closing_on.year,
        sequence=statement.sequence,
        paper_number=statement.paper_number,
        opening_thousandths=statement.opening_balance_thousandths,
        closing_thousandths=statement.final_balance_thousandths,
        opening_on=statement.opening_on,
        closing_on=closing_on,
        chain=Chain.OUTSIDE if is_outside else "",
        movement_count=0 if is_outside else len(statement.movements),
        details=[movement_data(one) for one in statement.movements] if is_outside else [],
        imported_at=now,
    )


def _identity(statement: coda.Statement, account: BankAccount, closing_on: dt.date) -> str:
    """SHA-256 of what makes a statement that statement (design, section 4.3)."""
    facts = [
        account.iban,
        account.currency,
        closing_on.year,
        statement.sequence,
        statement.paper_number,
        statement.opening_balance_thousandths,
        statement.final_balance_thousandths,
        str(statement.opening_on or ""),
        str(closing_on),
    ]
    if statement.is_separate_application:
        facts.append(statement.separate_application)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _judge(row: Statement) -> None:
    """Give the row its place in the chain, and hold it when its money could be there already."""
    if row.chain == Chain.OUTSIDE:
        return
    earlier, later = before(row), after(row)
    row.chain = continuity.judge(
        row.facts,
        before=earlier.facts if earlier else None,
        after=later.facts if later else None,
        namesakes=[other.facts for other in namesakes(row)],
    )
    row.is_held = row.chain in continuity.HELD


def _judge_successor(row: Statement) -> None:
    """The statement after a new one has another before it now."""
    if not row.is_bookable or (later := after(row)) is None:
        return
    verdict = continuity.join(row.facts, later.facts)
    if verdict != later.chain:
        later.chain = verdict
        later.save(update_fields=["chain"])


def _again(row: Statement, source: StatementSource, *, actor: Actor, now: dt.datetime) -> Imported:
    """The identity is taken: by the same statement, or by one with other content."""
    existing = Statement.objects.select_related("account").get(identity=row.identity)
    if existing.fingerprint != row.fingerprint:
        return Imported(Outcome.CONFLICT, existing)
    first = existing.sources.order_by("pk").first()
    if first is not None and first.intake_public_id == source.intake_public_id:
        return Imported(Outcome.NEW, existing)
    source.statement = existing
    try:
        with transaction.atomic():
            source.save(force_insert=True)
    except IntegrityError:  # this intake is a source of it already
        return Imported(Outcome.KNOWN, existing)
    detail = {"intake": source.intake_public_id}
    timeline.note(kind="statement.seen_again", subject=existing, actor=actor, at=now, detail=detail)
    return Imported(Outcome.KNOWN, existing)
