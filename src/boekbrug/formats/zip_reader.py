"""Take the files out of a ZIP of an unknown sender: counted bytes, no nesting, no links, no passwords.

What the archive says about sizes is never believed: bytes are counted while they are unpacked.
"""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from boekbrug.formats.problem import Problem, ProblemKind, Severity
from boekbrug.formats.shown_name import shown_name

FILES_MAX = 1_000
BYTES_MAX = 200_000_000
RATIO_MAX = 100
_RATIO_FREE_BYTES = 1_000_000  # a short file of blanks may shrink more than a hundredfold
_CHUNK_BYTES = 65_536
_ENCRYPTED_FLAG = 0x1
_DIRECTORY_ENTRY = b"PK\x01\x02"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    OverflowError,
)
# What computers add to an archive by themselves; it is nobody's document.
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def _error(code: str, text: str) -> ProblemKind:
    """A problem that refuses the archive or one file in it."""
    return ProblemKind(f"zip-{code}", "file", Severity.ERROR, text)


DAMAGED = _error(
    "damaged", "The ZIP file is damaged and cannot be opened. Make it again, or send the files one by one."
)
MEMBER_DAMAGED = _error("member-damaged", "{place} in the ZIP file is damaged. Make the ZIP file again.")
TOO_MANY_FILES = _error(
    "too-many-files", "The ZIP file holds {found} files; at most {expected} are read. Split it."
)
TOO_LARGE = _error(
    "too-large", "The ZIP file unpacks to more than {expected} bytes; reading stopped at {place}. Split it."
)
TOO_DENSE = _error(
    "too-dense",
    "{place} in the ZIP file unpacks to more than {expected} times its size, which no real document does. "
    "Send the file itself.",
)
NESTED = _error("nested", "{place} is itself a ZIP or Office file. Unpack it and send the files in it.")
IS_LINK = _error("link", "{place} in the ZIP file is a link, not a file. Send the file that it points to.")
ENCRYPTED = _error(
    "encrypted", "{place} in the ZIP file has a password. Make the ZIP file without a password."
)
UNKNOWN_METHOD = _error(
    "unknown-method", "{place} in the ZIP file is packed in an unusual way. Make an ordinary ZIP file."
)


@dataclass(frozen=True, slots=True)
class Member:
    """One file out of a ZIP; `name` is cleaned for showing and is never a path."""

    name: str
    content: bytes = field(repr=False)


def members(data: bytes) -> Iterator[Member | Problem]:
    """Yield each file of a ZIP, or the problem that stands in its place; never raises.

    A problem of the whole archive (damage, too many files, too many bytes) ends the reading.
    """
    count = data.count(_DIRECTORY_ENTRY)
    if count > FILES_MAX:
        yield TOO_MANY_FILES.at(found=str(count), expected=str(FILES_MAX))
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE:
        yield DAMAGED.at()
        return
    total = 0
    bytes_max = min(BYTES_MAX, max(_RATIO_FREE_BYTES, RATIO_MAX * len(data)))
    if over := _declares_too_much(archive, bytes_max):
        yield TOO_LARGE.at(place=over, expected=str(bytes_max))
        return
    with archive:
        for info in archive.infolist():
            if _is_litter(info):
                continue
            found = _member(archive, info, bytes_left=bytes_max - total)
            if found is None:
                yield TOO_LARGE.at(place=shown_name(info.filename), expected=str(bytes_max))
                return
            yield found
            total += len(found.content) if isinstance(found, Member) else 0


def _declares_too_much(archive: zipfile.ZipFile, bytes_max: int) -> str:
    """The name at which the archive itself says it goes over the limit, or "": it is not unpacked to see."""
    total = 0
    for info in archive.infolist():
        total += info.file_size
        if total > bytes_max:
            return shown_name(info.filename)
    return ""


def _is_litter(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a folder or something that a computer added by itself."""
    parts = info.filename.replace("\\", "/").split("/")
    is_folder = info.filename.endswith("/")  # is_dir() raises where there is no name
    return is_folder or "__MACOSX" in parts or parts[-1].lower() in _LITTER


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, bytes_left: int) -> Member | Problem | None:
    """Unpack one entry, or say why not; None when the whole archive unpacks to too much."""
    name = shown_name(info.filename)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return IS_LINK.at(place=name)
    if info.flag_bits & _ENCRYPTED_FLAG:
        return ENCRYPTED.at(place=name)
    if info.compress_type not in _METHODS:
        return UNKNOWN_METHOD.at(place=name)
    try:
        return _unpacked(archive, info, name=name, bytes_left=bytes_left)
    except _DAMAGE:
        return MEMBER_DAMAGED.at(place=name)


def _unpacked(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, name: str, bytes_left: int
) -> Member | Problem | None:
    """Unpack one entry chunk by chunk, and stop at the first limit; None for that of the archive."""
    dense_bytes = max(_RATIO_FREE_BYTES, RATIO_MAX * info.compress_size)
    content = bytearray()
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            content += chunk
            if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
                return NESTED.at(place=name)
            if len(content) > bytes_left:
                return None
            if len(content) > dense_bytes:
                return TOO_DENSE.at(place=name, expected=str(RATIO_MAX))
    return Member(name, bytes(content))
