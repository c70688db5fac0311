"""An attachment is saved under a name that is no path, no command and not taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.formats.einvoice import Attachment
from boekbrug.formats.invoice_workshop.file_names import of_attachments

PDF, PNG = "application/pdf", "image/png"


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("factuur.pdf", PDF, "factuur.pdf"),
        ("Factuur.PDF", "application/pdf; charset=x", "Factuur.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Windows\\x.exe", PDF, "x.exe.pdf"),
        ("run.exe", "application/x-msdownload", "run.exe.bin"),
        ("page.html", "text/html", "page.html.bin"),
        (".bashrc", "text/plain", "bashrc.txt"),
        ("con.pdf", PDF, "attachment-con.pdf"),
        ("", PDF, "file.pdf"),
        ("..", PDF, "file.pdf"),
        ("a:b*c?.png", PNG, "a-b-c-.png"),
        ("gpj.\u202egnp", PNG, "gpj.gnp.png"),
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
    ],
)
def test_the_name_is_safe(name: str, media_type: str, expected: str) -> None:
    assert of_attachments([Attachment(name, media_type, b"")]) == [expected]


def test_two_of_one_name_are_told_apart_whatever_their_capitals() -> None:
    files = [Attachment(name, PDF, b"") for name in ("a.pdf", "A.pdf", "a.pdf")]

    assert of_attachments(files) == ["a.pdf", "A-2.pdf", "a-3.pdf"]


def test_thousands_of_one_name_are_numbered_without_trying_each_again() -> None:
    made = of_attachments([Attachment("a.pdf", PDF, b"")] * 30_000)

    assert (made[0], made[1], made[-1]) == ("a.pdf", "a-2.pdf", "a-30000.pdf")


@given(st.lists(st.text(max_size=300), max_size=4), st.sampled_from([PDF, "x/y"]))
def test_any_name_gives_one_that_every_system_takes(names: list[str], media_type: str) -> None:
    made = of_attachments([Attachment(name, media_type, b"") for name in names])

    assert len({one.casefold() for one in made}) == len(names)
    for one in made:
        assert len(one.encode()) <= 255
        assert one[0] not in ". "
        assert not set(one) & set('<>:"/\\|?*\x00\n')
        assert one.endswith((".pdf", ".bin"))
