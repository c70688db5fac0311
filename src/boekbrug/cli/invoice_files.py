"""What commands about e-invoices share: which files they take, and writing attachments safely."""

from __future__ import annotations

from pathlib import Path

from boekbrug.cli import door
from boekbrug.cli.speech import _
from boekbrug.formats import invoice_workshop
from boekbrug.formats.einvoice import Reading
from boekbrug.formats.recognise import Kind

KINDS = frozenset({Kind.UBL, Kind.CII, Kind.XML_OTHER, Kind.PDF})


def save_attachments(reading: Reading, folder: Path) -> list[Path]:
    """Write the files inside invoices to a folder; stops with a sentence before it would overwrite one."""
    attachments = invoice_workshop.attachments_of(reading)
    names = invoice_workshop.file_names.of_attachments(attachments)
    targets = [folder / name for name in names]
    for target in targets:
        if target.exists() or target.is_symlink():
            door.stop(_("{path} exists. Choose another folder; nothing was written.", path=target))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target, one in zip(targets, attachments, strict=True):
            with target.open("xb") as file:
                file.write(one.content)
    except OSError as wrong:
        door.stop(_("{path} cannot be written: {why}.", path=folder, why=wrong.strerror))
    return targets
