"""Fill the frame around a page: one context value, `shell`, made only for people who logged in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boekbrug.belgium import enterprise_number
from boekbrug.business.dossiers import queries as dossiers
from boekbrug.business.dossiers import rights, tenant
from boekbrug.business.dossiers.models import Dossier, Firm, FirmRole
from boekbrug.business.dossiers.rights import Access, Right
from boekbrug.business.inbox import queries as inbox
from boekbrug.business.outbox import queries as outbox
from boekbrug.business.people.models import Person
from boekbrug.business.reconciliation import queries as reconciliation
from boekbrug.web.shell import DossierLink, NavItem, Shell

SWITCHER_DOSSIERS_MAX = 12


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the frame; a visitor without a login gets the theme only."""
    person = getattr(request, "person", None)
    if not isinstance(person, Person):
        return {"shell": None, "theme": "auto"}
    # An error page is drawn after the dossier was left: it shows the frame without the dossier's tasks.
    access = getattr(request, "access", None) if tenant.is_inside() else None
    return {"shell": _shell(request, person, access), "theme": person.theme}


def _shell(request: HttpRequest, person: Person, access: Access | None) -> Shell:
    current = access.dossier if access else None
    others = rights.dossiers_of(person, timezone.localdate())
    return Shell(
        person_name=person.name,
        initials=person.initials,
        email=person.email,
        language=person.language,
        theme=person.theme,
        dossier=_link(current, current) if current else None,
        dossiers=tuple(_link(one, current) for one in others[:SWITCHER_DOSSIERS_MAX]),
        nav=tuple(_tasks(request, access)) if access else (),
        firm_nav=tuple(_above_dossiers(request, person, is_inside=access is not None)),
        search_href=reverse("search", args=[access.dossier.public_id]) if access else "",
        version=settings.BOEKBRUG_VERSION,
    )


def _link(dossier: Dossier, current: Dossier | None) -> DossierLink:
    words = dossier.name.split()
    return DossierLink(
        name=dossier.name,
        enterprise_number=enterprise_number.show(dossier.enterprise_number),
        href=reverse("today", args=[dossier.public_id]),
        initials=(words[0][0] + (words[1][0] if len(words) > 1 else "")).upper(),
        is_current=current is not None and dossier.pk == current.pk,
    )


def _tasks(request: HttpRequest, access: Access) -> list[NavItem]:
    """Return the tasks that this person may see, in the order of the menu."""
    waiting = reconciliation.waiting_count() if access.may(Right.SEE_BANK) else 0
    held = len(inbox.quarantine()) if access.may(Right.HAND_IN) else 0
    stuck = outbox.unsettled_count() if access.may(Right.SEE_DELIVERIES) else 0
    tasks = [
        (Right.ENTER, "today", _("Today"), "today", 0, False, False),
        (Right.SEE_SALES, "invoices", _("Invoices"), "invoice", 0, False, False),
        (Right.SEE_PURCHASES, "purchases", _("Purchases"), "inbox", 0, False, False),
        (Right.SEE_BANK, "bank", _("Bank"), "bank", waiting, False, False),
        (Right.HAND_IN, "import", _("Import"), "ul", held, True, True),
        (Right.SEE_SALES, "contacts", _("Contacts"), "people", 0, False, True),
        (Right.SEE_DELIVERIES, "deliveries", _("Deliveries"), "send", stuck, True, False),
        (Right.SEE_DOSSIER, "settings", _("Settings"), "gear", 0, False, True),
    ]
    return [
        NavItem(key, label, icon, href, count, is_late, request.path.startswith(href), is_off_phone)
        if key != "today"
        else NavItem(key, label, icon, href, count, is_late, request.path == href, is_off_phone)
        for right, key, label, icon, count, is_late, is_off_phone in tasks
        if access.may(right) and (href := reverse(key, args=[access.dossier.public_id]))
    ]


def _above_dossiers(request: HttpRequest, person: Person, *, is_inside: bool) -> list[NavItem]:
    """Return what lies above dossiers; a phone has room for it outside a dossier only."""
    members = rights.firms_of(person, timezone.localdate())
    managed = [one.firm for one in members if one.role == FirmRole.ADMIN]
    offers = dossiers.offers_by_firm(managed) if managed else {}
    places = [("dossiers", _("All dossiers"), "folders", reverse("dossiers"), 0)]
    places += [_of_firm(one.firm, offers.get(one.firm_id, 0)) for one in members]
    if person.is_operator:
        places.append(("status", _("Status"), "chart", reverse("status"), 0))
    return [
        NavItem(
            key,
            label,
            icon,
            href,
            count,
            is_current=request.path.startswith(href.removesuffix("people/").removesuffix("mandates/")),
            is_off_phone=is_inside,
        )
        for key, label, icon, href, count in places
    ]


def _of_firm(firm: Firm, offers: int) -> tuple[str, str, str, str, int]:
    """The place of a firm; offers that wait for it are read first."""
    page = "firm-mandates" if offers else "firm-people"
    return f"firm-{firm.pk}", firm.name, "people", reverse(page, args=[firm.public_id]), offers
