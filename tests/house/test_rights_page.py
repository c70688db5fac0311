"""The page of rights says what the table says."""

from __future__ import annotations

from tests.house import rights_page


def test_the_page_of_rights_is_the_table() -> None:
    assert rights_page.PAGE.read_text(encoding="utf-8") == rights_page.page(), (
        "docs/rights.md is old: run python -m tests.house.rights_page"
    )
