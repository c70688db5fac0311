"""A browser, a server and the demo, for tests that look at pages."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import serving as servers


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of Debian, or a skip that says how to get it."""
    from tests.browser.looking import CHROMIUM

    if not Path(CHROMIUM).exists():
        pytest.skip(f"{CHROMIUM} is absent: install Debian's package chromium, or set CHROMIUM.")
    return CHROMIUM


@pytest.fixture
def address(transactional_db: None) -> Iterator[str]:
    """A server over the test database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs a loop in this thread
    with servers.serving(0) as where:
        yield where


@pytest.fixture
def browser(chromium: str, address: str) -> Iterator[object]:
    """A browser that knows where the server is."""
    from tests.browser.looking import Browser

    with Browser(address) as running:
        yield running


@pytest.fixture
def demo(transactional_db: None) -> list:
    """The demo in the test database; returns its pages."""
    from boekbrug.business.demo import make_demo

    make_demo(now=dt.datetime.now(dt.UTC))
    return servers.pages_of_demo("nl")
