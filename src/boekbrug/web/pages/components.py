"""Every part in each of its states, light and dark: the living version of the look."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from boekbrug.web.access import public
from boekbrug.web.parts import Chip, Happening, ShownProblem, State

SHOWN_AT = dt.datetime(2026, 3, 16, 9, 30, tzinfo=dt.UTC)


class SampleForm(forms.Form):
    """A form with a right and a wrong field."""

    name = forms.CharField(label="Name", help_text="As it stands on invoices.")
    amount = forms.CharField(label="Amount")


@public("GET")
def page(request: HttpRequest) -> HttpResponse:
    """Show the parts; only in the demo and in tests."""
    if settings.PROFILE == "production":
        raise Http404
    form = SampleForm({"name": "Atelier Duinhelm", "amount": "12,3.4"})
    form.full_clean()
    form.add_error("amount", "12,3.4 is not an amount; write it as 1.234,56.")
    context = {
        "schemes": ["light", "dark"],
        "states": [
            State("ok", "check", "Recognised"),
            State("info", "bulb", "Proposal"),
            State("warn", "layers", "Several documents"),
            State("bad", "inq", "Unknown incoming"),
            State("ask", "ask", "Asked"),
            State("mute", "park", "Parked"),
        ],
        "tones": ["ok", "info", "warn", "bad", "ask", "mute"],
        "chips": [
            Chip("All", "#", 24, is_current=True),
            Chip("Proposal", "#", 2, tone="info", icon="bulb"),
            Chip("Unknown", "#", 4, tone="bad", icon="inq"),
        ],
        "happenings": [
            Happening("check", "Delivered", "An Peeters", SHOWN_AT, "web", "sha256 4f1c…"),
            Happening("invoice", "Issued: 2026-0198", "An Peeters", SHOWN_AT, "web"),
        ],
        "problems": [
            ShownProblem(
                "sample", "error", "Line 8, columns 23–37: found 1, expected 2.", 8, "columns 23–37", "1", "2"
            ),
            ShownProblem("sample", "warning", "The last line is short.", 9, "", "", ""),
        ],
        "form": form,
        "icons": [
            "today",
            "invoice",
            "inbox",
            "bank",
            "people",
            "send",
            "gear",
            "folders",
            "check",
            "warn",
            "undo",
        ],
    }
    return render(request, "components.html", context)
