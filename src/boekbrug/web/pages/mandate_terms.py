"""What both sides of a mandate see of it: its terms in words, its state, and the form to change them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boekbrug.business.dossiers.models import Mandate, Standing
from boekbrug.business.dossiers.rights import Area
from boekbrug.web.parts import State

DAY = ["%Y-%m-%d", "%d/%m/%Y"]
CODE_LENGTH_MAX = 40
AREAS = {
    Area.SALES: gettext_lazy("Sales invoices"),
    Area.PURCHASES: gettext_lazy("Purchases"),
    Area.BANK: gettext_lazy("Bank and matching"),
    Area.DELIVERIES: gettext_lazy("Deliveries"),
    Area.CONNECTIONS: gettext_lazy("Connections and keys"),
    Area.PEOPLE: gettext_lazy("People and mandates"),
}


def area_words(mandate: Mandate) -> str:
    """Return what a mandate opens, in the reader's language."""
    return _words(mandate.scope, takes_bank=mandate.takes_bank)


def proposal_words(mandate: Mandate) -> str:
    """Return the terms that wait beside those that hold, or nothing."""
    said = mandate.proposed
    if not said or mandate.ended_at:
        return ""
    words = _words(said["scope"], takes_bank=said["takes_bank"])
    if not said["until_on"]:
        return words
    day = dt.date.fromisoformat(said["until_on"])
    return _("%(areas)s; until %(day)s") % {"areas": words, "day": f"{day:%d/%m/%Y}"}


def _words(scope: Iterable[str], *, takes_bank: bool) -> str:
    opened = [str(word) for area, word in AREAS.items() if area in set(scope)]
    words = _("everything") if len(opened) == len(AREAS) else ", ".join(opened)
    if takes_bank and Area.BANK in set(scope):
        return _("%(areas)s; the bank is the work of the firm alone") % {"areas": words}
    return words


def standing(mandate: Mandate, today: dt.date) -> State:
    """Return where a mandate stands today, in words."""
    return {
        Standing.ENDED: State("mute", "x", _("Ended")),
        Standing.WAITS_FOR_DOSSIER: State("ask", "clock", _("The enterprise must accept")),
        Standing.WAITS_FOR_FIRM: State("ask", "clock", _("The firm must accept")),
        Standing.TERMS_WAIT: State("ask", "check", _("Active, new terms wait")),
        Standing.ACTIVE: State("ok", "check", _("Active")),
        Standing.OUTSIDE_DATES: State("mute", "calendar", _("Outside its dates")),
    }[mandate.standing(today)]


def accepted(mandate: Mandate) -> str:
    """Return what to say to who has just accepted a mandate."""
    return _("Accepted. The mandate holds from %(day)s.") % {"day": f"{mandate.from_on:%d/%m/%Y}"}


class TermsForm(forms.Form):
    """What a mandate opens, and until when."""

    until_on = forms.DateField(required=False, input_formats=DAY)
    scope = forms.MultipleChoiceField(
        choices=[(area.value, word) for area, word in AREAS.items()],
        error_messages={
            "required": gettext_lazy("The mandate opens nothing. Choose what the firm may reach.")
        },
    )
    takes_bank = forms.BooleanField(required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("from_on", "until_on"):
            if name in self.fields:
                self.fields[name].error_messages["invalid"] = _("This is no day. Write it as 31/12/2026.")

    def clean_until_on(self) -> dt.date | None:
        """Refuse a day that has passed: that is an end, and it is asked for as one."""
        until: dt.date | None = self.cleaned_data["until_on"]
        if until and until < self.today:
            raise forms.ValidationError(_("This day has passed. Choose a later one, or none."))
        return until

    def clean_takes_bank(self) -> bool:
        """The bank is nobody's alone where it is not opened at all."""
        return bool(self.cleaned_data["takes_bank"]) and Area.BANK in self.cleaned_data.get("scope", [])


class OfferForm(TermsForm):
    """Terms for a firm that gave its code."""

    code = forms.CharField(
        max_length=CODE_LENGTH_MAX,
        error_messages={
            "required": gettext_lazy("There is no code. Ask your accountant for the one of the firm.")
        },
    )
    from_on = forms.DateField(
        input_formats=DAY, error_messages={"required": gettext_lazy("Choose the first day of the mandate.")}
    )


def terms_of(mandate: Mandate) -> dict[str, Any]:
    """Return what the form shows of a mandate before anything is typed."""
    return {"until_on": mandate.until_on, "scope": mandate.scope, "takes_bank": mandate.takes_bank}


def shown(
    request: HttpRequest, mandate: Mandate, form: TermsForm, *, by_dossier: bool, **of_side: Any
) -> HttpResponse:
    """Show one mandate to a side: its terms, and the form to change them; `of_side` is that side's alone."""
    context = drawn(form) | {
        "mandate": mandate,
        "title": mandate.firm.name if by_dossier else mandate.dossier.name,
        "state": standing(mandate, form.today),
        "opened": area_words(mandate),
        "proposal": proposal_words(mandate),
        "is_mine_to_accept": mandate.waits_for(dossier=by_dossier),
        "is_of_dossier": by_dossier,
        **of_side,
    }
    return render(request, "mandate.html", context, status=422 if form.errors else 200)


def drawn(form: TermsForm) -> dict[str, Any]:
    """Return what the part `terms_fields.html` draws of a form."""
    chosen = form["scope"].value() or []
    return {
        "form": form,
        "areas": [(code, word, code in chosen) for code, word in AREAS.items()],
        "is_alone": bool(form["takes_bank"].value()),
        "first": _typed_day(form, "from_on"),
        "last": _typed_day(form, "until_on"),
    }


def _typed_day(form: TermsForm, name: str) -> str:
    value = form[name].value() if name in form.fields else None
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")
