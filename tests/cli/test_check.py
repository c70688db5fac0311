"""`boekbrug check`: the shape of its JSON is stable; the exit code says whether all is well."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from boekbrug.cli import files
from tests.business.banking.sheets import day, file_of, sheet
from tests.cli.typing_in import boekbrug, is_one_refusal, printed, program
from tests.formats.einvoice import old_files
from tests.formats.einvoice.invoices import xml

FINE = file_of(sheet(1, opening=100, amounts=(20,), since=day(1), on=day(2)))
WRONG_SUM = FINE.replace(b"000000000120000", b"000000000126000", 1)


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    path = tmp_path / "bank.cod"
    path.write_bytes(FINE)
    return path


def test_a_sound_file_is_ok(fine: Path) -> None:
    done = boekbrug("check", fine, "--json")

    assert done.exit_code == 0
    assert printed(done) == {
        "files": [{"file": "bank.cod", "format": "coda", "verdict": "ok", "tolerances": [], "problems": []}]
    }


def test_a_problem_has_its_nine_fields_and_its_place(tmp_path: Path) -> None:
    (tmp_path / "wrong.cod").write_bytes(WRONG_SUM)

    done = boekbrug("check", tmp_path / "wrong.cod", "--json")

    (file,) = printed(done)["files"]
    (problem,) = file["problems"]
    assert (done.exit_code, file["verdict"]) == (1, "problems")
    assert problem.pop("message").startswith(f"Line {problem['line']}, columns 43–57: ")
    assert problem == {
        "code": "coda-balance-differs",
        "severity": "error",
        "layer": "coda",
        "line": 6,
        "columns": {"first": 43, "last": 57},
        "place": "columns 43–57",
        "found": "126,00",
        "expected": "120,00",
    }


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty", b"", "file-empty"),
        ("a.pdf", b"%PDF-1.7 x", "pdf-broken"),
        ("x", b"\x00\x01", "file-unknown"),
    ],
)
def test_what_cannot_be_read_is_unreadable(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)

    done = boekbrug("check", tmp_path / name, "--json")

    (file,) = printed(done)["files"]
    assert (done.exit_code, file["verdict"]) == (1, "unreadable")
    assert [problem["code"] for problem in file["problems"]] == [code]


def test_a_damaged_pdf_is_told_once_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n2 0 R\nendobj\nstartxref\n9\n%%EOF")

    done = boekbrug("check", tmp_path / "a.pdf")

    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 2


def test_people_get_a_line_per_file_and_per_problem(fine: Path) -> None:
    (fine.parent / "empty.cod").write_bytes(b"")

    done = boekbrug("check", fine.parent)

    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == "bank.cod: coda, ok"
    assert "  ✗ The file is empty." in done.stdout


def test_it_runs_as_a_program_without_settings_or_database(fine: Path, tmp_path: Path) -> None:
    done = program("check", fine, folder=tmp_path, nonsense="refused elsewhere")

    assert (done.returncode, done.stdout) == (0, "bank.cod: coda, ok\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bank.cod"]


def test_a_path_that_is_not_there_stops_it_before_anything_is_checked(fine: Path, tmp_path: Path) -> None:
    done = program("check", fine, "elsewhere.cod", folder=tmp_path)

    assert is_one_refusal(done)
    assert done.stderr == "elsewhere.cod is not a file or folder. Check the spelling.\n"


def test_a_folder_without_files_is_a_mistake(tmp_path: Path) -> None:
    done = boekbrug("check", tmp_path)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "holds no file" in done.stderr


def test_strict_refuses_what_deviates_without_changing_a_value(tmp_path: Path) -> None:
    (tmp_path / "dos.cod").write_bytes(FINE + b"\x1a")

    assert boekbrug("check", tmp_path / "dos.cod").exit_code == 0
    done = boekbrug("check", tmp_path / "dos.cod", "--strict", "--json")

    (file,) = printed(done)["files"]
    assert (done.exit_code, file["verdict"]) == (1, "problems")
    assert [problem["code"] for problem in file["problems"]] == ["coda-tolerance-refused"]


def test_tolerances_are_told_when_they_were_needed(tmp_path: Path) -> None:
    (tmp_path / "dos.cod").write_bytes(FINE + b"\x1a")
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as packed:
        packed.writestr("dos.cod", FINE + b"\x1a")
        packed.writestr("short.cod", FINE.rstrip(b"\n"))

    for name, needed in (("dos.cod", ["final-0x1a"]), ("both.zip", ["final-0x1a", "missing-final-newline"])):
        (file,) = printed(boekbrug("check", tmp_path / name, "--json"))["files"]
        assert (file["verdict"], file["tolerances"]) == ("ok", needed)
        assert f"Let pass: {', '.join(needed)}\n" in boekbrug("check", tmp_path / name).stdout
    assert boekbrug("show", tmp_path / "dos.cod").stdout.startswith("Let pass: final-0x1a\n")


def test_an_encoding_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "dos.cod").write_bytes(FINE.replace(b"bedankt", b"caf\x82 be", 1))

    for command in (("check",), ("show",)):
        assert boekbrug(*command, tmp_path / "dos.cod", "--encoding", "cp850").exit_code == 0
    assert "café be" in boekbrug("show", tmp_path / "dos.cod", "--encoding", "cp850").stdout
    assert boekbrug("check", tmp_path / "dos.cod", "--encoding", "klingon").exit_code == 2


def test_a_file_a_little_too_large_says_more_than_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "FILE_BYTES_MAX", 1024**2)
    (tmp_path / "large.cod").write_bytes(b" " * (1024**2 + 1))

    assert "has 2 MiB; at most 1 MiB are read." in boekbrug("check", tmp_path / "large.cod").stderr


def test_a_file_that_could_not_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()

    with pytest.raises(OSError, match="there"):
        files.write_whole(tmp_path / "there", b"content")

    assert [one.name for one in tmp_path.iterdir()] == ["there"]


BAD_VAT = xml().replace(">5.18<", ">5.28<")


def test_a_broken_rule_has_its_term_its_place_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "factuur.xml").write_text(BAD_VAT, encoding="utf-8")

    done = boekbrug("check", tmp_path / "factuur.xml", "--json")

    (file,) = printed(done)["files"]
    told = {one["code"]: one for one in file["problems"]}
    assert (done.exit_code, file["verdict"], file["profile"]) == (1, "problems", "receive")
    assert file["rules"] == ["en16931", "peppol", "belgium"]
    assert set(told) == {"BR-CO-14", "BE-20"}  # what reading finds too is told once
    assert told["BE-20"].pop("message").startswith("The VAT is 5.28, but 21 % on 24.69 gives 5.18.")
    assert told["BE-20"] == {
        "code": "BE-20",
        "severity": "error",
        "layer": "belgium",
        "line": 85,
        "columns": None,
        "place": "/Invoice/cac:TaxTotal/cac:TaxSubtotal[1]/cbc:TaxAmount",
        "found": "5.28",
        "expected": "5.18",
        "term": "BT-117",
        "hint": "Let the program that made the invoice compute it again.",
    }


def test_people_read_the_rule_the_sentence_and_the_place(tmp_path: Path) -> None:
    (tmp_path / "factuur.xml").write_text(BAD_VAT, encoding="utf-8")

    done = boekbrug("--language", "nl", "check", tmp_path / "factuur.xml")

    assert "  ✗ BE-20 · BT-117: De btw is 5.28, maar 21 % van 24.69 geeft 5.18. In België" in done.stdout
    assert "    lijn 85 · /Invoice/cac:TaxTotal/cac:TaxSubtotal[1]/cbc:TaxAmount" in done.stdout
    assert "en16931, peppol, belgium (receive)" in done.stdout


@pytest.mark.parametrize(("profile", "code", "weight"), [("receive", 0, "warning"), ("send", 1, "error")])
def test_a_profile_weighs(tmp_path: Path, profile: str, code: int, weight: str) -> None:
    text = xml().replace("<cbc:BuyerReference>K-17</cbc:BuyerReference>", "")
    (tmp_path / "factuur.xml").write_text(text, encoding="utf-8")

    done = boekbrug("check", tmp_path / "factuur.xml", "--profile", profile, "--json")

    (problem,) = printed(done)["files"][0]["problems"]
    assert (done.exit_code, problem["code"], problem["severity"]) == (code, "PEPPOL-EN16931-R003", weight)


def test_e_fff_is_judged_as_an_old_file_and_a_zip_says_where(tmp_path: Path) -> None:
    (tmp_path / "oud.xml").write_text(old_files.E_FFF_2, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "maart.zip", "w") as archive:
        archive.writestr("factuur.xml", BAD_VAT)

    done = boekbrug("check", tmp_path, "--json")

    zipped, old = printed(done)["files"]
    assert (old["profile"], old["verdict"]) == ("legacy", "ok")
    assert {"en16931", "efff-2", "belgium"} == set(old["rules"])
    assert [one["place"].split(":")[0] for one in zipped["problems"]] == ["factuur.xml"] * 2
