"""Make one ZIP of many documents, with a manifest for people (CSV) and for programs (JSON).

Pure: the same parcels give the same bytes, so a lost call is simply made again; nothing leaves the house.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from boekbrug.connectors.file_names import with_counter
from boekbrug.connectors.protocol import Ability, Parcel, Receipt, Tools
from boekbrug.connectors.settings import Wrong, setting
from boekbrug.money import to_decimal
from boekbrug.wording import Wording

MADE = Wording("zip-made", "The ZIP holds {count} documents and their manifest.")
FOLDERS = {
    "SALE": "sales",
    "SALE_CREDIT": "sales credit notes",
    "PURCHASE": "purchases",
    "PURCHASE_CREDIT": "purchase credit notes",
}
COLUMNS = ("kind", "number", "date", "contact", "total", "currency", "file", "sha256", "pdf", "pdf_sha256")
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can name: our bytes do not depend on the clock
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ZipSettings:
    """What a person may choose."""

    with_pdf: bool = setting(
        "PDF beside each e-invoice",
        "The PDF is inside the e-invoice already; this adds it as a file of its own.",
        kind="yes-no",
        default=True,
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file of the archive."""

    path: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class Zip:
    """The ZIP to download: works everywhere, asks for nothing."""

    key: ClassVar[str] = "zip"
    title: ClassVar[Wording] = Wording("bridge-zip-title", "ZIP to download")
    explanation: ClassVar[Wording] = Wording(
        "bridge-zip-explanation",
        "One file with every e-invoice, its PDF and a list with checksums. You hand it over yourself.",
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset({Ability.SEND_DOCUMENTS, Ability.LOOK_UP})
    carries: ClassVar[Literal["one", "many"]] = "many"
    settings: ClassVar[type[Any]] = ZipSettings

    def check_settings(self, settings: ZipSettings, tools: Tools) -> Sequence[Wrong]:
        """Nothing in these settings can be wrong."""
        return ()

    def send(self, parcels: Sequence[Parcel], settings: ZipSettings, tools: Tools) -> Receipt:
        """Make the archive; its bytes are in the receipt."""
        made = make_archive(parcels, with_pdf=settings.with_pdf)
        checksum = hashlib.sha256(made).hexdigest()
        return Receipt(MADE.say(count=len(parcels)), remote_id=checksum, made=made)

    def find(self, parcels: Sequence[Parcel], settings: ZipSettings, tools: Tools) -> Receipt | None:
        """Nothing arrives anywhere by making a ZIP: it may be made again."""
        return None


def make_archive(parcels: Sequence[Parcel], *, with_pdf: bool) -> bytes:
    """Return the bytes of the ZIP: manifests first, then the files in the order of the parcels."""
    taken: set[str] = set()
    rows: list[dict[str, str]] = []
    entries: list[_Entry] = []
    for parcel in parcels:
        files = list(_files_of(parcel, taken, with_pdf=with_pdf))
        entries += files
        rows.append(_row(parcel, files))
    heads = [_Entry("manifest.csv", _as_csv(rows)), _Entry("manifest.json", _as_json(rows))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for entry in (*heads, *entries):
            member = zipfile.ZipInfo(entry.path, _FIRST_MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # always as on Unix, so that the bytes are the same on each system
            member.external_attr = 0o644 << 16
            archive.writestr(member, entry.content)
    return stream.getvalue()


def _files_of(parcel: Parcel, taken: set[str], *, with_pdf: bool) -> Iterator[_Entry]:
    folder = FOLDERS[parcel.document.kind]
    yield _Entry(_free_path(folder, parcel.name, taken), parcel.content)
    if with_pdf and parcel.pdf:
        yield _Entry(_free_path(folder, parcel.pdf.name, taken), parcel.pdf.content)


def _free_path(folder: str, name: str, taken: set[str]) -> str:
    """Two suppliers may use one number: the second file gets a counter; capitals make no difference."""
    number = 1
    while (path := f"{folder}/{with_counter(name, number)}").lower() in taken:
        number += 1
    taken.add(path.lower())
    return path


def _row(parcel: Parcel, files: Sequence[_Entry]) -> dict[str, str]:
    document = parcel.document
    pdf = files[1] if len(files) > 1 else None
    return {
        "kind": document.kind,
        "number": document.number,
        "date": document.issued_on.isoformat(),
        "contact": document.contact,
        "total": str(to_decimal(document.total_thousandths)),
        "currency": document.currency,
        "file": files[0].path,
        "sha256": files[0].sha256,
        "pdf": pdf.path if pdf else "",
        "pdf_sha256": pdf.sha256 if pdf else "",
    }


def _as_json(rows: Sequence[dict[str, str]]) -> bytes:
    text = json.dumps({"version": 1, "documents": list(rows)}, ensure_ascii=False, indent=1)
    return text.encode() + b"\n"


def _as_csv(rows: Sequence[dict[str, str]]) -> bytes:
    """Semicolons, a decimal comma and a mark for UTF-8: a Belgian spreadsheet opens it as it is."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        total = row["total"].replace(".", ",")  # no thousands separator: a sheet must read it as a number
        writer.writerow({**{name: _plain(value) for name, value in row.items()}, "total": total})
    return text.getvalue().encode("utf-8-sig")


def _plain(value: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
