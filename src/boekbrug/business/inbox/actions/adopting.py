"""Add the account that a file waits for, and go on with every file that waits for it."""

from __future__ import annotations

import datetime as dt

from boekbrug.belgium import iban as ibans
from boekbrug.business.banking import actions as banking
from boekbrug.business.dossiers import tenant
from boekbrug.business.files import free_space
from boekbrug.business.inbox.actions.processing import process
from boekbrug.business.inbox.models import Intake, State
from boekbrug.business.inbox.queries import waiting_for
from boekbrug.business.people.actor import Actor


def adopt_account(
    *, intake: Intake, iban: str, currency: str, name: str, actor: Actor, now: dt.datetime
) -> Intake:
    """Add an account to the entered dossier and import the statements that wait for it, of this intake first.

    An account that is there already is no hindrance. Returns the intake as it stands then.

    :raises belgium.iban.NotAnIban: when length or check digits are not right
    :raises banking.NotACurrency: when the currency is not three letters
    :raises free_space.NoRoom: when the disk is too full to import anything
    """
    free_space.require()
    number, code = ibans.parse(iban), currency.strip().upper()
    with tenant.one_act():
        try:
            banking.add_account(iban=number, currency=code, name=name, actor=actor, now=now)
        except banking.AccountExists as known:
            code = known.account.currency
        waiting = waiting_for(number, code)
        tops = {row.parent or row for row in waiting}
        again = Intake.objects.filter(pk__in=[row.pk for row in (*waiting, *tops)], state=State.QUARANTINE)
        again.update(state=State.RECEIVED, finished_at=None, leased_until=None)
    mine = {intake.pk, intake.parent_id}
    for row in sorted(tops, key=lambda top: (top.pk not in mine, top.pk)):
        process(intake=row, actor=actor, now=now)
    return Intake.objects.select_related("file").get(pk=intake.pk)
