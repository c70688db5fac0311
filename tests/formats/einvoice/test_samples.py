"""Every instance document of the sample folder: read, alike in both syntaxes, and the same after writing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from benchmarks import einvoice as report
from boekbrug.formats import einvoice

INSTANCES = {"ubl", "cii", "other", "pdf"}
# Which profile it follows; what the converter of the samples changed when it made UBL of CII.
CONVERTED = {"customization", "profile", "trade_name", "identifiers", "gross_price", "price_discount"}


def instances(shared: Path) -> list[Path]:
    """The documents of the index, without the sets of rule tests."""
    folder = shared / "samples/ubl"
    with (folder / "INDEX.csv").open(newline="", encoding="utf-8") as index:
        return [folder / row["file"] for row in csv.DictReader(index) if row["kind"] in INSTANCES]


def differences(one: object, other: object, place: str = "") -> Iterator[str]:
    """Yield the places where two values differ, except for what the converter changed."""
    if is_dataclass(one) and type(one) is type(other):
        for field in fields(one):
            if field.name not in CONVERTED:
                mine, theirs = getattr(one, field.name), getattr(other, field.name)
                yield from differences(mine, theirs, f"{place}.{field.name}")
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for position, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from differences(mine, theirs, f"{place}[{position}]")
    elif one != other:
        yield f"{place}: {one} {other}"


def test_every_instance_document_is_read(shared: Path) -> None:
    files = instances(shared)

    refused = [file.name for file in files if einvoice.read(file.read_bytes()).invoice is None]

    assert len(files) > 150
    assert refused == []


def test_a_document_says_the_same_in_ubl_and_in_cii(shared: Path) -> None:
    folder = shared / "samples/ubl/zugferd-corpus"
    pairs = [
        (cii, ubl)
        for cii in sorted((folder / "CII").glob("*.xml"))
        if (ubl := folder / "UBL" / cii.name.replace(".cii.", ".ubl.")).exists()
    ]

    assert len(pairs) > 10
    for pair in pairs:
        cii, ubl = (einvoice.read(file.read_bytes()).invoice for file in pair)
        assert list(differences(cii, ubl)) == [], pair[0].name


def test_what_was_read_of_any_format_is_written_and_read_again_alike(shared: Path) -> None:
    same = 0
    for file in instances(shared):
        invoice = einvoice.read(file.read_bytes()).invoice
        assert invoice is not None
        is_fit = invoice.lines and all(line.net == round(line.net, 3) for line in invoice.lines)
        if not is_fit:  # no lines, or nets of four decimals: Peppol takes neither
            continue
        same += 1
        again = einvoice.read(einvoice.write_bis3(invoice)).invoice
        assert again == einvoice.as_bis3(invoice), file.name
    assert same > 150


def test_the_report_counts_what_was_read_and_left(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts, files, sets, _ = report.counted(shared / "samples/ubl")
    report.show(counts, is_whole=False)

    assert sum(one.read for one in counts.values()) == files
    assert sets > 100
    assert "left nothing unread" in capsys.readouterr().out


def test_the_report_names_what_was_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.xml").write_text("<Invoice>")

    counts, *_ = report.counted(tmp_path)
    report.show(counts, is_whole=True)

    assert "broken.xml" in capsys.readouterr().out
