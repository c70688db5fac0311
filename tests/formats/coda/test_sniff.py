"""Recognising CODA by its first line."""

from __future__ import annotations

import pytest

from boekbrug.formats import coda
from tests.formats.coda import cases

DATA = coda.write([cases.statement()])


@pytest.mark.parametrize(
    "data",
    [
        DATA,
        DATA[:60],
        b"\r\n\r\n" + DATA,
        b"\xef\xbb\xbf" + DATA,
        DATA.decode("cp1252").encode("utf-16"),
        cases.edited(DATA, 1, 128, "5"),
        cases.edited(DATA, 1, 17, "D"),
        cases.edited(DATA, 1, 18, "TRACES"),
        cases.edited(DATA, 1, 17, "0"),
        cases.edited(DATA, 1, 2, "0012"),
        cases.edited(DATA, 1, 6, "ABCDEF"),
        cases.edited(DATA, 1, 2, "0012").decode("cp1252").encode("utf-32"),
        bytearray(DATA),
        memoryview(DATA),
    ],
)
def test_a_coda_file_is_recognised(data: bytes) -> None:
    assert coda.looks_like_coda(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"00000",
        b"%PDF-1.7",
        b"<?xml version='1.0'?>",
        b"PK\x03\x04",
        b"0" * 128,
        b"0" * 127 + b"2\n" + b"0" * 128,
        b"0" * 127 + b"2\n",
        DATA[129:],
        b":20:MT940",
    ],
)
def test_something_else_is_not(data: bytes) -> None:
    assert not coda.looks_like_coda(data)
