"""Rights that somebody gets beyond their role, in words, and the forms that give them."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from boekbrug.business.dossiers.models import DossierMember, DossierRole, FirmMember, FirmRole
from boekbrug.business.dossiers.rights import Right
from boekbrug.business.dossiers.role_table import GRANTS


def grant_words() -> dict[Right, str]:
    """Return the rights that pages ask for and that may be granted, in the reader's language."""
    return {
        Right.SEE_ALL_SALES: _("look at sales of others too"),
        Right.SEE_PURCHASES: _("look at purchases"),
        Right.SEE_BANK: _("look at the bank"),
        Right.EDIT_SALES: _("make sales invoices"),
        Right.IMPORT_BANK: _("take in statements"),
        Right.MATCH: _("match payments"),
    }


def grant_rows(
    members: Iterable[DossierMember | FirmMember],
) -> list[tuple[DossierMember | FirmMember, list[tuple[str, str, bool]]]]:
    """Return those whose role may get more, each with the rights and whether they have them."""
    rows = []
    for member in members:
        words = [(right, word) for right, word in grant_words().items() if right in _grantable(member)]
        if words:
            rows.append(
                (member, [(right.value, word, right.value in member.grants) for right, word in words])
            )
    return rows


def granted(request: HttpRequest, member: DossierMember | FirmMember) -> set[Right]:
    """Return what the form grants, with what the member has that no form shows."""
    shown = set(grant_words()) & _grantable(member)
    asked = {right for right in shown if right.value in request.POST.getlist("right")}
    kept = {right for right in _grantable(member) - shown if right.value in member.grants}
    return asked | kept


def _grantable(member: DossierMember | FirmMember) -> frozenset[Right]:
    role = (DossierRole if isinstance(member, DossierMember) else FirmRole)(member.role)
    return GRANTS.get(role, frozenset())
