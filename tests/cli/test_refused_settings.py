"""What the operator got wrong is one sentence and exit code 2, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.typing_in import is_one_refusal, program


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('port = "x', "boekbrug.toml is not TOML"),
        ("nonsense = 1", "Setting nonsense:"),
        ("port = 99999", "Setting port:"),
        ("[mail]\nport = 0", "Setting mail.port:"),
        ('outside_allowed = ["books.lan"]', "found 'books.lan', expected a host and a port"),
        ('secret_key = "short"', "The setting secret_key holds 5 characters, a key has at least 50."),
        ('database = "mysql://x"', "Setting database: found an address that starts with 'mysql'"),
    ],
)
def test_a_wrong_settings_file_is_refused(tmp_path: Path, written: str, told: str) -> None:
    (tmp_path / "boekbrug.toml").write_text(written)

    done = program("doctor", folder=tmp_path)

    assert is_one_refusal(done)
    assert told in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("port", "many", "Setting port:"),
        ("hosts", "one,two", 'field "hosts"'),
        ("colour", "red", "BOEKBRUG_COLOUR is not a setting of Boekbrug."),
        ("config", "gone.toml", "BOEKBRUG_CONFIG names gone.toml, which is not a file."),
        ("mail__hots", "x", "Setting mail.hots:"),
    ],
)
def test_a_wrong_variable_is_refused(tmp_path: Path, name: str, value: str, told: str) -> None:
    done = program("doctor", folder=tmp_path, **{name: value})

    assert is_one_refusal(done)
    assert told in done.stderr


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    done = program("dossier", "list", folder=tmp_path, data=tmp_path / "file" / "data")

    assert is_one_refusal(done)
    assert done.stderr.startswith(f"Setting data: the folder {tmp_path / 'file' / 'data'} cannot be made")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_without_rights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o500)

    done = program("dossier", "list", folder=tmp_path, data=tmp_path / "data")

    assert is_one_refusal(done)
    assert "the right to write in the data folder" in done.stderr


def test_a_key_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data" / "keys").mkdir(parents=True)
    (tmp_path / "data" / "keys" / "secret.key").write_text("half")

    done = program("verify", folder=tmp_path)

    assert is_one_refusal(done)
    assert "secret.key holds 4 characters, a key has at least 50. Restore it from backup." in done.stderr


@pytest.mark.parametrize("command", ["verify", "serve"])
def test_a_database_that_is_none_is_told(tmp_path: Path, command: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "boekbrug.sqlite3").write_text("not a database")

    done = program(command, folder=tmp_path)

    assert is_one_refusal(done)
    assert done.stderr.startswith("The database does not answer: file is not a database.")


def test_what_nobody_foresaw_is_kept_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from boekbrug.cli import check_command
    from tests.cli.typing_in import boekbrug

    def fall(*_: object) -> None:
        raise ZeroDivisionError("of ours")

    (tmp_path / "a.cod").touch()
    monkeypatch.setattr(check_command, "check", fall)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    done = boekbrug("check", tmp_path / "a.cod")

    (report,) = tmp_path.glob("boekbrug-error-*.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"The fault is ours: ZeroDivisionError. {report} says where")
    assert "ZeroDivisionError: of ours" in report.read_text()


@pytest.mark.parametrize(
    ("language", "port", "told"),
    [
        ("nl", "many", "Instelling port: verwacht een geheel getal; verbeter het."),
        ("fr", "99999", "Paramètre port : attendu 65.535 ou moins ; corrigez-le."),
        ("de", "0", "Einstellung port: erwartet 1 oder mehr; berichtigen Sie es."),
    ],
)
def test_a_wrong_setting_is_refused_in_the_language(
    tmp_path: Path, language: str, port: str, told: str
) -> None:
    done = program("doctor", folder=tmp_path, language=language, port=port)

    assert is_one_refusal(done)
    assert done.stderr == f"{told}\n"


def test_a_language_that_is_none_is_refused(tmp_path: Path) -> None:
    done = program("doctor", folder=tmp_path, language="pl")

    assert is_one_refusal(done)
    assert done.stderr == "Setting language: expected one of '', 'nl', 'fr', 'de', 'en'; choose one.\n"
