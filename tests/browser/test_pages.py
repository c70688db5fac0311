"""Every page, wide and narrow, light and dark: nothing for axe, the console or the ruler to find."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_every_page_is_clean_in_both_sizes_and_schemes(browser, demo):
    findings = []
    for size, scheme in (
        ((1366, 768), "light"),
        ((390, 844), "dark"),
        ((1366, 768), "dark"),
        ((390, 844), "light"),
    ):
        with browser.window(width=size[0], height=size[1], scheme=scheme) as window:
            findings += [f"{page.name} {size} {scheme}: {one}" for page in demo for one in window.look(page)]

    assert not findings, "\n".join(findings)
