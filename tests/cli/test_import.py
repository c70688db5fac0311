"""`boekbrug import`: files, folders and ZIP go in once; what is refused says why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from boekbrug.business.banking.models import Statement
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.inbox.models import Intake
from tests.business.banking.sheets import OTHER_IBAN, day, file_of, sheet
from tests.business.inbox.hand import zip_of
from tests.cli.test_check import FINE, WRONG_SUM
from tests.cli.typing_in import boekbrug, is_one_refusal, printed, program

NEXT = file_of(sheet(2, opening=120, amounts=(5,), since=day(2), on=day(3)))
FOREIGN = file_of(sheet(1, opening=0, amounts=(1,), since=day(1), on=day(2), account=OTHER_IBAN))


def placed(folder: Path, **files: bytes) -> Path:
    """Put files in a folder, each under its name with .cod behind it."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.cod").write_bytes(content)
    return folder


def states(done: Any) -> list[str]:
    return [file["state"] for file in printed(done)["files"]]


def test_files_of_a_folder_go_in_by_name(atelier: Dossier, tmp_path: Path) -> None:
    folder = placed(tmp_path / "in", a=FINE, b=NEXT)

    done = boekbrug("import", folder, "--dossier", atelier.public_id, "--json")

    assert (done.exit_code, states(done)) == (0, ["IMPORTED", "IMPORTED"])
    numbers = Statement.across.filter(dossier=atelier).order_by("sequence")
    assert list(numbers.values_list("sequence", flat=True)) == [1, 2]
    assert set(Intake.across.values_list("channel", flat=True)) == {"cli"}


def test_the_same_file_again_is_known_and_fine(atelier: Dossier, tmp_path: Path) -> None:
    folder = placed(tmp_path / "in", a=FINE)
    boekbrug("import", folder, "--dossier", atelier.name)

    again = boekbrug("import", folder / "a.cod", "--dossier", atelier.enterprise_number, "--json")

    assert (again.exit_code, states(again)) == (0, ["KNOWN"])
    assert Statement.across.count() == 1


def test_a_zip_is_opened(atelier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "both.zip").write_bytes(zip_of({"1.cod": FINE, "2.cod": NEXT}))

    done = boekbrug("import", tmp_path / "both.zip", "--dossier", atelier.public_id)

    assert done.exit_code == 0
    assert done.stdout.startswith("both.zip: taken in")
    assert Statement.across.count() == 2


def test_what_is_refused_is_told_and_the_rest_goes_in(atelier: Dossier, tmp_path: Path) -> None:
    folder = placed(tmp_path / "in", a=WRONG_SUM, b=FOREIGN, c=FINE)

    done = boekbrug("import", folder, "--dossier", atelier.public_id, "--json")

    assert (done.exit_code, states(done)) == (1, ["REFUSED", "QUARANTINE", "IMPORTED"])
    (problem,) = printed(done)["files"][0]["problems"]
    assert problem["code"] == "coda-balance-differs"
    assert "the closing balance is 126,00" in problem["message"]


def test_a_file_above_the_limit_is_refused_with_both_sizes(
    atelier: Dossier, tmp_path: Path, settings: Any
) -> None:
    settings.UPLOAD_BYTES_MAX = 1024 * 1024
    folder = placed(tmp_path / "in", a=b"0" * (1024 * 1024 + 1))

    done = boekbrug("import", folder, "--dossier", atelier.public_id)

    assert done.exit_code == 1
    assert "a.cod: refused" in done.stdout
    assert Intake.across.count() == 0


def test_an_unknown_dossier_is_told(atelier: Dossier, tmp_path: Path) -> None:
    done = boekbrug("import", placed(tmp_path / "in", a=FINE), "--dossier", "Atelier Zuidzee")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "Dossiers found for Atelier Zuidzee: 0." in done.stderr


def test_nothing_goes_in_when_one_path_is_missing(atelier: Dossier, tmp_path: Path) -> None:
    folder = placed(tmp_path / "in", a=FINE)

    done = boekbrug("import", folder, tmp_path / "gone.cod", "--dossier", atelier.public_id)

    assert done.exit_code == 2
    assert Intake.across.count() == 0


def test_without_tables_it_says_how_to_make_them(tmp_path: Path) -> None:
    folder = placed(tmp_path / "in", a=FINE)

    done = program("import", folder, "--dossier", "x", folder=tmp_path, data=tmp_path / "data")

    assert is_one_refusal(done)
    assert "Run `boekbrug serve` once" in done.stderr
