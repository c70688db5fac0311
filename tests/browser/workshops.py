"""What the tests of the workshops share: the looks, choosing a file by keyboard, what is found then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

LOOKS = (
    (1366, 768, "light"),
    (390, 844, "dark"),
    (1366, 768, "dark"),
    (390, 844, "light"),
)


def put_in(window: Any, file: Path, *, page: Any, shows: str) -> None:
    """Choose a file on the page of a workshop and press O; wait for what it then shows."""
    window.log_in(page.who)
    window.page.goto(window.address + page.address)
    window.page.set_input_files("input[name=file]", str(file))
    window.page.locator("h1").click()
    window.page.keyboard.press("o")
    window.page.wait_for_selector(shows)


def findings(window: Any, look: tuple[int, int, str]) -> list[str]:
    """Return what the console, axe and the ruler find in a look."""
    width, _, scheme = look
    found = [*window.complaints, *window.axe()]
    wide = window.page.evaluate("document.documentElement.scrollWidth") - width
    found += [f"scrolls sideways by {wide} px"] if wide > 0 else []
    return [f"{width} {scheme}: {one}" for one in found]
