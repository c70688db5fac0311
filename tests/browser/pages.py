"""Every page of the product with addresses that show data, found in a demo database."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from boekbrug.business.banking.models import Statement
from boekbrug.business.connections.actions import ensure_zip_connection
from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents.models import Document
from boekbrug.business.dossiers import actions_agents, tenant
from boekbrug.business.dossiers.models import Dossier, Firm, FirmRole
from boekbrug.business.inbox.models import Intake
from boekbrug.business.invitations import actions as invitations
from boekbrug.business.invitations import links
from boekbrug.business.outbox.models import Batch
from boekbrug.business.people.actor import PROGRAM


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, its address, and who looks at it (an e-mail address; empty for a visitor)."""

    name: str
    address: str
    who: str = ""


def every_page(*, dossier: Dossier, who: str, operator: str, now: object) -> list[Page]:
    """Return the pages of a dossier that has data, and those above dossiers."""
    with tenant.enter(dossier):
        inside = _inside(dossier, now)
    asked = invitations.invite(
        dossier=dossier,
        email="nieuw@debrug.example",
        role="EMPLOYEE",
        actor=PROGRAM,
        now=now,  # type: ignore[arg-type]
    )
    return [
        Page("login", reverse("account_login")),
        Page("password-forgotten", reverse("account_reset_password")),
        Page("password-sent", reverse("account_reset_password_done")),
        Page("invitation", links.PATH.format(token=links.token_of(asked))),
        Page("invitation-gone", links.PATH.format(token="made-up")),
        *_of_firm(Firm.objects.get(), dossier),
        Page("components", reverse("components")),
        Page("api-reference", reverse("api-reference")),
        Page("not-found", "/nothing/", who),
        Page("dossiers", reverse("dossiers"), who),
        Page("profile", reverse("profile"), who),
        Page("coda-workshop", reverse("coda-workshop"), who),
        Page("invoice-workshop", reverse("invoice-workshop"), who),
        Page("security", reverse("mfa_index"), who),
        Page("sessions", reverse("usersessions_list"), who),
        Page("email-address", reverse("email"), who),
        Page("passkeys", reverse("mfa_list_webauthn"), who),
        Page("login-again", reverse("account_reauthenticate"), who),
        Page("status", reverse("status"), operator),
        Page("jobs", reverse("jobs"), operator),
        *(Page(name, address, who) for name, address in inside),
    ]


def _of_firm(firm: Firm, dossier: Dossier) -> list[Page]:
    """The pages of a firm, as its administrator sees them."""
    mandate = firm.mandates.get(dossier=dossier)
    _give_agents(firm, dossier)
    addresses = {
        "firm-people": [],
        "firm-dossiers": [],
        "firm-auditors": [],
        "firm-timeline": [],
        "firm-mandates": [],
        "firm-agents": [],
        "firm-mandate": [mandate.public_id],
    }
    return [
        Page(name, reverse(name, args=[firm.public_id, *more]), "carla@debrug.example")
        for name, more in addresses.items()
    ]


def _inside(dossier: Dossier, now: object) -> list[tuple[str, str]]:
    key = dossier.public_id
    sale = Document.objects.filter(kind="SALE", state="FINAL").order_by("-issued_on", "-pk").first()
    draft = Document.objects.filter(state="DRAFT").first()
    bought = Document.objects.filter(kind="PURCHASE").order_by("-issued_on").first()
    statements = Statement.objects.order_by("-closing_on")
    intake = Intake.objects.order_by("-received_at").first()
    connection = ensure_zip_connection(actor=PROGRAM, now=now)  # type: ignore[arg-type]
    batch = Batch.objects.order_by("-made_at").first()
    simple = [
        (name, reverse(name, args=[key]))
        for name in (
            "today", "invoices", "invoice-new", "purchases", "contacts", "contact-new", "bank", "import",
            "deliveries", "send", "settings", "look", "connections", "keys", "agents", "people",
            "mandate-new", "timeline", "visits",
        )
    ]  # fmt: skip
    of_rows = [
        ("search", reverse("search", args=[key]) + "?q=hotel"),
        ("invoice", reverse("invoice", args=[key, sale.public_id]) if sale else ""),
        ("invoice-edit", reverse("invoice-edit", args=[key, draft.public_id]) if draft else ""),
        ("purchase", reverse("purchase", args=[key, bought.public_id]) if bought else ""),
        ("purchase-original", reverse("purchase-original", args=[key, bought.public_id]) if bought else ""),
        ("contact", reverse("contact-edit", args=[key, Contact.objects.order_by("name")[0].public_id])),
        ("intake", reverse("intake", args=[key, intake.public_id]) if intake else ""),
        ("connection", reverse("connection", args=[key, connection.public_id])),
        ("connection-new", reverse("connection-new", args=[key, "email"])),
        ("mandate-terms", reverse("mandate-terms", args=[key, dossier.mandates.get().public_id])),
        ("batch", reverse("batch", args=[key, batch.public_id]) if batch else ""),
        *(
            (f"statement-{at}", reverse("statement", args=[key, one.public_id]))
            for at, one in enumerate(statements[:2])
        ),
    ]
    return [*simple, *((name, address) for name, address in of_rows if address)]


def _give_agents(firm: Firm, dossier: Dossier) -> None:
    """Tokens of the firm: one for a dossier, one for all."""
    head = firm.members.filter(role=FirmRole.ADMIN).first().person  # type: ignore[union-attr]
    for title, reach in (("Mapagent, onthaal", {"dossiers": [dossier]}), ("Server", {"opens_all": True})):
        if not firm.agent_tokens.filter(title=title).exists():
            actions_agents.make_token(
                person=head, firm=firm, title=title, scopes=["files:write", "deliveries:read"],
                actor=PROGRAM, now=timezone.now(), **reach,  # type: ignore[arg-type]
            )  # fmt: skip
