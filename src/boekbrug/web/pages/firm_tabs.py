"""The pages of a firm, beside each other."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from boekbrug.business.dossiers.rights import FirmRight
from boekbrug.web.access import FirmRequest
from boekbrug.web.parts import Chip


def firm_tabs(request: FirmRequest, current: str) -> list[Chip]:
    """Return the pages of the firm that this person may see."""
    known = [
        ("firm-people", FirmRight.SEE_FIRM, _("People"), "people"),
        ("firm-dossiers", FirmRight.MANAGE_FIRM, _("Dossiers"), "folders"),
        ("firm-auditors", FirmRight.MANAGE_FIRM, _("Auditors"), "eye"),
        ("firm-mandates", FirmRight.MANAGE_FIRM, _("Mandates"), "shield"),
        ("firm-agents", FirmRight.USE_AGENTS, _("Agents"), "key"),
        ("firm-timeline", FirmRight.MANAGE_FIRM, _("Timeline"), "log"),
    ]
    return [
        Chip(label, reverse(name, args=[request.firm.public_id]), is_current=name == current, icon=icon)
        for name, right, label, icon in known
        if right in request.firm_rights
    ]
