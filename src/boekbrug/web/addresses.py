"""How ids and small numbers stand in addresses and forms."""

from __future__ import annotations

from boekbrug.business.dossiers.public_ids import ALPHABET, LENGTH

NUMBER_DIGITS_MAX = 9


def small_number(text: str) -> int | None:
    """Return a whole number of a form, such as a version; None for what is none, or is absurdly long."""
    return int(text) if text.isdecimal() and len(text) <= NUMBER_DIGITS_MAX else None


class PublicId:
    """The opaque id of a row: thirteen letters and digits."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        """Return the id as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the id as it stands."""
        return value


class Letters:
    """Letters and digits without a dash, which ends them."""

    regex = "[0-9A-Za-z]+"

    def to_python(self, value: str) -> str:
        """Return the text as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the text as it stands."""
        return value


class FileForm:
    """The form in which a document is handed over."""

    regex = "ubl|pdf"

    def to_python(self, value: str) -> str:
        """Return the form as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the form as it stands."""
        return value
