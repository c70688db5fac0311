"""Hostile bytes are refused before they cost anything; honest ones are read in any encoding."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import xml_tree
from tests.formats.einvoice.invoices import an_invoice, xml

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1")
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/hostname">]>'


def code_of(data: bytes) -> str:
    """The code of the first problem of bytes that are refused."""
    reading = einvoice.read(data)
    assert reading.invoice is None
    return reading.problems[-1].code


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("before", ["", "<!-- a > b -->\n", "<?a b?>"])
def test_a_doctype_is_refused_in_every_encoding(encoding: str, before: str) -> None:
    assert code_of(f"{before}{DOCTYPE}<x>&c;</x>".encode(encoding)) == "xml-has-doctype"


def test_a_doctype_cannot_hide_in_an_encoding_that_we_do_not_read() -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'

    assert code_of(hidden) == "xml-unknown-encoding"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("UTF-8", "utf-8"),
        ("utf-16", "utf-16"),
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("UTF-8", "utf-8-sig"),
    ],
)
def test_an_honest_file_is_read_in_its_encoding(declared: str, encoding: str) -> None:
    text = xml(an_invoice(notes=("één café",))).replace("UTF-8", declared, 1)

    reading = einvoice.read(text.encode(encoding))

    assert reading.invoice is not None
    assert reading.invoice.notes == ("één café",)


def test_a_utf_8_file_that_calls_itself_utf_16_is_read_with_a_note() -> None:
    reading = einvoice.read(xml().replace("UTF-8", "utf-16", 1).encode("utf-8"))

    assert reading.invoice is not None
    assert [one.code for one in reading.problems] == ["xml-encoding-differs"]


def test_bytes_that_are_not_in_the_declared_encoding_are_refused() -> None:
    assert code_of(xml(an_invoice(notes=("café",))).encode("latin-1")) == "xml-wrong-encoding"


HOSTILE = {
    "xml-empty": b" \n\t",
    "xml-too-large": b"<x>" + b"a" * xml_tree.BYTES_MAX + b"</x>",
    "xml-too-many-elements": b"<x>" + b"<y/>" * 500_000 + b"</x>",
    "xml-too-many-attributes": b"<x " + b" ".join(b'a%d="1"' % n for n in range(1001)) + b"/>",
    "xml-too-deep": b"<x>" * 65 + b"</x>" * 65,
    "xml-not-well-formed": b"<x>&undefined;</x>",
}


@pytest.mark.parametrize("code", HOSTILE)
def test_a_file_over_a_limit_is_refused(code: str) -> None:
    assert code_of(HOSTILE[code]) == code


FLOODS = """
import re
from boekbrug.formats import einvoice

count = 400_000
floods = (
    b"<x>" + b"<y/>" * count + b"</x>",
    b"<x>" * count + b"</x>" * count,
    b"<x " + b" ".join(b'a%d="1"' % n for n in range(count - 1)) + b"/>",
    b"<x " + b" ".join(b'xmlns:a%d="u"' % n for n in range(count // 8)) + b"/>",
    b"<x>" + b"&#65;" * 4_000_000 + b"</x>",
)
assert all(einvoice.read(flood).invoice is None for flood in floods)
status = open("/proc/self/status").read()  # getrusage would count the memory of the test run, too
print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""


def test_floods_are_refused_within_two_hundred_megabytes() -> None:
    told = subprocess.run(
        [sys.executable, "-c", FLOODS], capture_output=True, check=True, text=True, timeout=60
    )

    assert int(told.stdout) < 200


def test_depth_up_to_the_limit_is_parsed() -> None:
    assert xml_tree.parse(b"<x>" * 64 + b"</x>" * 64).root is not None


def test_a_large_attachment_below_the_limit_is_read() -> None:
    content = random.Random(7).randbytes(15_000_000)
    invoice = an_invoice(attachments=(einvoice.Attachment("a.pdf", "application/pdf", content),))

    reading = einvoice.read(einvoice.write_bis3(invoice))

    assert reading.invoice is not None
    assert reading.invoice.pdf is not None
    assert reading.invoice.pdf.content == content


def test_the_file_system_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words", encoding="utf-8")
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    )

    reading = einvoice.read(xml().replace("<cbc:Note>Bedankt", f"<cbc:Note>{include}Bedankt").encode())

    assert "hidden words" not in str(reading)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert einvoice.read(data).problems


@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_a_damaged_document_never_raises(chance: random.Random, count: int) -> None:
    data = bytearray(xml().encode())
    for _ in range(count):
        start = chance.randrange(len(data))
        data[start : start + chance.randrange(30)] = chance.randbytes(chance.randrange(4))

    reading = einvoice.read(bytes(data))

    assert reading.invoice is not None or reading.problems
