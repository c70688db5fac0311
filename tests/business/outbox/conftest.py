"""Each test of the outbox plays in the atelier, with folders of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.dossiers import tenant


@pytest.fixture
def roots(settings: Any, tmp_path: Path) -> Path:
    """The folder in which deliveries land."""
    settings.FOLDER_ROOTS = [tmp_path / "deliveries", tmp_path / "shared"]
    return tmp_path / "deliveries"


@pytest.fixture
def atelier(cast: Any, roots: Path) -> Iterator[Any]:
    """An's dossier, entered."""
    with tenant.enter(cast.atelier):
        yield cast.atelier
