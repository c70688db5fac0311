"""Customers and suppliers."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field

from boekbrug.api import paging
from boekbrug.api.access import ApiRequest
from boekbrug.api.fields import Cursor, Given, Line, Rows, Shown, Words
from boekbrug.api.operations import Subject
from boekbrug.api.own_headers import seen_version
from boekbrug.business.contacts import actions, queries
from boekbrug.business.contacts.models import Contact
from boekbrug.business.contacts.values import ContactValues
from boekbrug.business.dossiers.rights import Right

subject = Subject("Contacts")
Version = Annotated[int | None, Field(description="The version that you saw; without it yours wins.")]


class ContactListed(Shown):
    """A contact in the list."""

    id: str
    name: str
    enterprise_number: str
    vat_number: str
    street: str
    postcode: str
    city: str
    country: str
    email: str
    language: str
    reference: str
    is_customer: bool
    is_supplier: bool
    version: int


class ContactShown(ContactListed):
    """A contact with its accounts."""

    ibans: list[str]


class ContactPage(Shown):
    """Contacts by name."""

    contacts: list[ContactListed]
    next: str | None


class ContactGiven(Given):
    """A contact; numbers and accounts in any spelling."""

    name: Line
    enterprise_number: Line = ""
    vat_number: Line = ""
    street: Line = ""
    postcode: Line = ""
    city: Line = ""
    country: Line = "BE"
    email: Line = ""
    language: Line = Field(default="", description="Of its documents; empty: that of the dossier.")
    reference: Line = ""
    is_customer: bool = True
    is_supplier: bool = False
    ibans: Annotated[list[Line], Field(max_length=50)] = []


class ContactPut(ContactGiven):
    """The whole contact as it must become."""

    version: Version = None


class ContactPatch(Given):
    """Only what changes."""

    name: Line = ""
    enterprise_number: Line = ""
    vat_number: Line = ""
    street: Line = ""
    postcode: Line = ""
    city: Line = ""
    country: Line = ""
    email: Line = ""
    language: Line = ""
    reference: Line = ""
    is_customer: bool = True
    is_supplier: bool = False
    ibans: Annotated[list[Line], Field(max_length=50)] = []
    version: Version = None


@subject.operation("GET", "/contacts", Right.SEE_SALES, gives=ContactPage)
def list_contacts(
    request: ApiRequest,
    *,
    q: Words = "",
    role: Literal["", "customer", "supplier"] = "",
    after: Cursor = "",
    limit: Rows = 50,
) -> ContactPage:
    """The contacts by name; `q` gives those that hold every word."""
    page = queries.search(text=q, role=role, after_key=paging.text(after), limit=limit)
    last = page.rows[-1] if page.after else None
    return ContactPage(
        contacts=[ContactListed(**_facts(row)) for row in page.rows],
        next=paging.of_text((last.name, last.pk) if last else None),
    )


@subject.operation("POST", "/contacts", Right.EDIT_SALES, gives=ContactShown, status=201, made_at="/contacts")
def add_contact(request: ApiRequest, given: ContactGiven) -> ContactShown:
    """Add a contact; an enterprise is one contact in a dossier."""
    return _shown(actions.add_contact(values=_values(given), actor=request.actor, now=request.now))


@subject.operation("GET", "/contacts/{contact}", Right.SEE_SALES, gives=ContactShown)
def show_contact(request: ApiRequest, contact: str) -> ContactShown:
    """One contact."""
    return _shown(queries.contact(contact))


@subject.operation("PUT", "/contacts/{contact}", Right.EDIT_SALES, gives=ContactShown, is_versioned=True)
def replace_contact(request: ApiRequest, contact: str, given: ContactPut) -> ContactShown:
    """Make a contact what is given; documents that were issued keep what they say."""
    row = queries.contact(contact)
    return _edited(request, row, _values(given), seen_version(request, given.version))


@subject.operation("PATCH", "/contacts/{contact}", Right.EDIT_SALES, gives=ContactShown, is_versioned=True)
def change_contact(request: ApiRequest, contact: str, given: ContactPatch) -> ContactShown:
    """Change only the fields that are given."""
    row = queries.contact(contact)
    changes = given.model_dump(exclude_unset=True, exclude={"version"})
    if "ibans" in changes:
        changes["ibans"] = tuple(changes["ibans"])
    seen = seen_version(request, given.version)
    return _edited(request, row, replace(_stored(row), **changes), row.version if seen is None else seen)


def _edited(request: ApiRequest, row: Contact, values: ContactValues, version: int | None) -> ContactShown:
    edited = actions.edit_contact(
        contact=row, values=values, version=version, actor=request.actor, now=request.now
    )
    return _shown(edited)


def _values(given: ContactGiven) -> ContactValues:
    fields = given.model_dump(exclude={"ibans", "version"})
    return ContactValues(**fields, ibans=tuple(given.ibans))


def _stored(row: Contact) -> ContactValues:
    fields = {name: getattr(row, name) for name in actions.FIELDS}
    return ContactValues(**fields, ibans=tuple(queries.accounts_of(row)))


def _facts(row: Contact) -> dict[str, Any]:
    fields = {name: getattr(row, name) for name in actions.FIELDS}
    return {**fields, "id": row.public_id, "version": row.version}


def _shown(row: Contact) -> ContactShown:
    return ContactShown(**_facts(row), ibans=queries.accounts_of(row))
