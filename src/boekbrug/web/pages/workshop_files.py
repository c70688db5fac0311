"""The file that somebody sends to a workshop: how large it may be, and why it is refused."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from boekbrug.web.access import PersonRequest

TOO_LARGE, UNPROCESSABLE = 413, 422
_MEGABYTE = 1024**2


class Refused(Exception):
    """What was sent cannot be worked on; the text says why, in the reader's language."""

    def __init__(self, text: str, status: int = UNPROCESSABLE) -> None:
        super().__init__(text)
        self.text, self.status = text, status


def most_megabytes(bytes_max: int) -> int:
    """Return how large a file may be, where uploads are not kept smaller."""
    return _bytes_max(bytes_max) // _MEGABYTE


def sent(request: PersonRequest, bytes_max: int, *, missing: str, too_large: str) -> UploadedFile[Any]:
    """Return the file that came with a request; `too_large` names `{size}` and `{most}` megabytes.

    :raises Refused: when none came, or a larger one
    """
    file = request.FILES.get("file")
    if file is None:
        raise Refused(missing)
    if (file.size or 0) > _bytes_max(bytes_max):
        size = -(-(file.size or 0) // _MEGABYTE)  # 5.1 MB is no 5
        raise Refused(too_large.format(size=size, most=most_megabytes(bytes_max)), TOO_LARGE)
    return file


def _bytes_max(bytes_max: int) -> int:
    return min(settings.UPLOAD_BYTES_MAX, bytes_max)
