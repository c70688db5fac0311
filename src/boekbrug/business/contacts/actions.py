"""Make and change customers and suppliers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db import IntegrityError

from boekbrug.belgium import enterprise_number, iban, vat_number
from boekbrug.business.contacts import queries
from boekbrug.business.contacts.folding import search_text
from boekbrug.business.contacts.models import Contact, ContactAccount
from boekbrug.business.contacts.values import ENTERPRISE_KNOWN, LIMITS, ContactRefused, ContactValues, checked
from boekbrug.business.dossiers import queries as dossiers
from boekbrug.business.dossiers import tenant
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline.actions import note
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice.code_lists import COUNTRIES
from boekbrug.matching.names import name_key
from boekbrug.wording import Sentence, Wording

FIELDS = (
    "name", "enterprise_number", "vat_number", "street", "postcode", "city", "country", "email", "language",
    "reference", "is_customer", "is_supplier",
)  # fmt: skip
EDITED_MEANWHILE = Wording(
    "contact-edited-meanwhile",
    "Somebody else changed this contact since you opened it. Open it again, and make your changes there.",
)


class EditedMeanwhile(Exception):
    """Somebody else changed the contact since it was opened."""

    def __init__(self, contact: Contact) -> None:
        self.sentence: Sentence = EDITED_MEANWHILE.say()
        super().__init__(self.sentence.english)
        self.contact = contact


def add_contact(*, values: ContactValues, actor: Actor, now: dt.datetime) -> Contact:
    """Make a contact; raises ContactRefused, also when its enterprise number is a contact already."""
    good = _in_a_language(checked(values))
    try:
        with tenant.one_act():
            contact = Contact(created_at=now)
            _fill(contact, good)
            contact.save(force_insert=True)
            _set_accounts(contact, good.ibans)
            note(kind="contact.added", subject=contact, actor=actor, at=now)
    except IntegrityError as exists:
        raise _enterprise_known(good.enterprise_number) from exists
    return contact


def edit_contact(
    *, contact: Contact, values: ContactValues, version: int | None = None, actor: Actor, now: dt.datetime
) -> Contact:
    """Change a contact and its accounts; documents that were issued keep what they say.

    `version` is the one that the person saw (default: that of `contact`).
    :raises ContactRefused: with a sentence per field
    :raises EditedMeanwhile: when somebody else changed it first
    """
    good = _in_a_language(checked(values))
    try:
        with tenant.one_act():
            current = Contact.objects.get(pk=contact.pk)
            if current.version != (contact.version if version is None else version):
                raise EditedMeanwhile(current)
            changed = _fill(current, good)
            changed += ["ibans"] if _set_accounts(current, good.ibans) else []
            if changed:
                current.version += 1
                current.save()
                detail = {"fields": sorted(changed)}
                note(kind="contact.edited", subject=current, actor=actor, at=now, detail=detail)
    except IntegrityError as exists:
        raise _enterprise_known(good.enterprise_number) from exists
    return current


def contact_for_party(
    *, party: einvoice.Party, is_supplier: bool, ibans: Iterable[str] = (), actor: Actor, now: dt.datetime
) -> Contact:
    """Return the contact of a party on an invoice; one who is not here yet is made from what it says.

    Found by enterprise number, then VAT number, then exact name when no number tells them apart.
    New accounts are added to a supplier, and the role that it plays here is noted on the contact.
    """
    with tenant.one_act():
        contact = queries.contact_like(party) or _from_party(
            party, is_supplier=is_supplier, actor=actor, now=now
        )
        role = "is_supplier" if is_supplier else "is_customer"
        if not getattr(contact, role):
            setattr(contact, role, True)
            contact.save(update_fields=[role])
        _add_accounts(contact, (good for one in ibans if (good := iban.parse_or_none(one))))
    return contact


def _from_party(party: einvoice.Party, *, is_supplier: bool, actor: Actor, now: dt.datetime) -> Contact:
    """Make a contact of a party; what does not fit is cut or left out (the file keeps it)."""
    own_number = enterprise_number.parse_or_none(party.enterprise_number) if _is_belgian(party) else None
    own_vat_number = vat_number.parse_or_none(party.vat_number) or ""
    values = ContactValues(
        name=(party.name or party.trade_name or party.vat_number or "?")[: LIMITS["name"]],
        enterprise_number=own_number or vat_number.to_enterprise_number(own_vat_number) or "",
        vat_number=own_vat_number,
        street=party.street[: LIMITS["street"]],
        postcode=party.postcode[: LIMITS["postcode"]],
        city=party.city[: LIMITS["city"]],
        country=party.country if party.country in COUNTRIES else "BE",
        email=party.email if len(party.email) <= LIMITS["email"] and "@" in party.email else "",
        is_customer=not is_supplier,
        is_supplier=is_supplier,
    )
    contact = Contact(created_at=now)
    _fill(contact, _in_a_language(values))
    contact.save(force_insert=True)
    note(kind="contact.added", subject=contact, actor=actor, at=now, detail={"from": "document"})
    return contact


def _in_a_language(values: ContactValues) -> ContactValues:
    """Let a contact whose language nobody said speak that of the dossier."""
    return values if values.language else replace(values, language=dossiers.entered_dossier().language)


def _is_belgian(party: einvoice.Party) -> bool:
    return party.country in ("", "BE")


def _fill(contact: Contact, values: ContactValues) -> list[str]:
    """Put checked values on a contact; return the names of the fields that changed."""
    changed = [field for field in FIELDS if getattr(contact, field) != getattr(values, field)]
    for field in changed:
        setattr(contact, field, getattr(values, field))
    contact.name_key = name_key(contact.name)[:120]
    numbers = (contact.enterprise_number, contact.vat_number, contact.reference)
    contact.search_text = search_text((contact.name, contact.city, contact.email, *numbers))
    return changed


def _set_accounts(contact: Contact, ibans: tuple[str, ...]) -> bool:
    """Make the accounts of a contact exactly these; return whether that changed something."""
    known = set(ContactAccount.objects.filter(contact=contact).values_list("iban", flat=True))
    ContactAccount.objects.filter(contact=contact, iban__in=known - set(ibans)).delete()
    _add_accounts(contact, (one for one in ibans if one not in known))
    return known != set(ibans)


def _add_accounts(contact: Contact, ibans: Iterable[str]) -> None:
    accounts = [ContactAccount(contact=contact, iban=one) for one in ibans]
    if accounts:
        ContactAccount.objects.bulk_create(accounts, ignore_conflicts=True)


def _enterprise_known(number: str) -> ContactRefused:
    """The refusal of an enterprise that is a contact already, with its name."""
    known = Contact.objects.filter(enterprise_number=number).first()
    sentence = ENTERPRISE_KNOWN.say(number=enterprise_number.show(number), name=known.name if known else "?")
    return ContactRefused({"enterprise_number": sentence})
