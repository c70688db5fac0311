"""Downloads: a name for every hostile name, as RFC 6266 wants it; attachment, unsniffed, sandboxed."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from boekbrug.formats.shown_name import shown_name
from boekbrug.web.downloads import attachment
from boekbrug.web.middleware.headers import DOWNLOAD_POLICY
from tests.cast import Cast
from tests.hostile.file_names import NAMES
from tests.web.handing import Atelier

_QUOTED = re.compile(r'attachment; filename="((?:[^"\\\r\n]|\\.)*)"')
_ENCODED = re.compile(r"attachment; filename\*=utf-8''([A-Za-z0-9!#$&+.^_`|~%-]+)", re.ASCII)


def told_name(header: str) -> str | None:
    """The name that a browser reads in a Content-Disposition; None when there is none."""
    if quoted := _QUOTED.fullmatch(header):
        return re.sub(r"\\(.)", r"\1", quoted[1])
    encoded = _ENCODED.fullmatch(header)
    return unquote(encoded[1]) if encoded else None


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_every_name_leaves_as_one_clean_name(name: str) -> None:
    header = attachment(b"x", name=name).headers["Content-Disposition"]

    assert told_name(header) == shown_name(name)
    assert not re.search(r"[\x00-\x1f\x7f/]", told_name(header) or "")
    assert header.isascii()


def test_a_download_is_saved_and_never_run(client: Client, cast: Cast, now: object) -> None:
    atelier = Atelier(cast, now)  # type: ignore[arg-type]
    intake = atelier.give(b"<html><script>alert(1)</script>", 'a"; filename="b.html\r\nX: y')
    client.force_login(cast.an, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get(f"/d/{cast.atelier.public_id}/import/{intake.public_id}/file/")

    assert answer.content == b"<html><script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == DOWNLOAD_POLICY
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "X" not in answer.headers
