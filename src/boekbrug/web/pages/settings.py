"""Settings of a dossier: its own data, and the pages beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boekbrug.belgium import iban
from boekbrug.business.dossiers import actions
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.dossiers.rights import Access, Right
from boekbrug.business.people.language import render as said
from boekbrug.web.access import DossierRequest, dossier
from boekbrug.web.parts import Chip

if TYPE_CHECKING:
    _DossierForm = forms.ModelForm[Dossier]
else:  # forms take type arguments for the type checker only
    _DossierForm = forms.ModelForm


class DossierForm(_DossierForm):
    """What an enterprise says of itself on its invoices."""

    class Meta:
        model = Dossier
        fields = [
            "name", "street", "postcode", "city", "country", "email", "phone", "language", "invoice_iban",
            "invoice_prefix", "payment_days", "invoice_footer",
        ]  # fmt: skip
        labels = {
            "name": gettext_lazy("Name"),
            "street": gettext_lazy("Street and number"),
            "postcode": gettext_lazy("Postcode"),
            "city": gettext_lazy("City"),
            "country": gettext_lazy("Country"),
            "email": gettext_lazy("E-mail"),
            "phone": gettext_lazy("Telephone"),
            "language": gettext_lazy("Language"),
            "invoice_iban": gettext_lazy("Account on invoices (IBAN)"),
            "invoice_prefix": gettext_lazy("Prefix of invoice numbers"),
            "payment_days": gettext_lazy("Days to pay"),
            "invoice_footer": gettext_lazy("Text at the foot of invoices"),
        }

    def clean_invoice_iban(self) -> str:
        """Return the account without blanks; refuse one with wrong check digits."""
        typed = str(self.cleaned_data["invoice_iban"])
        if not typed:
            return ""
        try:
            return iban.parse(typed)
        except iban.NotAnIban as wrong:
            raise forms.ValidationError(said(wrong.sentence)) from wrong


@dossier(Right.SEE_DOSSIER, "GET", "POST")
def page(request: DossierRequest) -> HttpResponse:
    """Show the data of the dossier; keep what was changed."""
    access = request.access
    may_edit = access.may(Right.EDIT_DOSSIER)
    current = Dossier.objects.get(pk=access.dossier.pk)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = DossierForm(request.POST if request.method == "POST" else None, instance=current)
    if form.is_bound and form.is_valid():
        changes: dict[str, Any] = {name: form.cleaned_data[name] for name in form.changed_data}
        actions.edit_dossier(
            dossier=Dossier.objects.get(pk=current.pk), changes=changes, actor=request.actor, now=request.now
        )
        messages.success(request, _("Kept."))
        return redirect("settings", access.dossier.public_id)
    context = {"form": form, "may_edit": may_edit, "chips": tabs(access, "settings"), "dossier": current}
    return render(request, "settings.html", context, status=422 if form.errors else 200)


def tabs(access: Access, current: str) -> list[Chip]:
    """Return the pages of settings that this person may see."""
    known = [
        ("settings", Right.SEE_DOSSIER, _("Dossier"), "folder"),
        ("look", Right.SEE_DOSSIER, _("Look of documents"), "pencil"),
        ("connections", Right.SEE_CONNECTIONS, _("Connections"), "link"),
        ("keys", Right.MANAGE_KEYS, _("Keys for programs"), "shield"),
        ("agents", Right.MANAGE_KEYS, _("Agents"), "key"),
        ("people", Right.SEE_PEOPLE, _("People and mandates"), "people"),
        ("timeline", Right.SEE_TIMELINE, _("Timeline"), "log"),
        ("visits", Right.SEE_VISITS, _("Visits"), "people"),
    ]
    return [
        Chip(label, reverse(name, args=[access.dossier.public_id]), is_current=name == current, icon=icon)
        for name, right, label, icon in known
        if access.may(right)
    ]
