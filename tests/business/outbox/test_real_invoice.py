"""The second walk in one go: an issued invoice reaches the accountant, readable, its PDF inside."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import zipfile
from typing import Any

from lxml import etree

from boekbrug.business.documents import actions as documents
from boekbrug.business.documents.models import Document
from boekbrug.business.files.queries import content_of
from boekbrug.business.outbox import queries, work
from boekbrug.business.people.actor import PROGRAM
from boekbrug.formats import einvoice
from tests.business.documents import making
from tests.business.outbox.making import folder_connection, send, zip_connection

EMBEDDED = (
    "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}EmbeddedDocumentBinaryObject"
)


def issued(dossier: Any, now: dt.datetime) -> Document:
    """Make and issue an invoice through the room's own actions."""
    making.give_account(dossier)
    draft = documents.save_draft(draft=making.draft(making.customer(now)), actor=PROGRAM, now=now)
    return documents.issue(document=draft, actor=PROGRAM, now=now)


def test_an_issued_invoice_arrives_readable_with_its_pdf_inside(
    atelier: Any, roots: Any, now: dt.datetime
) -> None:
    document = issued(atelier, now)
    batch = send(folder_connection(now), document, now=now)

    assert work.run_batch(batch=batch, clock=lambda: now).is_fine

    (placed,) = roots.rglob("*.xml")
    content = placed.read_bytes()
    reading = einvoice.read(content)
    pdf = base64.b64decode(etree.fromstring(content).find(f".//{EMBEDDED}").text)
    assert reading.invoice is not None
    assert reading.invoice.number == document.number
    assert pdf.startswith(b"%PDF-")


def test_the_zip_holds_the_invoice_its_pdf_and_true_checksums(atelier: Any, now: dt.datetime) -> None:
    document = issued(atelier, now)
    batch = send(zip_connection(now), document, now=now)
    work.run_batch(batch=batch, clock=lambda: now)

    kept = queries.batch(batch.public_id)
    assert kept is not None
    assert kept.zip_file is not None
    with zipfile.ZipFile(io.BytesIO(content_of(kept.zip_file))) as archive:
        (row,) = json.loads(archive.read("manifest.json"))["documents"]
        assert hashlib.sha256(archive.read(row["file"])).hexdigest() == row["sha256"]
        assert archive.read(row["pdf"]).startswith(b"%PDF-")
    assert (row["number"], row["total"]) == (document.number, "121.00")
