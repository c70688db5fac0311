"""Hand an e-invoice to the documents room."""

from __future__ import annotations

from boekbrug.business.documents.actions import receiving
from boekbrug.business.inbox.actions.work import Work
from boekbrug.business.inbox.findings import Findings, Outcome
from boekbrug.business.inbox.models import Intake
from boekbrug.business.inbox.problems import stored_sentence
from boekbrug.formats import einvoice


def take_invoice(work: Work, row: Intake, reading: einvoice.Reading) -> Findings:
    """Take in an invoice that was read, inside the caller's transaction; or say why not."""
    findings = Findings()
    findings.tell(*reading.problems)
    if reading.invoice is None:
        findings.add(Outcome.REFUSED, {"document": "", "number": ""})
        return findings
    number = reading.invoice.number
    try:
        received = receiving.receive(invoice=reading.invoice, file=row.file, actor=work.actor, now=work.now)
    except receiving.SameNumberOtherContent as refused:
        findings.problems.append(stored_sentence(refused.sentence))
        findings.add(Outcome.CONFLICT, {"document": refused.document.public_id, "number": number})
        return findings
    except receiving.NotTakenIn as refused:
        findings.problems.append(stored_sentence(refused.sentence))
        findings.add(Outcome.REFUSED, {"document": "", "number": number})
        return findings
    result = {"document": received.document.public_id, "number": number}
    findings.add(Outcome(received.outcome.value.upper()), result)
    return findings
