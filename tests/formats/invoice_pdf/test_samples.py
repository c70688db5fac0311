"""What others wrote is laid out too: each sample that we read becomes a page that can be archived."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from boekbrug.formats import einvoice, invoice_pdf
from tests.formats.einvoice import belgian
from tests.formats.invoice_pdf.archiving import embedded, findings

OF_EACH_FOLDER = 4
STYLE = invoice_pdf.Style()


def test_samples_of_others_become_pages(shared: Path) -> None:
    count = 0
    for folder in sorted(path for path in (shared / "samples" / "ubl").iterdir() if path.is_dir()):
        read = (path.read_bytes() for path in sorted(folder.rglob("*.xml")))
        for content in islice((one for one in read if einvoice.read(one).invoice), OF_EACH_FOLDER):
            invoice = einvoice.read(content).invoice
            assert invoice
            pdf = invoice_pdf.make(invoice, language="fr", style=STYLE, ubl=content)
            assert findings(pdf) == []
            assert list(embedded(pdf).values()) == [content]
            count += 1

    assert count >= 20


@pytest.mark.parametrize("name", belgian.invoices())
def test_every_belgian_case_becomes_a_page(name: str) -> None:
    invoice = belgian.invoices()[name]
    ubl = einvoice.write_bis3(invoice)

    pdf = invoice_pdf.make(invoice, language="nl", style=STYLE, ubl=ubl)

    assert findings(pdf) == []
    assert list(embedded(pdf).values()) == [ubl]
