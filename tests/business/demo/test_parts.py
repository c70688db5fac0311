"""The parts of the demo: valid numbers, sound statements, every time the same (the whole: tests/cli)."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from boekbrug.belgium import enterprise_number, iban
from boekbrug.business.demo import LOGINS, bank, story
from boekbrug.business.demo.enterprises import BANK_OF_DOSSIERS, account_of, number_of
from boekbrug.business.demo.tables import DOSSIERS, FIRM, DemoDossier
from boekbrug.business.people.models import Person
from boekbrug.formats import coda

MONTHS = [dt.date(2025, month, 1) for month in range(1, 13)]


def files(plan: DemoDossier, seed: int = 1) -> list[tuple[dt.date, bytes]]:
    """A year of everyday movements as weekly CODA files."""
    payments = bank.everyday_movements(MONTHS, random.Random(seed))
    return bank.statements(plan, payments, first_on=MONTHS[0], last_on=dt.date(2025, 12, 31))


@pytest.mark.parametrize("plan", DOSSIERS, ids=lambda plan: plan.enterprise.name)
def test_every_number_has_a_valid_check(plan: DemoDossier) -> None:
    number = number_of(plan.enterprise)

    assert enterprise_number.parse(number) == number
    assert iban.parse(account_of(plan.enterprise, BANK_OF_DOSSIERS))


def test_nobody_shares_a_number_or_a_login() -> None:
    numbers = [number_of(FIRM), *(number_of(plan.enterprise) for plan in DOSSIERS)]
    emails = [login.email for login in LOGINS]

    assert len(DOSSIERS) == 3
    assert len(set(numbers)) == len(numbers)
    assert len(set(emails)) == len(emails)
    assert all(email.endswith(".example") for email in emails)


@pytest.mark.parametrize("plan", DOSSIERS, ids=lambda plan: plan.enterprise.name)
def test_the_statements_read_without_a_problem_and_follow_each_other(plan: DemoDossier) -> None:
    balance = plan.opening_cents * 10
    for _, content in files(plan):
        reading = coda.read(content)
        (statement,) = list(reading)
        assert [*statement.problems, *reading.problems] == []
        assert statement.opening_balance_thousandths == balance
        assert statement.closing_balance_thousandths is not None
        balance = statement.closing_balance_thousandths


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert files(DOSSIERS[0]) == files(DOSSIERS[0])
    assert files(DOSSIERS[0]) != files(DOSSIERS[0], seed=2)


@pytest.mark.django_db
def test_the_year_ends_on_the_day_that_it_is_in_belgium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "DOSSIERS", ())  # the people say enough
    story.make_demo(now=dt.datetime(2025, 12, 31, 23, 30, tzinfo=dt.UTC))

    lien = Person.objects.get(email=story.FIRST_LOGIN)
    assert lien.joined_at == dt.datetime(2025, 1, 1, 8, tzinfo=dt.UTC)
