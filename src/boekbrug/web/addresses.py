"""How ids stand in addresses."""

from __future__ import annotations

from boekbrug.business.dossiers.public_ids import ALPHABET, LENGTH


class PublicId:
    """The opaque id of a row: thirteen letters and digits."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        """Return the id as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the id as it stands."""
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
