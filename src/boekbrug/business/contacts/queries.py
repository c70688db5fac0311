"""Find customers and suppliers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from boekbrug.belgium import enterprise_number, vat_number
from boekbrug.business.contacts.folding import fold
from boekbrug.business.contacts.models import Contact, ContactAccount
from boekbrug.formats import einvoice

PAGE_ROWS = 50


class NoSuchContact(Exception):
    """The contact does not exist in this dossier."""


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Some contacts by name, and the public ids to page on with; empty where there are no more."""

    rows: tuple[Contact, ...]
    after: str  # the page that follows starts after this contact
    before: str  # the page before ends before this contact


def contact(public_id: str) -> Contact:
    """Return a contact of the entered dossier; raises NoSuchContact."""
    found = Contact.objects.filter(public_id=public_id).first()
    if found is None:
        raise NoSuchContact(public_id)
    return found


def accounts_of(contact: Contact) -> list[str]:
    """Return the IBANs of a contact, without spaces."""
    return list(ContactAccount.objects.filter(contact=contact).order_by("pk").values_list("iban", flat=True))


def search(
    *,
    text: str = "",
    role: str = "",
    after: str = "",
    before: str = "",
    after_key: tuple[str, int] | None = None,
    limit: int = PAGE_ROWS,
) -> ContactPage:
    """Return a page of contacts by name that hold every word; `role` is customer or supplier.

    `after` and `before` are public ids; `after_key` is the name and key of a row that may have changed since.
    """
    rows = Contact.objects.all()
    for word in fold(text).split():
        rows = rows.filter(search_text__contains=word)
    if role in ("customer", "supplier"):
        rows = rows.filter(**{f"is_{role}": True})
    return _backwards(rows, before, limit) if before else _forwards(rows, after, limit, after_key)


def all_customers(*, limit: int = 2000) -> list[Contact]:
    """Return customers by name, for the choice on an invoice."""
    return list(Contact.objects.filter(is_customer=True).order_by("name", "pk")[:limit])


def contact_like(party: einvoice.Party) -> Contact | None:
    """Return the contact that a party on an invoice is: by enterprise number, VAT number, then exact name."""
    own_vat_number = vat_number.parse_or_none(party.vat_number) or ""
    own_number = (
        (enterprise_number.parse_or_none(party.enterprise_number) if party.country in ("", "BE") else None)
        or vat_number.to_enterprise_number(own_vat_number)
        or ""
    )
    by_name = Contact.objects.filter(name=(party.name or party.trade_name)[:120])
    if own_number:
        found = Contact.objects.filter(enterprise_number=own_number).first()
        return found or by_name.filter(enterprise_number="", vat_number="").first()
    if own_vat_number:
        found = Contact.objects.filter(vat_number=own_vat_number).order_by("pk").first()
        return found or by_name.filter(enterprise_number="", vat_number="").first()
    return by_name.order_by("pk").first()


def _forwards(
    rows: QuerySet[Contact], after: str, limit: int, after_key: tuple[str, int] | None = None
) -> ContactPage:
    start = Contact.objects.filter(public_id=after).first() if after else None
    key = (start.name, start.pk) if start else after_key
    if key:
        rows = rows.filter(Q(name__gt=key[0]) | Q(name=key[0], pk__gt=key[1]))
    found = list(rows.order_by("name", "pk")[: limit + 1])
    page = tuple(found[:limit])
    more = page[-1].public_id if len(found) > limit else ""
    return ContactPage(page, more, page[0].public_id if key and page else "")


def _backwards(rows: QuerySet[Contact], before: str, limit: int) -> ContactPage:
    end = Contact.objects.filter(public_id=before).first()
    if end is None:
        return _forwards(rows, "", limit)
    rows = rows.filter(Q(name__lt=end.name) | Q(name=end.name, pk__lt=end.pk))
    found = list(rows.order_by("-name", "-pk")[: limit + 1])
    page = tuple(reversed(found[:limit]))
    if not page:
        return _forwards(rows.model.objects.all(), "", limit)
    return ContactPage(page, page[-1].public_id, page[0].public_id if len(found) > limit else "")
