"""The e-invoice workshop with a file in it: by keyboard, wide and narrow, light and dark, clean for axe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boekbrug.formats import einvoice
from tests.formats.einvoice.invoices import PDF, an_invoice

pytestmark = pytest.mark.browser
FILE = einvoice.write_bis3(
    an_invoice(attachments=(PDF,), notes=("<script>document.title = 'taken'</script>",))
)
UNREAD = FILE.replace(b"<cbc:IssueDate>", b"<cbc:Vreemd>x</cbc:Vreemd><cbc:IssueDate>")
ROWS = "all => all.map(one => [one.textContent, one.getClientRects().length])"
LOOKS = (
    (1366, 768, "light"),
    (390, 844, "dark"),
    (1366, 768, "dark"),
    (390, 844, "light"),
)


def put_in(window: Any, file: Path, who: str) -> None:
    """Choose a file and press O."""
    window.log_in(who)
    window.page.goto(f"{window.address}/workshop/invoices/")
    window.page.set_input_files("input[name=file]", str(file))
    window.page.locator("h1").click()
    window.page.keyboard.press("o")
    window.page.wait_for_selector(".viewer")


def test_an_invoice_is_looked_into_and_its_file_is_saved(browser: Any, demo: list, tmp_path: Path) -> None:
    file = tmp_path / "factuur.xml"
    file.write_bytes(UNREAD)
    who = next(page.who for page in demo if page.name == "invoice-workshop")
    findings = []
    for width, height, scheme in LOOKS:
        with browser.window(width=width, height=height, scheme=scheme) as window:
            put_in(window, file, who)
            rows = window.page.locator(".facts .nw").evaluate_all(ROWS)
            findings += [f"{width} {scheme}: {text} is broken" for text, count in rows if count != 1]
            assert any(text.startswith("+++") for text, _ in rows)
            with window.page.expect_download() as saved:
                window.page.click("button[name=attachment]")
            assert Path(saved.value.path()).read_bytes() == PDF.content
            window.page.click("section[aria-labelledby=unread-title1] a")
            assert window.page.locator(".raw-file tr:target").is_visible()
            wide = window.page.evaluate("document.documentElement.scrollWidth") - width
            findings += [f"{width} {scheme}: {one}" for one in (*window.complaints, *window.axe())]
            assert wide <= 0
            assert window.page.title() != "taken"

    assert findings == []
