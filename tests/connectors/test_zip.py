"""The ZIP: the same bytes for the same parcels, and a manifest that holds."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile

from boekbrug.connectors.bridges.zip import Zip, ZipSettings, make_archive
from boekbrug.connectors.protocol import Tools
from tests.connectors.making import parcel


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_the_same_parcels_give_the_same_bytes() -> None:
    parcels = [parcel("F-1"), parcel("F-2")]

    assert make_archive(parcels, with_pdf=True) == make_archive(parcels, with_pdf=True)


def test_every_checksum_in_the_manifest_holds() -> None:
    receipt = Zip().send([parcel("F-1"), parcel("C-1", kind="SALE_CREDIT")], ZipSettings(), Tools())
    assert receipt.made is not None

    with opened(receipt.made) as archive:
        rows = json.loads(archive.read("manifest.json"))["documents"]
        hashes = {row["file"]: row["sha256"] for row in rows} | {
            row["pdf"]: row["pdf_sha256"] for row in rows
        }
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in hashes}

    assert found == hashes
    assert set(hashes) == {
        "sales/F-1.xml",
        "sales/F-1.pdf",
        "sales credit notes/C-1.xml",
        "sales credit notes/C-1.pdf",
    }


def test_the_list_for_people_opens_in_a_belgian_spreadsheet() -> None:
    with opened(make_archive([parcel("F-1")], with_pdf=True)) as archive:
        text = archive.read("manifest.csv").decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (row["number"], row["date"], row["contact"], row["total"]) == (
        "F-1",
        "2026-03-02",
        "Bakkerij De Korrel",
        "121,00",
    )


def test_a_name_that_looks_like_a_formula_stays_a_text() -> None:
    with opened(make_archive([parcel("F-1", contact="=1+1")], with_pdf=False)) as archive:
        text = archive.read("manifest.csv").decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert row["contact"] == "'=1+1"


def test_two_documents_with_one_name_both_stay() -> None:
    parcels = [parcel("2026-7", kind="PURCHASE"), parcel("2026-7", kind="PURCHASE", contact="Ander")]

    with opened(make_archive(parcels, with_pdf=False)) as archive:
        names = archive.namelist()

    assert names[2:] == ["purchases/2026-7.xml", "purchases/2026-7 (2).xml"]


def test_without_pdf_only_the_invoices_are_in_it() -> None:
    with opened(make_archive([parcel("F-1")], with_pdf=False)) as archive:
        assert archive.namelist() == ["manifest.csv", "manifest.json", "sales/F-1.xml"]


def test_a_lost_zip_may_be_made_again() -> None:
    assert Zip().find([parcel()], ZipSettings(), Tools()) is None
