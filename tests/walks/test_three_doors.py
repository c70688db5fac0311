"""A file has the same result through the command line, the API and the web."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.walks.doors import own_files, samples, through_every_door

EXPECTED = {
    "good.cod": ("IMPORTED", 2, 3),
    "two-accounts": ("IMPORTED", 2, 3),
    "twice.cod": ("IMPORTED", 1, 2),
    "wrong-balance.cod": ("PARTLY", 1, 2),
    "cut.cod": ("REFUSED", 0, 0),
    "details-only.cod": ("IMPORTED", 1, 0),
    "empty.cod": ("REFUSED", 0, 0),
    "holiday.jpg": ("REFUSED", 0, 0),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_file_of_ours_has_one_result_by_three_doors(name: str) -> None:
    results = through_every_door(name, own_files()[name], with_accounts=True)

    by_cli = results["cli"]
    assert results == dict.fromkeys(results, by_cli)
    assert set(results) == {"cli", "api", "web"}
    assert (by_cli.report["state"], len(by_cli.statements), len(by_cli.movements)) == EXPECTED[name]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_unknown_account_waits_by_three_doors(name: str) -> None:
    results = through_every_door(name, own_files()[name], with_accounts=False)

    by_cli = results["cli"]
    assert results == dict.fromkeys(results, by_cli)
    assert by_cli.report["state"] == ("REFUSED" if EXPECTED[name][0] == "REFUSED" else "QUARANTINE")
    assert (by_cli.statements, by_cli.movements) == ([], [])


@pytest.mark.django_db
@pytest.mark.parametrize("path", samples(), ids=lambda path: path.name)
@pytest.mark.parametrize("with_accounts", [True, False], ids=["known", "unknown"])
def test_a_sample_has_one_result_by_three_doors(path: Path, *, with_accounts: bool) -> None:
    results = through_every_door(path.name, path.read_bytes(), with_accounts=with_accounts)

    by_cli = results["cli"]
    assert results == dict.fromkeys(results, by_cli)
    is_whole = by_cli.report["state"] in ("IMPORTED", "KNOWN")
    assert is_whole or by_cli.report["problems"], "a file that is not taken in says why"


def test_the_samples_are_there(shared: Path) -> None:
    assert len(samples()) >= 20
