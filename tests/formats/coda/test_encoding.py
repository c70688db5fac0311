"""Which encoding the bytes of whole lines are in, decided by their columns and by the letters around them."""

from __future__ import annotations

import pytest

from boekbrug.formats.coda import encoding


@pytest.fixture(autouse=True)
def _weighed_afresh() -> None:
    """What a byte weighed in another test proves nothing here."""
    encoding._weights.cache_clear()


def _line(content: bytes, width: int = 128) -> bytes:
    return content.ljust(width) + b"\n"


def test_an_encoding_is_like_ascii_when_digits_and_line_ends_are_its_bytes() -> None:
    likeness = {
        name: encoding.is_like_ascii(name) for name in ("cp1252", "cp850", "utf-8", "utf-16", "cp1140")
    }

    assert likeness == {"cp1252": True, "cp850": True, "utf-8": True, "utf-16": False, "cp1140": False}


def test_lines_of_128_characters_tell_that_bytes_are_utf_8() -> None:
    two_bytes = "é".encode()

    assert encoding.detect(_line(two_bytes, 129) + _line(b"PLAIN")) == "utf-8"
    assert encoding.detect(_line(two_bytes, 128) + _line(b"PLAIN")) == "cp1252"
    assert encoding.detect(_line(two_bytes, 90)) == "utf-8"
    assert encoding.detect(_line(two_bytes, 129) + _line(two_bytes, 128)) == "utf-8"
    assert encoding.detect(_line(b"\xe9", 128)) == "cp1252"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CAFé", "cp850"),
        ("CAFé", "cp1252"),
        ("éCOLE", "cp850"),
        ("Ša", "iso8859-15"),
        ("aŠ", "iso8859-15"),
        ("prix: 5 €", "iso8859-15"),
        ("n° 5 «a»", "cp1252"),
        ("Ørsted", "cp850"),
    ],
)
def test_a_letter_beside_a_letter_speaks_for_its_encoding(text: str, name: str) -> None:
    assert encoding.detect(_line(text.encode(name))) == name


def test_only_the_bytes_beside_a_byte_count() -> None:
    """The euro of Latin-9 is an accented capital of the others, but only beside a letter."""
    assert encoding.detect(b"\xa4 ") == "iso8859-15"
    assert encoding.detect(b"A\xa4A") == "cp850"
    assert encoding.detect(b"A \xa4 A") == "iso8859-15"


def test_what_no_encoding_has_tells_against_it() -> None:
    assert encoding.detect(b"\x81") == "cp850"  # a letter there, nothing in Windows-1252
    assert encoding.detect(b"\x80 ") == "cp1252"


@pytest.mark.parametrize(
    "name",
    [
        *("Hernández", "Novák", "Šimek", "Pešek", "Óscar", "Bartoš", "ŠIMEK", "João", "Jirí"),
        *("Gómez", "Weiß", "SOCIéTé", "l’école", "L’OR", "“bonjour”", "Œuvre", "cœur", "Žatec", "Muñoz"),
    ],
)
def test_a_name_in_windows_1252_is_not_read_as_dos(name: str) -> None:
    assert encoding.detect(_line(f"VIREMENT {name} ".encode("cp1252"))) == "cp1252"


@pytest.mark.parametrize(
    "name", ["crème", "MÜLLER", "Über", "maître", "Núñez", "MUÑOZ", "Çelik", "Jürgen", "né"]
)
def test_a_name_in_dos_is_read_as_such(name: str) -> None:
    assert encoding.detect(_line(f"VIREMENT {name} ".encode("cp850"))) == "cp850"
