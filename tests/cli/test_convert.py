"""`boekbrug convert` and `boekbrug anonymise`: one CODA file in, one file out, nothing overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from boekbrug.formats import coda
from boekbrug.formats.spreadsheets.reader import read_csv, read_xlsx
from boekbrug.project import catalogues
from tests.business.banking.sheets import IBAN
from tests.cli.test_check import FINE, WRONG_SUM
from tests.cli.typing_in import boekbrug, printed, program


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    path = tmp_path / "bank.cod"
    path.write_bytes(FINE)
    return path


def test_json_is_what_show_prints(fine: Path, tmp_path: Path) -> None:
    done = boekbrug("convert", fine, "--to", "json", tmp_path / "bank.json")

    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads((tmp_path / "bank.json").read_bytes()) == printed(boekbrug("show", fine, "--json"))


def test_csv_and_excel_have_a_row_for_each_movement(fine: Path, tmp_path: Path) -> None:
    for form in ("csv", "xlsx"):
        boekbrug("--language", "nl", "convert", fine, "--to", form, tmp_path / f"bank.{form}")
    rows = read_csv((tmp_path / "bank.csv").read_bytes())
    book = read_xlsx((tmp_path / "bank.xlsx").read_bytes())

    assert [row[0] for row in rows] == [row[0] for row in book] == ["Rekening", IBAN]
    assert "20,00" in rows[1]


def test_coda_is_written_as_we_write_it(fine: Path, tmp_path: Path) -> None:
    (tmp_path / "dos.cod").write_bytes(FINE.replace(b"\n", b"\r\n") + b"\x1a")

    done = boekbrug("convert", tmp_path / "dos.cod", "--to", "coda", tmp_path / "new.cod")

    assert done.exit_code == 0
    assert (tmp_path / "new.cod").read_bytes() == FINE


def test_a_file_with_errors_becomes_a_table_but_no_coda(tmp_path: Path) -> None:
    (tmp_path / "wrong.cod").write_bytes(WRONG_SUM)

    table = boekbrug("convert", tmp_path / "wrong.cod", "--to", "csv", tmp_path / "a.csv")
    refused = boekbrug("convert", tmp_path / "wrong.cod", "--to", "coda", tmp_path / "a.cod")

    assert (table.exit_code, refused.exit_code) == (1, 1)
    assert "the closing balance is 126,00" in table.stderr
    assert "has errors" in refused.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "wrong.cod"]


def test_an_anonymous_file_is_valid_and_the_same_for_the_same_key(fine: Path, tmp_path: Path) -> None:
    for name, words in {"a": ("--key", "geheim"), "b": ("--key", "geheim"), "c": (), "d": ()}.items():
        assert boekbrug("anonymise", fine, tmp_path / name, *words).exit_code == 0
    made = {name: (tmp_path / name).read_bytes() for name in "abcd"}

    assert made["a"] == made["b"]
    assert len(set(made.values())) == 3
    assert IBAN.encode() not in made["c"]
    assert boekbrug("check", tmp_path / "c").exit_code == 0
    assert [len(one.movements) for one in coda.read(made["c"])] == [1]


@pytest.mark.parametrize("words", [("convert", "--to", "json"), ("anonymise",)], ids=["convert", "anonymise"])
@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("note.txt", "out", "deze opdracht neemt CODA-bestanden"),
        (".", "out", "is een map"),
        ("nothing.cod", "out", "is geen bestand of map"),
        ("bank.cod", "note.txt", "bestaat"),
        ("bank.cod", "no/out", "is geen map waarin"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    fine: Path, words: tuple[str, ...], source: str, target: str, said: str
) -> None:
    catalogues.compile_catalogues()
    folder = fine.parent
    (folder / "note.txt").write_text("Beste boekhouder")

    done = boekbrug("--language", "nl", *words, folder / source, folder / target)

    assert (done.exit_code in (1, 2), done.stdout) == (True, "")
    assert said in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["bank.cod", "note.txt"]


def test_it_runs_as_a_program_without_settings_or_database(fine: Path, tmp_path: Path) -> None:
    done = program("anonymise", fine, "out.cod", folder=tmp_path, nonsense="refused elsewhere")

    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bank.cod", "out.cod"]


def test_messages_that_a_table_does_not_carry_are_told(tmp_path: Path) -> None:
    (statement,) = coda.read(FINE)
    statement.messages = ["YOUR CARD EXPIRES", "GREETINGS"]
    (tmp_path / "bank.cod").write_bytes(coda.write([statement]))

    for form, told in (("csv", True), ("xlsx", True), ("json", False), ("coda", False)):
        done = boekbrug("convert", tmp_path / "bank.cod", "--to", form, tmp_path / f"new.{form}")
        assert done.exit_code == 0
        assert ("messages from the bank left out: 2" in done.stderr) == told
