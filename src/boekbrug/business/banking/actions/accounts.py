"""Add and name the accounts of a dossier."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError

from boekbrug.belgium import iban as ibans
from boekbrug.business.banking.models import BankAccount
from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline import actions as timeline
from boekbrug.wording import Sentence, Wording

ACCOUNT_EXISTS = Wording(
    "bank-account-exists",
    "Account {iban} in {currency} is already in this dossier. Import its statements; nothing needs adding.",
)
NOT_A_CURRENCY = Wording(
    "bank-not-a-currency",
    "“{found}” is not a currency; three letters such as EUR are expected. Correct the currency.",
)
NAME_CHARACTERS_MAX = 80
_CURRENCY_LETTERS = 3


class AccountExists(Exception):
    """The dossier already has this account in this currency."""

    def __init__(self, account: BankAccount) -> None:
        self.sentence: Sentence = ACCOUNT_EXISTS.say(iban=ibans.show(account.iban), currency=account.currency)
        super().__init__(self.sentence.english)
        self.account = account


class NotACurrency(ValueError):
    """A text that is no currency code."""

    def __init__(self, found: str) -> None:
        self.sentence: Sentence = NOT_A_CURRENCY.say(found=found)
        super().__init__(self.sentence.english)


def add_account(*, iban: str, currency: str, name: str, actor: Actor, now: dt.datetime) -> BankAccount:
    """Add an account to the entered dossier.

    :raises belgium.iban.NotAnIban: when length or check digits are not right
    :raises NotACurrency: when the currency is not three letters (ISO 4217)
    :raises AccountExists: with the account that is there
    """
    number, code = ibans.parse(iban), _currency(currency)
    values = {"name": name.strip()[:NAME_CHARACTERS_MAX], "created_at": now}
    try:
        with tenant.one_act():
            account = BankAccount.objects.create(iban=number, currency=code, **values)
            timeline.note(kind="account.added", subject=account, actor=actor, at=now)
    except IntegrityError as clash:
        existing = BankAccount.objects.filter(iban=number, currency=code).first()
        if existing is None:
            raise
        raise AccountExists(existing) from clash
    return account


def rename(*, account: BankAccount, name: str, actor: Actor, now: dt.datetime) -> BankAccount:
    """Give an account another name; the same name changes nothing."""
    wanted = name.strip()[:NAME_CHARACTERS_MAX]
    if account.name == wanted:
        return account
    with tenant.one_act():
        account.name = wanted
        account.save(update_fields=["name"])
        timeline.note(kind="account.renamed", subject=account, actor=actor, at=now)
    return account


def _currency(typed: str) -> str:
    code = typed.strip().upper()
    if len(code) != _CURRENCY_LETTERS or not (code.isascii() and code.isalpha()):
        raise NotACurrency(typed)
    return code
