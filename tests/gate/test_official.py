"""The official rules judge as they should: sound documents pass, spoiled ones do not, samples as recorded."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import Invoice
from tests.formats.einvoice import belgian
from tests.formats.einvoice.strategies import invoices
from tests.gate import official


def judged(paths: list[Path]) -> list[official.Verdict]:
    """Ask the official rules, or skip where they are not."""
    try:
        return official.judge(paths, may_fetch=False)
    except official.NotHere as why:
        pytest.skip(str(why))


def test_every_document_that_we_write_is_valid(tmp_path: Path) -> None:
    names = []
    for name, content in belgian.documents().items():
        (tmp_path / f"{name}.xml").write_bytes(content)
        names.append(name)

    verdicts = judged([tmp_path / f"{name}.xml" for name in names])

    found = {name: (one.schema, one.fatal, one.peppol) for name, one in zip(names, verdicts, strict=True)}
    assert {name for name, (schema, fatal, _) in found.items() if schema or fatal} == set()
    assert {name: peppol for name, (_, _, peppol) in found.items() if peppol} == {}


def test_any_document_that_we_write_keeps_to_the_schema(tmp_path: Path) -> None:
    paths: list[Path] = []

    @settings(phases=[Phase.generate], max_examples=20)
    @given(invoices())
    def write(invoice: Invoice) -> None:
        for content in (einvoice.write_bis3(invoice), einvoice.write_ubl_be(invoice)):
            paths.append(tmp_path / f"{len(paths)}.xml")
            paths[-1].write_bytes(content)

    write()

    assert {one.schema for one in judged(paths)} == {()}


SPOILED = (
    ("cbc:BuyerReference", "cbc:BuyerName", "schema"),
    ("</cbc:BuyerReference>", "", "schema"),
    ("</cbc:PayableAmount>", "9</cbc:PayableAmount>", "BR-CO-16"),
    (">EUR<", ">EUX<", "BR-CL-04"),
)


def test_a_spoiled_document_is_not_valid(tmp_path: Path) -> None:
    sound = belgian.documents()["rates"].decode()
    for name, (old, new, _) in enumerate(SPOILED):
        (tmp_path / f"{name}.xml").write_text(sound.replace(old, new))

    verdicts = judged([tmp_path / f"{name}.xml" for name in range(len(SPOILED))])

    assert not any(one.is_valid for one in verdicts)
    for one, (_, _, rule) in zip(verdicts, SPOILED, strict=True):
        assert rule in (one.fatal or ("schema",))


@pytest.mark.deep
def test_the_samples_are_judged_as_their_index_says(shared: Path) -> None:
    folder = shared / "samples/ubl"
    rows = [
        one
        for one in csv.DictReader((folder / "INDEX.csv").open(encoding="utf-8"))
        if one["root"] in ("Invoice", "CreditNote") and one["en16931_fatal"] != "n/a"
    ]

    verdicts = judged([folder / one["file"] for one in rows])

    differ = [
        (row["file"], row["en16931_fatal"], one.fatal)
        for row, one in zip(rows, verdicts, strict=True)
        if set(row["en16931_fatal"].split()) != set(one.fatal)
    ]
    assert differ == []
    assert len(rows) > 90


@pytest.mark.deep
def test_no_sample_that_is_valid_becomes_invalid_when_we_write_it(shared: Path, tmp_path: Path) -> None:
    folder = shared / "samples/ubl"
    rows = csv.DictReader((folder / "INDEX.csv").open(encoding="utf-8"))
    valid = [one["file"] for one in rows if one["root"] and not one["en16931_fatal"]]
    paths = []
    for name in valid:
        invoice = einvoice.read((folder / name).read_bytes()).invoice
        if invoice:
            paths.append(tmp_path / f"{len(paths)}-{Path(name).name}")
            paths[-1].write_bytes(einvoice.write_bis3(invoice))

    wrong = {path.name: one.fatal for path, one in zip(paths, judged(paths), strict=True) if not one.is_valid}
    assert wrong == {}
    assert len(paths) > 90
