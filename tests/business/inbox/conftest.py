"""An's hand, inside her dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from boekbrug.business.dossiers import tenant
from tests.business.inbox.hand import Hand
from tests.cast import Cast


@pytest.fixture
def hand(cast: Cast, now: dt.datetime) -> Iterator[Hand]:
    """An hands files in; her dossier has no account yet."""
    with tenant.enter(cast.atelier):
        yield Hand(cast, cast.an, now)
