"""What commands about e-invoices share: which files they take, and writing attachments safely."""

from __future__ import annotations

from pathlib import Path

from boekbrug.cli import door
from boekbrug.cli.speech import _
from boekbrug.formats.einvoice import Invoice
from boekbrug.formats.invoice_workshop import file_names
from boekbrug.formats.recognise import Kind

KINDS = frozenset({Kind.UBL, Kind.CII, Kind.XML_OTHER, Kind.PDF})


def save_attachments(invoice: Invoice, folder: Path) -> list[Path]:
    """Write the files inside an invoice to a folder; stops with a sentence before it would overwrite one."""
    names = file_names.of_attachments(invoice.attachments)
    targets = [folder / name for name in names]
    for target in targets:
        if target.exists() or target.is_symlink():
            door.stop(_("{path} exists. Choose another folder; nothing was written.", path=target))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target, one in zip(targets, invoice.attachments, strict=True):
            with target.open("xb") as file:
                file.write(one.content)
    except OSError as wrong:
        door.stop(_("{path} cannot be written: {why}.", path=folder, why=wrong.strerror))
    return targets
