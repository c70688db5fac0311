"""ZIP files of unknown senders."""

from __future__ import annotations

import io
import random
import stat
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.formats import zip_reader
from boekbrug.formats.problem import Problem
from boekbrug.formats.shown_name import LENGTH_MAX, shown_name
from boekbrug.formats.zip_reader import Member, members


def a_zip(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def codes(data: bytes) -> list[str]:
    """The codes of the problems in an archive."""
    return [one.code for one in members(data) if isinstance(one, Problem)]


def test_the_files_come_out_in_order_with_their_names() -> None:
    data = a_zip(("map/januari.cod", b"one"), ("februari.xml", b"two"))

    assert list(members(data)) == [Member("januari.cod", b"one"), Member("februari.xml", b"two")]


def test_folders_and_what_computers_add_are_left_out() -> None:
    data = a_zip(("map/", b""), ("__MACOSX/._a.cod", b"x"), ("map/.DS_Store", b"x"), ("a.cod", b"y"))

    assert list(members(data)) == [Member("a.cod", b"y")]


def test_one_bad_file_does_not_hide_the_others() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    data = a_zip((link, b"/etc/passwd"), ("inner.zip", a_zip(("x", b"x"))), ("good.cod", b"good"))

    found = list(members(data))

    assert [one.code if isinstance(one, Problem) else one.name for one in found] == [
        "zip-link",
        "zip-nested",
        "good.cod",
    ]


def test_a_password_is_named() -> None:
    data = bytearray(a_zip(("secret.cod", b"x" * 40), method=zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1

    assert codes(bytes(data)) == ["zip-encrypted"]


def test_an_unusual_way_of_packing_is_named() -> None:
    assert codes(a_zip(("a", b"x"), method=zipfile.ZIP_LZMA)) == ["zip-unknown-method"]


def test_a_bomb_stops_at_its_ratio() -> None:
    assert codes(a_zip(("bomb", b"\x00" * 50_000_000), ("filler", random.Random(1).randbytes(600_000)))) == [
        "zip-too-dense"
    ]


def test_many_dense_files_together_stop_the_archive() -> None:
    data = a_zip(*((f"{n}.txt", b"\x00" * 900_000) for n in range(20)))

    assert codes(data) == ["zip-too-large"]


def test_a_small_file_of_blanks_is_no_bomb() -> None:
    data = a_zip(("blanks.cod", b" " * 400_000))

    assert [one.name for one in members(data) if isinstance(one, Member)] == ["blanks.cod"]


def test_too_many_files_are_refused_before_they_are_opened() -> None:
    data = a_zip(*((f"{n}", b"") for n in range(zip_reader.FILES_MAX + 1)))

    assert codes(data) == ["zip-too-many-files"]


def test_a_lie_about_the_size_is_found() -> None:
    data = bytearray(a_zip(("a.cod", b"hello world" * 100)))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (5).to_bytes(4, "little")

    assert codes(bytes(data)) == ["zip-member-damaged"]


@given(st.binary(max_size=200))
def test_any_bytes_give_members_or_problems(data: bytes) -> None:
    assert list(members(data))


@given(st.randoms(use_true_random=False))
def test_a_damaged_archive_never_raises(chance: random.Random) -> None:
    data = bytearray(a_zip(("a.cod", b"some text " * 50), ("b.xml", b"<x/>" * 50)))
    for _ in range(chance.randrange(1, 10)):
        data[chance.randrange(len(data))] = chance.randrange(256)

    assert all(isinstance(one, Member | Problem) for one in members(bytes(data)))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\boek\\jan.cod", "jan.cod"),
        ("fac\u202etxt.exe", "factxt.exe"),
        ("a\r\nb\x00.cod", "ab.cod"),
        ("..", "file"),
        ("", "file"),
        ("map/", "map"),
        ("x" * 300 + ".cod", "x" * 115 + "….cod"),
    ],
)
def test_a_name_is_shown_without_path_or_tricks(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@given(st.text())
def test_every_name_is_short_and_flat(name: str) -> None:
    shown = shown_name(name)

    assert 0 < len(shown) <= LENGTH_MAX
    assert not set(shown) & set("/\\\n\r\x00\u202e\u2066")


def test_a_member_without_a_name_never_raises() -> None:
    data = a_zip(("~.txt", b"some text")).replace(b"~.txt", b"\0.txt")  # the name ends at the zero

    assert all(isinstance(one, Member | Problem) for one in members(data))
