"""The cast with keys, and a bank account with the customer who pays on it."""

from __future__ import annotations

import pytest

from tests.api.program import Program
from tests.cast import Cast


@pytest.fixture
def an(cast: Cast) -> Program:
    """An's program in her own dossier."""
    return Program(cast.atelier, cast.an)


@pytest.fixture
def bram(cast: Cast) -> Program:
    """A program of Bram, who makes invoices and hands files in, and no more."""
    return Program(cast.atelier, cast.bram)


@pytest.fixture
def dirk(cast: Cast) -> Program:
    """Dirk's program in his own dossier."""
    return Program(cast.dirks, cast.dirk)
