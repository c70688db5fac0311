"""Sealed secrets open with the right key, in the right place, and nowhere else."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from boekbrug.business import sealing

SECRET = "tok-4f0c-éé-2b1a"
ABOUT = "connection/1/abc/token"


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    settings.SEALING_KEYS = tmp_path / "keys" / "sealing.keys"
    return settings.SEALING_KEYS


def test_a_secret_opens_where_it_was_sealed_and_reads_like_nothing(keys: Path) -> None:
    sealed, again = (sealing.seal(SECRET, about=ABOUT) for _ in range(2))

    assert sealing.unseal(sealed, about=ABOUT) == SECRET
    assert sealed != again
    assert SECRET not in sealed
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600


def test_it_does_not_open_in_another_row_or_when_a_letter_changed() -> None:
    sealed = sealing.seal(SECRET, about=ABOUT)
    head, _, body = sealed.rpartition(":")
    swapped = body[:-4] + ("A" if body[-4] != "A" else "B") + body[-3:]

    for broken, about in (
        (sealed, "connection/2/abc/token"),
        (f"{head}:{swapped}", ABOUT),
        (f"{head}:é", ABOUT),
    ):
        with pytest.raises(sealing.SealBroken, match="does not open"):
            sealing.unseal(broken, about=about)


def test_a_key_of_another_server_is_named(keys: Path) -> None:
    sealed = sealing.seal(SECRET, about=ABOUT)
    keys.unlink()
    sealing.seal("other", about=ABOUT)

    with pytest.raises(
        sealing.SealBroken, match=r"which is not on this server. Put back the file sealing.keys"
    ):
        sealing.unseal(sealed, about=ABOUT)


def test_a_new_key_is_taken_up_at_once_and_the_old_one_still_opens() -> None:
    sealed = sealing.seal(SECRET, about=ABOUT)

    new = sealing.add_key()

    assert f":{new}:" in sealing.seal(SECRET, about=ABOUT)
    assert sealing.unseal(sealed, about=ABOUT) == SECRET
    assert not sealing.is_current(sealed)
    assert sealing.forget_earlier_keys() == 1
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(sealed, about=ABOUT)


def test_a_damaged_key_file_is_a_sentence(keys: Path) -> None:
    sealing.seal(SECRET, about=ABOUT)
    keys.write_text("nonsense\n")

    with pytest.raises(sealing.SealBroken, match=r"line 1 is wrong. Restore it from backup"):
        sealing.seal(SECRET, about=ABOUT)
