"""Names under which attachments may be saved: never a path, never a program that opens by itself.

What a sender calls a file is text for people. The ending follows the kind of file that the invoice declares;
a kind that no invoice should carry ends in .bin, whatever it calls itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from boekbrug.formats.einvoice.model import Attachment
from boekbrug.formats.shown_name import shown_name

ENDINGS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "text/csv": (".csv",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "application/xml": (".xml",),
    "text/xml": (".xml",),
    "text/plain": (".txt",),
}
UNKNOWN_ENDING = (".bin",)
_STEM_BYTES_MAX = 180  # file systems take 255 bytes for a whole name
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "-"))
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{at}" for port in ("com", "lpt") for at in range(1, 10))}


def of_attachments(attachments: Iterable[Attachment]) -> list[str]:
    """Return a safe name for each, no two the same on a system that ignores capitals."""
    taken: dict[str, int] = {}
    return [_free(one, taken) for one in attachments]


def _free(one: Attachment, taken: dict[str, int]) -> str:
    """A name that is not taken; `taken` holds the last number that each was given, so none is tried twice."""
    stem, ending = _parts(one)
    first = f"{stem}{ending}".casefold()
    name, at = f"{stem}{ending}", taken.get(first, 1)
    while name.casefold() in taken:
        at += 1
        name = f"{stem}-{at}{ending}"
    taken[first] = at
    taken.setdefault(name.casefold(), 1)
    return name


def _parts(one: Attachment) -> tuple[str, str]:
    """The stem and the ending of a safe name."""
    kind = one.media_type.partition(";")[0].strip().lower()
    allowed = ENDINGS.get(kind, UNKNOWN_ENDING)
    name = shown_name(one.name).translate(_FORBIDDEN)
    found = PurePath(name).suffix.lower()
    stem, ending = (name[: -len(found)], found) if found in allowed else (name, allowed[0])
    stem = stem.encode()[:_STEM_BYTES_MAX].decode(errors="ignore").strip(" .")
    if not stem or stem.partition(".")[0].strip().lower() in _RESERVED:
        stem = f"attachment-{stem}" if stem else "attachment"
    return stem, ending
