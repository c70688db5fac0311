"""The CODA workshop with a file in it: by keyboard, wide and narrow, light and dark, clean for axe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boekbrug.formats import coda
from tests.formats.workshop import files

pytestmark = pytest.mark.browser
FULL = coda.write([files.full()])
WRONG = FULL.replace(b"0000000001000000", b"0000000001000001", 1)
LOOKS = (
    (1366, 768, "light"),
    (390, 844, "dark"),
    (1366, 768, "dark"),
    (390, 844, "light"),
)


def put_in(window: Any, file: Path, who: str) -> None:
    """Choose a file and press O."""
    window.log_in(who)
    window.page.goto(f"{window.address}/workshop/coda/")
    window.page.set_input_files("input[name=file]", str(file))
    window.page.locator("h1").click()
    window.page.keyboard.press("o")
    window.page.wait_for_selector(".records tbody tr")


def test_a_file_is_looked_into_and_comes_back_without_names(browser: Any, demo: list, tmp_path: Path) -> None:
    file = tmp_path / "bank.cod"
    file.write_bytes(WRONG)
    who = next(page.who for page in demo if page.name == "coda-workshop")
    findings = []
    for width, height, scheme in LOOKS:
        with browser.window(width=width, height=height, scheme=scheme) as window:
            put_in(window, file, who)
            wide = window.page.evaluate("document.documentElement.scrollWidth") - width
            findings += [f"{width} {scheme}: {one}" for one in (*window.complaints, *window.axe())]
            assert wide <= 0
            window.page.click(".problems a")
            assert window.page.locator(".records tr:target").count() == 1
            with window.page.expect_download() as saved:
                window.page.click("button[value=anonymous]")
            assert b"PETERSELIE" not in Path(saved.value.path()).read_bytes()

    assert findings == []
