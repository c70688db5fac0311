"""The accounts of a dossier."""

from __future__ import annotations

import datetime as dt

import pytest

from boekbrug.belgium.iban import NotAnIban
from boekbrug.business.banking import actions, queries
from boekbrug.business.dossiers import tenant
from boekbrug.business.timeline.models import Event
from tests.business.banking.sheets import IBAN
from tests.cast import Cast


def test_an_account_is_added_as_it_is_typed(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.atelier):
        added = actions.add_account(
            iban=f" {IBAN[:4]} {IBAN[4:]} ",
            currency="eur",
            name=" Zicht ",
            actor=cast.actor(cast.an),
            now=now,
        )

        assert (added.iban, added.currency, added.name) == (IBAN, "EUR", "Zicht")
        assert queries.accounts() == [added]
        assert Event.objects.filter(kind="account.added", subject_id=added.public_id).count() == 1


def test_the_same_account_twice_is_told(cast: Cast, now: dt.datetime) -> None:
    by = {"actor": cast.actor(cast.an), "now": now}
    with tenant.enter(cast.atelier):
        added = actions.add_account(iban=IBAN, currency="EUR", name="Zicht", **by)
        dollars = actions.add_account(iban=IBAN, currency="USD", name="Dollar", **by)

        with pytest.raises(actions.AccountExists) as told:
            actions.add_account(iban=IBAN, currency="EUR", name="Nog eens", **by)

    assert told.value.account == added
    assert dollars.pk != added.pk


@pytest.mark.parametrize(
    ("iban", "currency", "refusal"),
    [("BE00 0000 0000 0000", "EUR", NotAnIban), (IBAN, "EURO", actions.NotACurrency)],
)
def test_what_is_no_account_is_refused(
    cast: Cast, now: dt.datetime, iban: str, currency: str, refusal: type[Exception]
) -> None:
    with tenant.enter(cast.atelier), pytest.raises(refusal):
        actions.add_account(iban=iban, currency=currency, name="", actor=cast.actor(cast.an), now=now)


def test_an_account_of_another_dossier_is_no_hindrance(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.dirks):
        actions.add_account(iban=IBAN, currency="EUR", name="", actor=cast.actor(cast.dirk), now=now)
    with tenant.enter(cast.atelier):
        assert queries.account_of(IBAN, "EUR") is None

        actions.add_account(iban=IBAN, currency="EUR", name="", actor=cast.actor(cast.an), now=now)

        assert len(queries.accounts()) == 1


def test_an_account_gets_another_name(cast: Cast, now: dt.datetime) -> None:
    by = {"actor": cast.actor(cast.an), "now": now}
    with tenant.enter(cast.atelier):
        added = actions.add_account(iban=IBAN, currency="EUR", name="Zicht", **by)

        actions.rename(account=added, name="Spaar", **by)
        actions.rename(account=added, name="Spaar", **by)

        assert queries.accounts()[0].name == "Spaar"
        assert Event.objects.filter(kind="account.renamed").count() == 1
