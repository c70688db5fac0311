"""A sealed stream opens as it was, or not at all."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.business.safekeeping import streams
from boekbrug.business.safekeeping.streams import CHUNK_BYTES, HEAD_BYTES, TAG_BYTES, PartDamaged

KEY = bytes(range(32))
SIZES = (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES)


def sealed(content: bytes, name: str = "part") -> bytes:
    """Seal in odd pieces."""
    pieces = (content[at : at + 70_001] for at in range(0, len(content), 70_001))
    return b"".join(streams.seal(pieces, key=KEY, name=name))


def opened(content: bytes, name: str = "part", key: bytes = KEY) -> bytes:
    """Open a sealed stream."""
    return b"".join(streams.unseal(io.BytesIO(content), key=key, name=name))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_opens_as_it_was(size: int) -> None:
    content = random.Random(size).randbytes(size)

    assert opened(sealed(content)) == content


@given(st.data())
def test_a_changed_byte_is_found(data: st.DataObject) -> None:
    whole = bytearray(sealed(b"1234567890" * 20))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(PartDamaged):
        opened(bytes(whole))


@given(st.integers(0, HEAD_BYTES + 200 + TAG_BYTES - 1))
def test_a_cut_stream_is_found(length: int) -> None:
    with pytest.raises(PartDamaged):
        opened(sealed(b"1234567890" * 20)[:length])


def test_a_stream_cut_between_chunks_is_found() -> None:
    whole = sealed(bytes(3 * CHUNK_BYTES))

    with pytest.raises(PartDamaged):
        opened(whole[: HEAD_BYTES + 2 * (CHUNK_BYTES + TAG_BYTES)])


def test_swapped_chunks_are_found() -> None:
    whole, size = sealed(bytes(3 * CHUNK_BYTES)), CHUNK_BYTES + TAG_BYTES
    head, chunks = whole[:HEAD_BYTES], whole[HEAD_BYTES:]
    swapped = head + chunks[size : 2 * size] + chunks[:size] + chunks[2 * size :]

    with pytest.raises(PartDamaged):
        opened(swapped)


def test_a_part_under_another_name_or_key_does_not_open() -> None:
    with pytest.raises(PartDamaged):
        opened(sealed(b"money"), name="other")
    with pytest.raises(PartDamaged):
        opened(sealed(b"money"), key=bytes(32))


def test_each_stream_has_a_key_of_its_own() -> None:
    """Under one key, 56 random bits of nonce would meet among millions of kept files."""
    first, second = sealed(b"money"), sealed(b"money")

    assert first[:HEAD_BYTES] != second[:HEAD_BYTES]
    assert HEAD_BYTES - len(streams.MAGIC) >= 32
    with pytest.raises(PartDamaged):
        opened(first[:HEAD_BYTES] + second[HEAD_BYTES:])
