"""Random changes to timelines, a few of each kind: each is found."""

from __future__ import annotations

import random

import pytest

from tests.faults import tampering
from tests.gate import application_role


@pytest.mark.django_db(transaction=True)
def test_every_change_is_found() -> None:
    told: list[str] = []

    with application_role.as_owner():
        unseen = tampering.tamper(times=60, dice=random.Random(7), tell=told.append)

    assert unseen == 0, "\n".join(told)
