"""Random changes to timelines, a few of each kind: each is found."""

from __future__ import annotations

import random

import pytest

from tests.faults import tampering


@pytest.mark.django_db
def test_every_change_is_found() -> None:
    told: list[str] = []

    assert tampering.tamper(times=60, dice=random.Random(7), tell=told.append) == 0, "\n".join(told)
