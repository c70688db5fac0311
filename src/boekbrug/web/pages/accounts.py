"""Add a bank account to the dossier."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boekbrug.belgium import iban as ibans
from boekbrug.business.banking import actions
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.people.language import render as say
from boekbrug.web.access import DossierRequest, dossier

UNPROCESSABLE = 422


class AccountForm(forms.Form):
    """What an account needs; the action judges number and currency."""

    iban = forms.CharField(
        label=gettext_lazy("IBAN"),
        max_length=60,
        help_text=gettext_lazy("With or without blanks, such as BE68 5390 0754 7034."),
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, initial="EUR")
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("How you call it, such as Current account KBC."),
    )


@dossier(Right.IMPORT_BANK, "GET", "POST")
def add(request: DossierRequest) -> HttpResponse:
    """Ask for an account, and add it."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _add(request, form):
        messages.success(request, _("The account was added. Its statements can come in now."))
        return redirect("bank", dossier=request.access.dossier.public_id)
    return render(request, "accounts.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


def _add(request: DossierRequest, form: AccountForm) -> bool:
    """Add the account, or put the reason beside its field."""
    try:
        actions.add_account(**form.cleaned_data, actor=request.actor, now=request.now)
    except (ibans.NotAnIban, actions.AccountExists) as refused:
        form.add_error("iban", say(refused.sentence))
    except actions.NotACurrency as refused:
        form.add_error("currency", say(refused.sentence))
    return not form.errors
