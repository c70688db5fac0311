"""Take in an e-invoice that was made elsewhere: bought, or sold with another program.

Its own totals are kept and never recomputed (design section 4.2); the file is kept as it came.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from boekbrug.belgium import enterprise_number, vat_number
from boekbrug.business.contacts.actions import contact_for_party
from boekbrug.business.contacts.models import Contact
from boekbrug.business.documents.actions.parts import add_keys, document_search_text, vat_rows
from boekbrug.business.documents.invoice_value import PEPPOL_BELGIUM, current_dossier
from boekbrug.business.documents.models import (
    PURCHASES,
    SALES,
    Document,
    DocumentLine,
    DocumentVat,
    Kind,
    State,
)
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.files.actions import store
from boekbrug.business.files.models import StoredFile
from boekbrug.business.files.queries import content_of
from boekbrug.business.people.actor import Actor
from boekbrug.business.timeline.actions import note
from boekbrug.formats import einvoice
from boekbrug.money import SCALE, NotAnAmount, to_scaled, to_thousandths
from boekbrug.wording import Sentence, Wording

NOT_OURS = Wording(
    "document-not-ours",
    "The document {number} is from {seller} to {buyer}; this dossier is {own}. "
    "Take it in with the dossier of one of them, or ask the sender to correct the numbers.",
)
SAME_NUMBER_OTHER_CONTENT = Wording(
    "document-same-number-other-content",
    "The document {number} of {party} is here already, with other content. The one that is here is kept. "
    "Ask {party} which one is right; a correction needs a number of its own.",
)
TOO_LONG_NUMBER = Wording(
    "document-number-too-long",
    "The number {found} has more than 60 characters. Ask the sender for a document with a shorter number.",
)
NOT_KEEPABLE = Wording(
    "document-amount-not-keepable",
    "{found} cannot be kept exactly: amounts have at most three decimals, quantities and prices eight. "
    "Ask the sender for a corrected document.",
)


class Outcome(StrEnum):
    """What taking in led to."""

    NEW = "new"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Received:
    """The document, and whether it is new here."""

    outcome: Outcome
    document: Document


class NotTakenIn(Exception):
    """The document was not taken in; `sentence` says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


class NotOurs(NotTakenIn):
    """Neither the seller nor the buyer is this dossier."""


class NotKeepable(NotTakenIn):
    """A number of the document does not fit in what is kept exactly."""


class SameNumberOtherContent(NotTakenIn):
    """The number of this party is here with other content; nothing is overwritten."""

    def __init__(self, sentence: Sentence, document: Document) -> None:
        super().__init__(sentence)
        self.document = document


def receive(
    *,
    invoice: einvoice.Invoice,
    file: StoredFile,
    actor: Actor,
    now: dt.datetime,
    pdf: StoredFile | None = None,
) -> Received:
    """Take in an invoice that was read from a kept file; the same one again is KNOWN and changes nothing.

    `pdf` is the file that it was taken out of, where that was a PDF.

    :raises NotOurs: when this dossier is neither seller nor buyer
    :raises SameNumberOtherContent: with the document that is here
    :raises NotKeepable: when a number has more digits than are kept
    """
    dossier = current_dossier()
    kind, party = _side(invoice, dossier)
    if len(invoice.number) > 60:
        raise NotKeepable(TOO_LONG_NUMBER.say(found=invoice.number[:80]))
    try:
        with tenant.one_act():
            is_supplier = kind in PURCHASES
            ibans = (invoice.payment.iban,) if is_supplier and invoice.payment.iban else ()
            contact = contact_for_party(
                party=party, is_supplier=is_supplier, ibans=ibans, actor=actor, now=now
            )
            if known := _same_number(kind, contact, invoice.number):
                return _known(known, invoice, file)
            document = _keep(invoice, kind=kind, contact=contact, files=(file, pdf), by=(actor, now))
            detail = {"number": document.number, "from": party.name[:60]}
            note(kind="document.received", subject=document, actor=actor, at=now, detail=detail)
    except NotAnAmount as wrong:
        raise NotKeepable(NOT_KEEPABLE.say(found=wrong.found)) from wrong
    return Received(Outcome.NEW, document)


def _side(invoice: einvoice.Invoice, dossier: Dossier) -> tuple[Kind, einvoice.Party]:
    """Return what the document is for this dossier, and who the other party is; raises NotOurs."""
    if dossier.enterprise_number in _numbers(invoice.buyer):
        return (Kind.PURCHASE_CREDIT if invoice.is_credit else Kind.PURCHASE), invoice.seller
    if dossier.enterprise_number in _numbers(invoice.seller):
        return (Kind.SALE_CREDIT if invoice.is_credit else Kind.SALE), invoice.buyer
    raise NotOurs(
        NOT_OURS.say(
            number=invoice.number,
            seller=_shown(invoice.seller),
            buyer=_shown(invoice.buyer),
            own=f"{dossier.name} ({enterprise_number.show(dossier.enterprise_number)})",
        )
    )


def _numbers(party: einvoice.Party) -> Iterator[str]:
    """The Belgian enterprise numbers that a party gives, in ten digits."""
    own_vat_number = vat_number.parse_or_none(party.vat_number) if party.vat_number else None
    endpoint = party.endpoint.identifier if party.endpoint and party.endpoint.scheme == PEPPOL_BELGIUM else ""
    behind_vat = vat_number.to_enterprise_number(own_vat_number) if own_vat_number else None
    texts = (party.enterprise_number, behind_vat, endpoint)
    for text in texts:
        if digits := enterprise_number.parse_or_none(text or ""):
            yield digits


def _shown(party: einvoice.Party) -> str:
    number = next(_numbers(party), "")
    return f"{party.name} ({enterprise_number.show(number)})" if number else party.name or "–"


def _same_number(kind: Kind, contact: Contact, number: str) -> Document | None:
    """The final document here that has the number already, on the same side."""
    rows = Document.objects.filter(state=State.FINAL, number=number).select_related("ubl", "contact")
    if kind in SALES:
        return rows.filter(kind__in=SALES).first()
    return rows.filter(kind__in=PURCHASES, contact=contact).first()


def _known(known: Document, invoice: einvoice.Invoice, file: StoredFile) -> Received:
    """Say that the document is here already; raises SameNumberOtherContent when it says something else."""
    if known.ubl is not None and (known.ubl_id == file.pk or _says_the_same(known.ubl, invoice)):
        return Received(Outcome.KNOWN, known)
    sentence = SAME_NUMBER_OTHER_CONTENT.say(number=known.number, party=known.contact_name)
    raise SameNumberOtherContent(sentence, known)


def _says_the_same(kept: StoredFile, invoice: einvoice.Invoice) -> bool:
    """Whether a kept file holds the same invoice, whatever is embedded in either."""
    bare = replace(invoice, attachments=())
    kept_documents = (one.invoice for one in einvoice.read(content_of(kept)).documents)
    return any(one is not None and replace(one, attachments=()) == bare for one in kept_documents)


def _keep(
    invoice: einvoice.Invoice,
    *,
    kind: Kind,
    contact: Contact,
    files: tuple[StoredFile, StoredFile | None],
    by: tuple[Actor, dt.datetime],
) -> Document:
    """Store the document with its own totals; a negative one becomes its opposite, with positive amounts."""
    actor, now = by
    file, pdf = files
    sign = -1 if invoice.totals.gross < 0 else 1
    totals = invoice.totals
    payable = max(sign * totals.payable, einvoice.model.ZERO)
    party = invoice.seller if kind in PURCHASES else invoice.buyer
    document = Document(
        kind=kind,
        state=State.FINAL,
        number=invoice.number,
        contact=contact,
        contact_name=(party.name or contact.name)[:120],
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        currency=invoice.currency,
        language=contact.language,
        reference=invoice.payment.reference[:35],
        buyer_reference=invoice.buyer_reference[:60],
        credited_number=(invoice.preceding[0].number if invoice.preceding else "")[:60],
        iban=invoice.payment.iban[:34],
        note="\n".join(invoice.notes)[:2000],
        net_thousandths=sign * to_thousandths(totals.net),
        vat_thousandths=sign * to_thousandths(totals.vat),
        total_thousandths=sign * to_thousandths(totals.gross),
        prepaid_thousandths=to_thousandths(sign * totals.gross - payable),
        channel=actor.channel,
        made_by=actor.person,
        ubl=file,
        pdf=pdf or (store(content=invoice.pdf.content, now=now) if invoice.pdf else None),
        created_at=now,
        finalised_at=now,
    )
    document.search_text = document_search_text(document)
    document.save(force_insert=True)
    DocumentLine.objects.bulk_create(_lines(document, invoice, sign))
    vat = tuple(replace(one, taxable=sign * one.taxable, amount=sign * one.amount) for one in invoice.vat)
    DocumentVat.objects.bulk_create(vat_rows(document, vat))
    add_keys(document)
    return document


def _lines(document: Document, invoice: einvoice.Invoice, sign: int) -> list[DocumentLine]:
    """The lines as the document gives them; allowances and charges of the whole document follow as lines."""
    rows = [
        DocumentLine(
            document=document,
            position=position,
            description=(line.name or line.description)[:400],
            quantity_scaled=to_scaled(sign * line.quantity),
            unit_code=line.unit_code[:3],
            unit_price_scaled=_unit_price(line),
            vat_category=line.vat_category[:2],
            vat_rate_scaled=to_scaled(line.vat_rate or einvoice.model.ZERO),
            net_thousandths=sign * _line_net(line),
        )
        for position, line in enumerate(invoice.lines, start=1)
    ]
    for position, one in enumerate(invoice.allowances_and_charges, start=len(rows) + 1):
        amount = sign * one.signed_amount
        rows.append(
            DocumentLine(
                document=document,
                position=position,
                description=(one.reason or one.reason_code or "–")[:400],
                quantity_scaled=SCALE if amount >= 0 else -SCALE,
                unit_price_scaled=to_scaled(abs(amount)),
                vat_category=one.vat_category[:2],
                vat_rate_scaled=to_scaled(one.vat_rate or einvoice.model.ZERO),
                net_thousandths=to_thousandths(amount),
            )
        )
    return rows


def _line_net(line: einvoice.Line) -> int:
    """The net of a line; UBL.BE may give four decimals, rounded here to three (the file keeps them)."""
    return to_thousandths(line.net.quantize(Decimal("0.001"), ROUND_HALF_UP))


def _unit_price(line: einvoice.Line) -> int:
    """The price of one unit; a price per thousand is divided, to eight decimals (the file keeps it)."""
    price = line.unit_price / (line.price_base_quantity or einvoice.model.ONE)
    return to_scaled(price.quantize(Decimal(1).scaleb(-8)))
