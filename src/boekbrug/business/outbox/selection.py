"""Which documents can leave for a target, and why the others stay behind; shared by preview and sending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boekbrug.business.connections.models import Connection
from boekbrug.business.documents.models import CREDITS, PURCHASES, Document, State
from boekbrug.business.outbox import wordings
from boekbrug.business.outbox.models import ON_ITS_WAY, Delivery
from boekbrug.connectors.file_names import safe_stem
from boekbrug.wording import Sentence

IN_ONE_QUERY = 500


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that somebody wants to send: fit, or with the reason why it stays behind."""

    document: Document
    problem: Sentence | None = None
    earlier: Delivery | None = None

    @property
    def is_fit(self) -> bool:
        """Whether it can leave."""
        return self.problem is None

    @property
    def signed_thousandths(self) -> int:
        """The total, negative for a credit note."""
        total = self.document.total_thousandths
        return -total if self.document.kind in CREDITS else total


def judge(documents: Sequence[Document], connection: Connection) -> list[Candidate]:
    """Say for each document whether it can leave for this connection, in the same order."""
    earlier = _earlier_deliveries(documents, connection)
    return [_judge_one(document, earlier.get(document.pk), connection) for document in documents]


def file_name_of(document: Document) -> str:
    """Return the name of the e-invoice: the number, with the supplier before it where it is theirs."""
    contact = document.contact_name if document.kind in PURCHASES else ""
    return f"{safe_stem(contact, document.number)}.xml"


def documents_by_public_id(public_ids: Iterable[str]) -> dict[str, Document]:
    """Return the documents of the entered dossier by public id; an id of another dossier is not there."""
    wanted = list(dict.fromkeys(public_ids))
    found: dict[str, Document] = {}
    for start in range(0, len(wanted), IN_ONE_QUERY):
        rows = Document.objects.filter(public_id__in=wanted[start : start + IN_ONE_QUERY])
        found |= {row.public_id: row for row in rows.select_related("ubl", "pdf")}
    return {public_id: found[public_id] for public_id in wanted if public_id in found}


def _judge_one(document: Document, earlier: Delivery | None, connection: Connection) -> Candidate:
    if document.state != State.FINAL:
        return Candidate(document, wordings.DRAFT.say())
    if earlier is not None:
        wording = wordings.ON_ITS_WAY if earlier.state in ON_ITS_WAY else wordings.ALREADY_SENT
        said = wording.say(found=document.number, target=connection.title, on=f"{earlier.made_at:%d/%m/%Y}")
        return Candidate(document, said, earlier)
    if document.ubl is None:
        return Candidate(document, wordings.NO_INVOICE_FILE.say(found=document.number))
    return Candidate(document)


def _earlier_deliveries(documents: Sequence[Document], connection: Connection) -> dict[int, Delivery]:
    """Return the newest delivery of each document, of its present version, to this target."""
    versions = {document.pk: document.version for document in documents}
    keys = list(versions)
    newest: dict[int, Delivery] = {}
    for start in range(0, len(keys), IN_ONE_QUERY):
        rows = Delivery.objects.filter(
            target=connection.target, document_id__in=keys[start : start + IN_ONE_QUERY]
        )
        for row in rows.order_by("number"):
            if row.document_version == versions[row.document_id]:
                newest[row.document_id] = row
    return newest
