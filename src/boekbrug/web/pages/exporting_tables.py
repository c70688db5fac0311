"""The tables that lists export: their columns, and rows fetched page by page, by key.

Each page is fetched inside the dossier and in the reader's language, because a file that leaves while it is
made outlives the view.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from boekbrug.belgium import enterprise_number, iban, ogm
from boekbrug.business.banking.models import Statement
from boekbrug.business.contacts import queries as of_contacts
from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents import queries as of_documents
from boekbrug.business.documents.models import Document, Kind
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.rights import Access
from boekbrug.business.outbox import queries as of_deliveries
from boekbrug.business.outbox.models import Delivery, Receipt
from boekbrug.business.outbox.models import State as DeliveryState
from boekbrug.business.reconciliation import statement_lines
from boekbrug.business.reconciliation.queries import Line
from boekbrug.business.timeline import queries as of_timeline
from boekbrug.business.visits import queries as of_visits
from boekbrug.formats.spreadsheets import Cell, Column, Table
from boekbrug.formats.spreadsheets import Kind as Holds
from boekbrug.money import to_decimal
from boekbrug.web.access import DossierRequest
from boekbrug.web.event_texts import text_of
from boekbrug.web.pages import visits as visits_page
from boekbrug.web.pages.deliveries import said, shown_state
from boekbrug.web.pages.invoices_list import read_filter
from boekbrug.web.pages.invoices_rows import KIND_TITLES, standing
from boekbrug.web.pages.statement import TEXT_CHARACTERS_MAX, chosen_state
from boekbrug.web.pages.statement_rows import state_of

ROWS_A_PAGE = 500
Row = tuple[Cell, ...]
Place = TypeVar("Place")
Fetch = Callable[[Place | None], tuple[Iterable[Row], Place | None]]


def sales(request: DossierRequest) -> Table:
    """Invoices and credit notes that were made."""
    return _documents(request, _("Invoices"), is_sale=True)


def purchases(request: DossierRequest) -> Table:
    """Invoices and credit notes of suppliers."""
    return _documents(request, _("Purchases"), is_sale=False)


def _documents(request: DossierRequest, title: str, *, is_sale: bool) -> Table:
    filters = read_filter(request, is_sale=is_sale)

    def fetch(place: str | None) -> tuple[list[Row], str | None]:
        page = of_documents.documents(filters, older_than=place or "", limit=ROWS_A_PAGE)
        return [_document(one, filters.today) for one in page.rows], page.older or None

    columns = (
        Column(_("Number")),
        Column(_("Kind")),
        Column(_("Contact")),
        Column(_("Date"), Holds.DAY),
        Column(_("Due"), Holds.DAY),
        Column(_("Without VAT"), Holds.AMOUNT),
        Column(_("VAT"), Holds.AMOUNT),
        Column(_("Total"), Holds.AMOUNT),
        Column(_("Left to pay"), Holds.AMOUNT),
        Column(_("Currency")),
        Column(_("Reference")),
        Column(_("State")),
    )
    return Table(title, columns, _rows(request, fetch))


def _document(one: Document, today: dt.date) -> Row:
    sign = -1 if one.is_credit else 1
    amounts = (one.net_thousandths, one.vat_thousandths, one.total_thousandths, one.rest_thousandths)
    return (
        one.number,
        str(KIND_TITLES[Kind(one.kind)]),
        one.contact_name,
        one.issued_on,
        one.due_on,
        *(to_decimal(sign * amount) for amount in amounts),
        one.currency,
        ogm.show(one.reference) if ogm.is_valid(one.reference) else one.reference,
        standing(one, today).word,
    )


def contacts(request: DossierRequest) -> Table:
    """Customers and suppliers."""
    text, role = request.GET.get("q", "")[:TEXT_CHARACTERS_MAX], request.GET.get("role", "")

    def fetch(place: str | None) -> tuple[list[Row], str | None]:
        page = of_contacts.search(text=text, role=role, after=place or "", limit=ROWS_A_PAGE)
        return [_contact(one) for one in page.rows], page.after or None

    titles = (
        _("Name"), _("Enterprise number"), _("VAT number"), _("Street"), _("Postcode"), _("City"),
        _("Country"), _("E-mail"), _("Language"), _("Reference"), _("Customer"), _("Supplier"),
    )  # fmt: skip
    return Table(_("Contacts"), tuple(Column(title) for title in titles), _rows(request, fetch))


def _contact(one: Contact) -> Row:
    number = enterprise_number.show(one.enterprise_number) if one.enterprise_number else ""
    return (
        one.name,
        number,
        one.vat_number,
        one.street,
        one.postcode,
        one.city,
        one.country,
        one.email,
        one.language,
        one.reference,
        _("yes") if one.is_customer else _("no"),
        _("yes") if one.is_supplier else _("no"),
    )


def movements(request: DossierRequest, statement: Statement) -> Table:
    """The lines of a statement."""
    state, text = chosen_state(request), request.GET.get("q", "")[:TEXT_CHARACTERS_MAX]
    is_held = not statement.is_bookable

    def fetch(place: int | None) -> tuple[list[Row], int | None]:
        page = statement_lines.page_of_lines(
            statement, state=state, text=text, after_ordinal=place or 0, limit=ROWS_A_PAGE
        )
        return [_movement(one, is_held=is_held) for one in page.lines], page.next_ordinal

    columns = (
        Column(_("No."), Holds.COUNT),
        Column(_("Date"), Holds.DAY),
        Column(_("Value date"), Holds.DAY),
        Column(_("Name")),
        Column(_("Account")),
        Column(_("Amount"), Holds.AMOUNT),
        Column(_("Communication")),
        Column(_("Information of the bank")),
        Column(_("State")),
        Column(_("Documents")),
    )
    title = _("Statement %(title)s") % {"title": statement.title}
    return Table(title, columns, _rows(request, fetch))


def _movement(line: Line, *, is_held: bool) -> Row:
    one = line.movement
    text = one.communication
    return (
        one.ordinal,
        one.entry_on,
        one.value_on,
        one.counterparty_name,
        iban.show(one.counterparty_iban) if one.counterparty_iban else "",
        to_decimal(one.amount_thousandths),
        ogm.show(text) if one.structured_type in ("101", "102") and ogm.is_valid(text) else text,
        one.information,
        state_of(statement_lines.code_of(line), is_held=is_held).word,
        ", ".join(each.document.number for each in line.allocations),
    )


def deliveries(request: DossierRequest) -> Table:
    """What left, with what proves that it arrived."""
    state = request.GET.get("state", "")
    wanted = state if state in DeliveryState.values else None
    days = 36500 if request.GET.get("all") else of_deliveries.DAYS_LISTED

    def fetch(place: str | None) -> tuple[list[Row], str | None]:
        page = of_deliveries.deliveries(
            now=request.now, days=days, state=wanted, after_key=place, limit=ROWS_A_PAGE
        )
        receipts = of_deliveries.receipts_of(page.rows)
        return [_delivery(one, receipts.get(one.pk)) for one in page.rows], page.next_key

    columns = (
        Column(_("Date"), Holds.MOMENT),
        Column(_("Document")),
        Column(_("Contact")),
        Column(_("To")),
        Column(_("Time"), Holds.COUNT),
        Column(_("State")),
        Column(_("What was said")),
        Column(_("Arrived"), Holds.MOMENT),
        Column(_("Name at the other side")),
        Column(_("SHA-256 of what was sent")),
    )
    return Table(_("Deliveries"), columns, _rows(request, fetch))


def _delivery(one: Delivery, receipt: Receipt | None) -> Row:
    return (
        _local(one.made_at),
        one.document.number,
        one.document.contact_name,
        one.batch.connection.title,
        one.number,
        shown_state(one.state).word,
        said(one),
        _local(receipt.at) if receipt else None,
        receipt.remote_id if receipt else "",
        receipt.sha256 if receipt else "",
    )


def events(request: DossierRequest) -> Table:
    """Everything that happened, with its seal."""

    def fetch(place: int | None) -> tuple[list[Row], int | None]:
        found = of_timeline.latest_events(before=place, limit=ROWS_A_PAGE)
        rows: list[Row] = [
            (
                one.number,
                _local(one.at),
                text_of(one).text,
                str(one.actor) if one.actor else "Boekbrug",
                one.channel,
                one.kind,
                f"{one.subject_kind} {one.subject_id}",
                one.seal,
            )
            for one in found
        ]
        return rows, found[-1].number if len(found) == ROWS_A_PAGE else None

    columns = (
        Column(_("No."), Holds.COUNT),
        Column(_("When"), Holds.MOMENT),
        Column(_("What")),
        Column(_("Person")),
        Column(_("Door")),
        Column(_("Kind")),
        Column(_("About")),
        Column(_("Seal")),
    )
    return Table(_("Timeline"), columns, _rows(request, fetch))


def visits(request: DossierRequest) -> Table:
    """Who was here."""
    filters = visits_page.read_filter(request)

    def fetch(place: of_visits.Place | None) -> tuple[list[Row], of_visits.Place | None]:
        page = of_visits.visits(filters, after=place, limit=ROWS_A_PAGE)
        rows: list[Row] = [
            (
                _local(one.visit.began_at),
                _local(one.visit.last_at),
                str(one.visit.person),
                visits_page.role_title(one),
                one.visit.channel,
                visits_page.page_title(one.visit),
            )
            for one in page.rows
        ]
        return rows, page.next

    moments = (Column(_("From"), Holds.MOMENT), Column(_("Until"), Holds.MOMENT))
    texts = (Column(_("Person")), Column(_("Role")), Column(_("Door")), Column(_("Page")))
    return Table(_("Visits"), (*moments, *texts), _rows(request, fetch))


def _rows(request: DossierRequest, fetch: Fetch[Place]) -> Iterator[Row]:
    """Return the rows of all pages; between pages nothing of the dossier is open."""
    return _walk(request.access, translation.get_language() or "en", fetch)


def _walk(access: Access, language: str, fetch: Fetch[Place]) -> Iterator[Row]:
    place = None
    while True:
        with tenant.enter(access.dossier, **access.limits), translation.override(language):
            found, place = fetch(place)
        yield from found
        if place is None:
            return


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment).replace(tzinfo=None)
