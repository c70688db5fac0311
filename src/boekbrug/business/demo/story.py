"""Put the demo together: people, a firm with mandates, and a year of work in three dossiers."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from boekbrug.business.banking import actions as banking
from boekbrug.business.banking.models import Statement
from boekbrug.business.contacts.models import ContactAccount
from boekbrug.business.demo import bank, purchases, sales
from boekbrug.business.demo.enterprises import BANK_OF_DOSSIERS, account_of, number_of
from boekbrug.business.demo.tables import DOSSIERS, FIRM, DemoDossier
from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers import actions_firm as firms
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier, DossierRole, Firm, FirmRole
from boekbrug.business.inbox import actions as inbox
from boekbrug.business.people import actions as people
from boekbrug.business.people import actions_factors
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.business.people.models import Person
from boekbrug.business.reconciliation import actions as reconciliation
from boekbrug.wording import Sentence, Wording

PASSWORD = "brug-over-de-leie"  # printed by `boekbrug demo`; the demo listens on this machine only
SEED = 20260101
LEFT_TO_DO = dt.timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Login:
    """A person of the demo, for the list that the command prints."""

    email: str
    name: str
    what: Sentence


FILE_MANAGER = Wording("demo-file-manager", "file manager, {where}")
FIRM_ADMIN = Wording("demo-firm-admin", "administrator of the firm, {where}")
OWNER = Wording("demo-owner", "owner, {where}")
OPERATOR = Wording("demo-operator", "state of the system, no dossiers")

FIRST_LOGIN = "lien@debrug.example"
LOGINS = (
    Login(FIRST_LOGIN, "Lien Vermeulen", FILE_MANAGER.say(where=FIRM.name)),
    Login("carla@debrug.example", "Carla Dubois", FIRM_ADMIN.say(where=FIRM.name)),
    *(Login(one.owner_email, one.owner, OWNER.say(where=one.enterprise.name)) for one in DOSSIERS),
    Login("operator@debrug.example", "Beheer", OPERATOR.say()),
)


def make_demo(*, now: dt.datetime, tell: Callable[[str], None] = lambda _: None) -> None:
    """Make the demo of the year before `now` in an empty database; `tell` hears how far it is.

    Everybody of LOGINS can log in with PASSWORD. The same Belgian day gives the same demo, but for ids.
    """
    today = timezone.localdate(now)
    months = _months_before(today, 12)
    began = dt.datetime.combine(months[0], dt.time(8), dt.UTC)
    lien, carla, *_, operator = (_person(one.email, one.name, began) for one in LOGINS if not _is_owner(one))
    people.make_operator(person=operator)
    firm = dossiers.add_firm(
        name=FIRM.name, enterprise_number=number_of(FIRM), language="nl", admin=carla, now=began
    )
    firms.set_firm_role(
        firm=firm, person=lien, role=FirmRole.MANAGER, actor=Actor(carla, Channel.WEB), now=began
    )
    for person in (lien, carla):
        actions_factors.give_app(person=person)
    for plan in DOSSIERS:
        tell(plan.enterprise.name)
        owner = _person(plan.owner_email, plan.owner, began, plan.enterprise.language)
        _play(plan, owner=owner, firm=firm, lien=lien, months=months, today=today)


def _is_owner(login: Login) -> bool:
    return login.email in {plan.owner_email for plan in DOSSIERS}


def _play(
    plan: DemoDossier, *, owner: Person, firm: Firm, lien: Person, months: list[dt.date], today: dt.date
) -> None:
    began = dt.datetime.combine(months[0], dt.time(8), dt.UTC)
    by_owner, dice = Actor(owner, Channel.WEB), random.Random(SEED + plan.enterprise.base)
    dossier = _dossier(plan, by_owner, began)
    if plan.has_mandate:
        offered = dossiers.offer_mandate(
            dossier=dossier, firm=firm, from_on=months[0], by_dossier=True, actor=by_owner, now=began
        )
        dossiers.accept_mandate(mandate=offered, by_dossier=False, actor=Actor(lien, Channel.WEB), now=began)
    with tenant.enter(dossier):
        banking.add_account(
            iban=account_of(plan.enterprise, BANK_OF_DOSSIERS),
            currency="EUR",
            name="Zichtrekening",
            actor=by_owner,
            now=began,
        )
        _work(plan, months=months, today=today, dice=dice, actor=by_owner)


def _work(
    plan: DemoDossier, *, months: list[dt.date], today: dt.date, dice: random.Random, actor: Actor
) -> None:
    began = sales.at_ten(months[0])
    customers = sales.add_customers(actor=actor, now=began)
    sold = sales.issue_sales(
        plan,
        days=_days(months, plan.invoices_per_month, today, dice),
        customers=customers,
        dice=dice,
        actor=actor,
    )
    bought = purchases.take_in_purchases(
        plan, days=_days(months, plan.purchases_per_month, today, dice), dice=dice, actor=actor
    )
    sales.keep_draft(plan, day=today, customers=customers, dice=dice, actor=actor)
    ibans = dict(ContactAccount.objects.values_list("contact_id", "iban"))
    payments = [
        *bank.customer_payments(sold, ibans, dice),
        *bank.supplier_payments(bought, dice),
        *bank.everyday_movements(months, dice),
    ]
    for friday, content in bank.statements(plan, payments, first_on=months[0], last_on=today):
        at = sales.at_ten(friday)
        intake = inbox.receive(content=content, name=f"CODA-{friday:%Y%m%d}.cod", actor=actor, now=at)
        inbox.process(intake=intake, actor=actor, now=at)
    _take_over(before=today - LEFT_TO_DO, actor=actor)


def _take_over(*, before: dt.date, actor: Actor) -> None:
    """Accept what was certain on older statements; the newest wait for a new user to look at."""
    for statement in Statement.objects.filter(closing_on__lt=before).order_by("closing_on"):
        now = sales.at_ten(statement.closing_on)
        reconciliation.accept_certain(statement=statement, actor=actor, now=now)


def _dossier(plan: DemoDossier, by_owner: Actor, began: dt.datetime) -> Dossier:
    enterprise = plan.enterprise
    assert by_owner.person is not None, "the owner is a person"  # noqa: S101 - for mypy
    dossier = dossiers.add_dossier(
        name=enterprise.name,
        enterprise_number=number_of(enterprise),
        owner=by_owner.person,
        actor=by_owner,
        now=began,
        language=enterprise.language,
        street=enterprise.street,
        postcode=enterprise.postcode,
        city=enterprise.city,
        email=enterprise.email,
        invoice_iban=account_of(enterprise, BANK_OF_DOSSIERS),
    )
    helper = _person(f"hulp@{by_owner.person.email.split('@')[1]}", "Mieke Smet", began, enterprise.language)
    dossiers.set_role(dossier=dossier, person=helper, role=DossierRole.EMPLOYEE, actor=by_owner, now=began)
    return dossier


def _person(email: str, name: str, now: dt.datetime, language: str = "nl") -> Person:
    return people.add_person(email=email, name=name, password=PASSWORD, language=language, now=now)


def _months_before(today: dt.date, count: int) -> list[dt.date]:
    first = today.replace(day=1)
    months = [first]
    while len(months) <= count:
        first = (first - dt.timedelta(days=1)).replace(day=1)
        months.append(first)
    return months[::-1]


def _days(months: list[dt.date], per_month: int, today: dt.date, dice: random.Random) -> list[dt.date]:
    days = [month.replace(day=dice.randint(1, 28)) for month in months for _ in range(per_month)]
    return sorted(day for day in days if day <= today)
