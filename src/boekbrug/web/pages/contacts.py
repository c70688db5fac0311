"""Contacts: the list, and the form to add or change one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from boekbrug.belgium import enterprise_number, iban, vat_number
from boekbrug.business.contacts import actions, queries
from boekbrug.business.contacts.models import Contact
from boekbrug.business.contacts.values import ContactRefused, ContactValues
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.people.language import render as say
from boekbrug.business.people.models import Language
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.addresses import small_number
from boekbrug.web.parts import Chip

UNPROCESSABLE = 422
TEXT_CHARACTERS_MAX = 100
_TEXTS = (
    "name", "enterprise_number", "vat_number", "street", "postcode", "city", "country", "email", "language",
    "reference",
)  # fmt: skip


@dossier(Right.SEE_SALES)
def page(request: DossierRequest) -> HttpResponse:
    """Show customers and suppliers by name."""
    text = request.GET.get("q", "")[:TEXT_CHARACTERS_MAX]
    role = request.GET.get("role", "")
    found = queries.search(
        text=text, role=role, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {
        "rows": [_row(contact) for contact in found.rows],
        "text": text,
        "role": role,
        "chips": [
            Chip(title, "?" + urlencode({"role": key, "q": text}), is_current=key == role)
            for key, title in (("", _("All")), ("customer", _("Customers")), ("supplier", _("Suppliers")))
        ],
        "after": "?" + urlencode({"role": role, "q": text, "after": found.after}) if found.after else "",
        "before": "?" + urlencode({"role": role, "q": text, "before": found.before}) if found.before else "",
        "query": "?" + urlencode({"role": role, "q": text}),
        "may_edit": request.access.may(Right.EDIT_SALES),
    }
    return render(request, "contacts.html", context)


@dossier(Right.EDIT_SALES, "GET", "POST")
def new(request: DossierRequest) -> HttpResponse:
    """Add a contact."""
    if request.method == "GET":
        language = request.access.dossier.language
        return _form(request, {"country": "BE", "is_customer": True, "language": language}, None)
    try:
        added = actions.add_contact(values=_values(request.POST), actor=request.actor, now=request.now)
    except ContactRefused as refused:
        return _form(request, _typed(request.POST), None, problems=_said(refused))
    messages.success(request, _("%(name)s was added.") % {"name": added.name})
    return redirect("contacts", dossier=request.access.dossier.public_id)


@dossier(Right.EDIT_SALES, "GET", "POST")
def edit(request: DossierRequest, contact: str) -> HttpResponse:
    """Change a contact."""
    try:
        row = queries.contact(contact)
    except queries.NoSuchContact as missing:
        raise Http404 from missing
    if request.method == "GET":
        return _form(request, _stored(row), row)
    try:
        actions.edit_contact(
            contact=row,
            values=_values(request.POST),
            version=small_number(request.POST.get("version", "")),
            actor=request.actor,
            now=request.now,
        )
    except ContactRefused as refused:
        return _form(request, _typed(request.POST), row, problems=_said(refused))
    except actions.EditedMeanwhile as refused:
        return _form(request, _typed(request.POST), row, problems={"": say(refused.sentence)})
    messages.success(request, _("%(name)s was changed.") % {"name": row.name})
    return redirect("contacts", dossier=request.access.dossier.public_id)


def _form(
    request: DossierRequest,
    typed: Mapping[str, Any],
    row: Contact | None,
    *,
    problems: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show the form with what was typed and a sentence beside each wrong field."""
    found = dict(problems or {})
    context = {
        "typed": typed,
        "contact": row,
        "problems": found,
        "refusal": found.get("", ""),
        "languages": Language.choices,
    }
    return render(request, "contact_edit.html", context, status=UNPROCESSABLE if found else 200)


def _values(post: QueryDict) -> ContactValues:
    texts: dict[str, Any] = {name: post.get(name, "") for name in _TEXTS}
    return ContactValues(
        **texts,
        is_customer="is_customer" in post,
        is_supplier="is_supplier" in post,
        ibans=tuple(post.get("ibans", "").splitlines()),
    )


def _typed(post: QueryDict) -> dict[str, Any]:
    roles = {name: name in post for name in ("is_customer", "is_supplier")}
    return {**{name: post.get(name, "") for name in (*_TEXTS, "ibans", "version")}, **roles}


def _stored(row: Contact) -> dict[str, Any]:
    """A contact as a person would type it."""
    own_number, own_vat_number = row.enterprise_number, row.vat_number
    return {
        **{name: getattr(row, name) for name in _TEXTS},
        "enterprise_number": enterprise_number.show(own_number) if own_number else "",
        "vat_number": vat_number.show(own_vat_number) if own_vat_number else "",
        "ibans": "\n".join(iban.show(one) for one in queries.accounts_of(row)),
        "is_customer": row.is_customer,
        "is_supplier": row.is_supplier,
        "version": row.version,
    }


def _row(contact: Contact) -> dict[str, Any]:
    own_number = contact.enterprise_number
    return {
        "public_id": contact.public_id,
        "name": contact.name,
        "city": contact.city,
        "number": enterprise_number.show(own_number) if own_number else contact.vat_number,
        "email": contact.email,
        "is_customer": contact.is_customer,
        "is_supplier": contact.is_supplier,
    }


def _said(refused: ContactRefused) -> dict[str, str]:
    return {field: say(sentence) for field, sentence in refused.problems.items()}
