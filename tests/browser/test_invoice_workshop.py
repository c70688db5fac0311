"""The e-invoice workshop with a file in it: by keyboard, wide and narrow, light and dark, clean for axe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boekbrug.formats import einvoice
from tests.browser.workshops import LOOKS, findings, put_in
from tests.formats.einvoice.invoices import PDF, an_invoice

pytestmark = pytest.mark.browser
FILE = einvoice.write_bis3(
    an_invoice(attachments=(PDF,), notes=("<script>document.title = 'taken'</script>",))
)
UNREAD = FILE.replace(b"<cbc:IssueDate>", b"<cbc:Vreemd>x</cbc:Vreemd><cbc:IssueDate>")
ROWS = "all => all.map(one => [one.textContent, one.getClientRects().length])"


def test_an_invoice_is_looked_into_and_its_file_is_saved(browser: Any, demo: list, tmp_path: Path) -> None:
    file = tmp_path / "factuur.xml"
    file.write_bytes(UNREAD)
    page = next(page for page in demo if page.name == "invoice-workshop")
    found = []
    for look in LOOKS:
        width, height, scheme = look
        with browser.window(width=width, height=height, scheme=scheme) as window:
            put_in(window, file, page=page, shows=".viewer")
            rows = window.page.locator(".facts .nw").evaluate_all(ROWS)
            found += [f"{width} {scheme}: {text} is broken" for text, count in rows if count != 1]
            assert any(text.startswith("+++") for text, _ in rows)
            with window.page.expect_download() as saved:
                window.page.click("button[name=attachment]")
            assert Path(saved.value.path()).read_bytes() == PDF.content
            window.page.click("section[aria-labelledby=unread-title1] a")
            assert window.page.locator(".raw-file tr:target").is_visible()
            found += findings(window, look)
            assert window.page.title() != "taken"

    assert found == []
