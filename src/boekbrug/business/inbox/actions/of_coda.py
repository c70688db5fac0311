"""Import the statements of a CODA file, one transaction each; a bad one leaves the others alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boekbrug.belgium import iban as ibans
from boekbrug.business.banking import actions as banking
from boekbrug.business.banking.models import BankAccount
from boekbrug.business.banking.queries import account_of
from boekbrug.business.dossiers import tenant
from boekbrug.business.inbox import problems
from boekbrug.business.inbox.actions.leasing import LeaseLost
from boekbrug.business.inbox.actions.work import Work
from boekbrug.business.inbox.findings import Findings, Outcome
from boekbrug.business.inbox.models import Intake
from boekbrug.business.inbox.own_account import own_iban
from boekbrug.formats import coda
from boekbrug.formats.problem import Problem

CURRENCY_LETTERS = 3
_HEADER = re.compile(rb"(?m)^00000\d{6}")
Accounts = dict[tuple[str, str], BankAccount | None]


def take_statements(work: Work, row: Intake, content: bytes) -> Findings:
    """Import every statement that is fit for it, and return what became of each."""
    findings, accounts, seen = Findings(), Accounts(), set[int]()
    total = len(_HEADER.findall(content))
    reading = coda.read(content)
    for statement in reading:
        account = _fit(statement, accounts, findings)
        if account is not None:
            _import(work, row, (statement, account), findings=findings, seen=seen, total=total)
        work.tell(findings.done_count, total)
    findings.refuse(*reading.problems)
    return findings


def _fit(statement: coda.Statement, accounts: Accounts, findings: Findings) -> BankAccount | None:
    """Return the account to import a statement for, or note why not."""
    iban, currency, line = own_iban(statement.account), statement.currency, statement.first_line
    result = {"statement": "", **_described(statement, iban or statement.account)}
    own = list(_unfit(statement, iban)) if statement.has_opening else []
    findings.tell(*statement.problems, *own)
    if statement.has_error or own or not iban:
        findings.add(Outcome.REFUSED, result)
        return None
    key = (iban, currency)
    if key not in accounts:
        accounts[key] = account_of(*key)
        if accounts[key] is None:
            found = ibans.show(iban)
            findings.tell(problems.UNKNOWN_ACCOUNT.at(line=line, found=found, expected=currency))
    if accounts[key] is None:
        findings.add(Outcome.QUARANTINE, result)
    return accounts[key]


def _unfit(statement: coda.Statement, iban: str | None) -> Iterator[Problem]:
    """Yield why a statement has no place in any dossier, though its file may be right."""
    line, currency = statement.first_line, statement.currency
    if iban is None:
        yield problems.ACCOUNT_NOT_IBAN.at(line=line, found=statement.account)
    if not (len(currency) == CURRENCY_LETTERS and currency.isascii() and currency.isalpha()):
        yield problems.NO_CURRENCY.at(line=line, found=currency)
    if not (statement.closing_on or statement.opening_on or statement.created_on):
        yield problems.UNDATED.at(line=line)


def _import(
    work: Work,
    row: Intake,
    fit: tuple[coda.Statement, BankAccount],
    *,
    findings: Findings,
    seen: set[int],
    total: int,
) -> None:
    """Import one statement and write the progress in the same transaction; raises LeaseLost after it."""
    statement, account = fit
    with tenant.one_act():
        imported = banking.import_statement(
            statement=statement,
            account=account,
            file=row.file,
            intake_public_id=row.public_id,
            actor=work.actor,
            now=work.now,
        )
        done_count = findings.done_count + 1
        is_mine = work.save_progress(row, done_count, max(done_count, total))
    outcome, stored = Outcome(imported.outcome.value), imported.statement
    if outcome is Outcome.NEW and stored.pk in seen:  # twice in one file
        outcome = Outcome.KNOWN
    seen.add(stored.pk)
    if outcome is Outcome.CONFLICT:
        found, expected = stored.title, ibans.show(account.iban)
        findings.tell(problems.CONFLICT.at(line=statement.first_line, found=found, expected=expected))
    findings.add(outcome, {"statement": stored.public_id, **_described(statement, account.iban)})
    if not is_mine:
        raise LeaseLost


def _described(statement: coda.Statement, account: str) -> dict[str, object]:
    return {
        "account": account,
        "currency": statement.currency,
        "number": statement.sequence or statement.paper_number,
        "movements": 0 if statement.is_separate_application else len(statement.movements),
        "first_line": statement.first_line,
    }
