"""With an https address Boekbrug stands behind one proxy, and believes what that says of a visitor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.conf import LazySettings
from django.test import Client, RequestFactory

PRINTED = (
    "from boekbrug.project import settings as s; print(s.ALLAUTH_TRUSTED_PROXY_COUNT, s.SECURE_SSL_REDIRECT)"
)


@pytest.mark.parametrize(
    ("address", "printed"), [("https://books.example.be", "1 True"), ("http://localhost:8000", "0 False")]
)
def test_only_a_site_over_tls_has_a_proxy_before_it(tmp_path: Path, address: str, printed: str) -> None:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("BOEKBRUG_")}
    own = {"BOEKBRUG_DATA": str(tmp_path / "data"), "BOEKBRUG_ADDRESS": address}

    done = subprocess.run(
        [sys.executable, "-c", PRINTED],
        env=outside | own,
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
    )

    assert done.stdout.strip() == printed


def test_two_visitors_behind_the_proxy_are_two(settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    visitors = [
        get_client_ip(RequestFactory().get("/", headers={"x-forwarded-for": f"10.9.9.9, {address}"}))
        for address in ("203.0.113.1", "203.0.113.2")
    ]

    assert visitors == ["203.0.113.1", "203.0.113.2"]


def test_health_answers_on_the_machine_itself(client: Client, settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/health/live/").status_code == 200
    assert client.get("/login/").status_code == 301
