"""The command line plays in the atelier: An's dossier, with an account, outside any entered dossier."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.banking import actions as banking
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.people.actor import PROGRAM
from tests.business.banking.sheets import IBAN
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _an_english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the terminal of this machine speaks."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("BOEKBRUG_LANGUAGE", raising=False)


@pytest.fixture
def atelier(cast: Cast, settings: Any, tmp_path: Path, now: dt.datetime) -> Dossier:
    """An's dossier with a bank account; its deliveries land in the test's own folder."""
    settings.FOLDER_ROOTS = [tmp_path / "deliveries"]
    with tenant.enter(cast.atelier):
        banking.add_account(iban=IBAN, currency="EUR", name="Zicht", actor=PROGRAM, now=now)
    return cast.atelier


@pytest.fixture
def blobs(settings: Any, tmp_path: Path) -> Path:
    """A place of the test's own for kept files, which it may damage."""
    settings.BLOBS = tmp_path / "files"
    return tmp_path / "files"
