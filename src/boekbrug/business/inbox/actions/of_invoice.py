"""Hand the e-invoices of a file to the documents room."""

from __future__ import annotations

from boekbrug.business.documents.actions import receiving
from boekbrug.business.files.actions import store
from boekbrug.business.inbox.actions.work import Work
from boekbrug.business.inbox.findings import Findings, Outcome
from boekbrug.business.inbox.models import Intake
from boekbrug.business.inbox.problems import stored_sentence
from boekbrug.formats import einvoice


def take_invoice(work: Work, row: Intake, reading: einvoice.Reading) -> Findings:
    """Take in every invoice that was read, inside the caller's transaction; or say why not."""
    findings = Findings()
    for one in reading.documents:
        _take_one(work, row, one, findings)
    return findings


def _take_one(work: Work, row: Intake, reading: einvoice.Reading, findings: Findings) -> None:
    """Take in one document; out of a PDF or an envelope its XML is kept as a file of its own."""
    findings.tell(*reading.problems)
    if reading.invoice is None:
        findings.add(Outcome.REFUSED, {"document": "", "number": ""})
        return
    number = reading.invoice.number
    is_pdf = reading.container is einvoice.Container.PDF
    file = store(content=reading.document, now=work.now) if reading.container else row.file
    try:
        received = receiving.receive(
            invoice=reading.invoice,
            file=file,
            pdf=row.file if is_pdf else None,
            actor=work.actor,
            now=work.now,
        )
    except receiving.SameNumberOtherContent as refused:
        findings.problems.append(stored_sentence(refused.sentence))
        findings.add(Outcome.CONFLICT, {"document": refused.document.public_id, "number": number})
        return
    except receiving.NotTakenIn as refused:
        findings.problems.append(stored_sentence(refused.sentence))
        findings.add(Outcome.REFUSED, {"document": "", "number": number})
        return
    result = {"document": received.document.public_id, "number": number}
    findings.add(Outcome(received.outcome.value.upper()), result)
