"""Contacts: what is refused, who a party on an invoice is, and two people at one contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from boekbrug.belgium import enterprise_number, iban
from boekbrug.business.contacts import actions, queries
from boekbrug.business.contacts.models import Contact, ContactAccount
from boekbrug.business.contacts.values import ContactRefused, ContactValues
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.timeline.queries import events_about
from boekbrug.formats.einvoice import Party
from tests.cast import Cast

NUMBER = enterprise_number.make(4567890)
IBAN = iban.make_belgian(3630123456)
BAKERY = ContactValues(name="Bakkerij De Korrel", enterprise_number=NUMBER, city="Brugge")


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    """Work in the atelier."""
    with tenant.enter(cast.atelier):
        yield cast


def add(cast: Cast, now: dt.datetime, values: ContactValues = BAKERY) -> Contact:
    """Let An add a contact."""
    return actions.add_contact(values=values, actor=cast.actor(cast.an), now=now)


def test_numbers_and_accounts_are_kept_in_one_spelling(inside: Cast, now: dt.datetime) -> None:
    typed = replace(
        BAKERY,
        enterprise_number="",
        vat_number=f"be {enterprise_number.show(NUMBER)}",
        ibans=(iban.show(IBAN),),
    )

    contact = add(inside, now, typed)

    assert (contact.vat_number, contact.enterprise_number) == (f"BE{NUMBER}", NUMBER)
    assert queries.accounts_of(contact) == [IBAN]
    assert [event.kind for event in events_about("contact", contact.public_id)] == ["contact.added"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", "  "),
        ("name", "x" * 121),
        ("enterprise_number", "0123.456.748"),
        ("vat_number", "FR 1"),
        ("email", "geen adres"),
        ("country", "België"),
        ("language", "es"),
        ("ibans", ("BE68 5390 0754 7035",)),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(
    inside: Cast, now: dt.datetime, field: str, typed: object
) -> None:
    with pytest.raises(ContactRefused) as refused:
        add(inside, now, replace(BAKERY, **{field: typed}))  # type: ignore[arg-type]

    assert list(refused.value.problems) == [field]
    assert not Contact.objects.exists()


def test_an_enterprise_is_one_contact_in_a_dossier_and_may_be_one_in_another(
    cast: Cast, now: dt.datetime
) -> None:
    with tenant.enter(cast.atelier):
        add(cast, now)
        with pytest.raises(ContactRefused) as refused:
            add(cast, now, replace(BAKERY, name="Nog eens"))
    with tenant.enter(cast.dirks):
        add(cast, now)

    assert "Bakkerij De Korrel" in refused.value.problems["enterprise_number"].english


def test_an_edit_says_which_fields_changed_and_replaces_the_accounts(inside: Cast, now: dt.datetime) -> None:
    contact = add(inside, now, replace(BAKERY, ibans=(IBAN,)))
    other = iban.make_belgian(7330001112)

    edited = actions.edit_contact(
        contact=contact,
        values=replace(BAKERY, city="Gent", ibans=(other,)),
        actor=inside.actor(inside.an),
        now=now,
    )

    assert queries.accounts_of(edited) == [other]
    event = events_about("contact", contact.public_id)[0]
    assert (event.kind, event.detail) == ("contact.edited", {"fields": ["city", "ibans"]})


def test_the_second_of_two_people_who_edit_a_contact_is_told(inside: Cast, now: dt.datetime) -> None:
    seen, by_an = add(inside, now), inside.actor(inside.an)
    actions.edit_contact(contact=seen, values=replace(BAKERY, city="Gent"), actor=by_an, now=now)

    with pytest.raises(actions.EditedMeanwhile):
        actions.edit_contact(contact=seen, values=replace(BAKERY, city="Aalst"), actor=by_an, now=now)

    assert Contact.objects.get().city == "Gent"


@pytest.mark.parametrize(
    "party",
    [
        Party(name="Korrel BV", enterprise_number=NUMBER, country="BE"),
        Party(name="Korrel BV", vat_number=f"BE{NUMBER}"),
        Party(name="Bakkerij De Korrel"),
    ],
)
def test_a_party_is_found_by_its_number_or_exact_name(inside: Cast, now: dt.datetime, party: Party) -> None:
    contact = add(inside, now)

    found = actions.contact_for_party(
        party=party, is_supplier=True, ibans=(IBAN, "no iban"), actor=inside.actor(inside.an), now=now
    )

    assert found.pk == contact.pk
    assert (found.is_customer, found.is_supplier) == (True, True)
    assert queries.accounts_of(found) == [IBAN]


def test_a_party_with_the_same_name_and_another_number_is_somebody_else(
    inside: Cast, now: dt.datetime
) -> None:
    contact = add(inside, now)
    party = Party(name=BAKERY.name, enterprise_number=enterprise_number.make(999), country="BE")

    found = actions.contact_for_party(party=party, is_supplier=True, actor=inside.actor(inside.an), now=now)

    assert found.pk != contact.pk
    assert (found.is_customer, found.is_supplier) == (False, True)


def test_a_party_is_never_found_in_another_dossier(cast: Cast, now: dt.datetime) -> None:
    with tenant.enter(cast.dirks):
        add(cast, now)

    with tenant.enter(cast.atelier):
        party = Party(name=BAKERY.name, enterprise_number=NUMBER, country="BE")
        actions.contact_for_party(party=party, is_supplier=True, actor=cast.actor(cast.an), now=now)
        assert Contact.objects.count() == 1
        assert ContactAccount.objects.count() == 0


def test_a_long_list_pages_by_name_both_ways(inside: Cast, now: dt.datetime) -> None:
    for letter in "DBECA":
        add(inside, now, ContactValues(name=f"{letter} café", is_supplier=letter == "D"))

    first = queries.search(limit=2)
    second = queries.search(after=first.after, limit=2)
    back = queries.search(before=second.before, limit=2)

    assert [[one.name[0] for one in page.rows] for page in (first, second, back)] == [
        ["A", "B"],
        ["C", "D"],
        ["A", "B"],
    ]
    assert (first.before, back.before) == ("", "")
    assert [one.name for one in queries.search(text="CAFE", role="supplier").rows] == ["D café"]


@pytest.mark.parametrize(("said", "spoken"), [("", "fr"), ("de", "de")])
def test_a_contact_speaks_the_language_of_the_dossier_unless_said(
    cast: Cast, now: dt.datetime, said: str, spoken: str
) -> None:
    Dossier.objects.filter(pk=cast.atelier.pk).update(language="fr")
    with tenant.enter(cast.atelier):
        contact = actions.add_contact(
            values=ContactValues(name="Zee", language=said), actor=cast.actor(cast.an), now=now
        )

    assert contact.language == spoken


def test_a_contact_that_comes_with_a_document_does_so_too(cast: Cast, now: dt.datetime) -> None:
    Dossier.objects.filter(pk=cast.atelier.pk).update(language="fr")
    party = Party(name="Imprimerie Meuse")
    with tenant.enter(cast.atelier):
        contact = actions.contact_for_party(party=party, is_supplier=True, actor=cast.actor(cast.an), now=now)

    assert contact.language == "fr"
