"""The CODA workshop with a file in it: by keyboard, wide and narrow, light and dark, clean for axe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boekbrug.formats import coda
from tests.browser.workshops import LOOKS, findings, put_in
from tests.formats.workshop import files

pytestmark = pytest.mark.browser
FULL = coda.write([files.full()])
WRONG = FULL.replace(b"0000000001000000", b"0000000001000001", 1)


def test_a_file_is_looked_into_and_comes_back_without_names(browser: Any, demo: list, tmp_path: Path) -> None:
    file = tmp_path / "bank.cod"
    file.write_bytes(WRONG)
    page = next(page for page in demo if page.name == "coda-workshop")
    found = []
    for look in LOOKS:
        width, height, scheme = look
        with browser.window(width=width, height=height, scheme=scheme) as window:
            put_in(window, file, page=page, shows=".records tbody tr")
            found += findings(window, look)
            window.page.click(".problems a")
            assert window.page.locator(".records tr:target").count() == 1
            with window.page.expect_download() as saved:
                window.page.click("button[value=anonymous]")
            assert b"PETERSELIE" not in Path(saved.value.path()).read_bytes()

    assert found == []
