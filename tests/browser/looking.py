"""Look at a page as a person and as axe does."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import BrowserContext, sync_playwright

from boekbrug.business.demo import PASSWORD
from boekbrug.business.people.factors import current_code
from boekbrug.business.people.queries import person_by_email
from tests.browser.pages import Page

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
}


class Browser:
    """Debian's Chromium, headless."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __enter__(self) -> Self:
        """Start the browser."""
        self._play = sync_playwright().start()
        self._browser = self._play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the browser."""
        self._browser.close()
        self._play.stop()

    @contextmanager
    def window(
        self, *, width: int = 1366, height: int = 768, scheme: Any = "light", locale: str | None = None
    ) -> Iterator[Window]:
        """Open a window of a size, in light or dark, of a browser that asks for a language."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            has_touch=width < 500,
            locale=locale,
        )
        try:
            yield Window(context, self.address)
        finally:
            context.close()


class Window:
    """A window in which somebody may be logged in."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self._who = ""

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def log_in(self, email: str) -> None:
        """Log in as somebody, or as nobody."""
        if email == self._who:
            return
        self.context.clear_cookies()
        self._who = email
        if email:
            self.page.goto(self.address + "/login/")
            self.page.fill("input[name=login]", email)
            self.page.fill("input[name=password]", PASSWORD)
            self.page.click("main button")
            self.page.wait_for_url(lambda url: not url.endswith("/login/"))
            if "/login/factor/" in self.page.url:
                self._type_the_code(email)
            self.page.wait_for_url(lambda url: "/login/" not in url)

    def _type_the_code(self, email: str) -> None:
        """Type what the authenticator app shows, as somebody who waits for the next code after each login."""
        person = person_by_email(email)
        assert person is not None, email
        cache.clear()
        self.page.fill("input[name=code]", str(current_code(person, now=dt.datetime.now(dt.UTC))))
        self.page.click("main button.pri")

    def look(self, page: Page) -> list[str]:
        """Open a page; return what axe, the console and the eye of a ruler find."""
        self.log_in(page.who)
        self.complaints.clear()
        answer = self.page.goto(self.address + page.address)
        self.page.wait_for_load_state("networkidle")
        found = list(self.complaints)
        expected = 404 if page.name in {"not-found", "invitation-gone"} else 200
        if answer is None or answer.status != expected:
            found.append(f"status {answer.status if answer else 'none'}")
        width = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if width > 0:
            found.append(f"scrolls sideways by {width} px")
        return found + self.axe()

    def axe(self) -> list[str]:
        """Return the findings of axe, one line each."""
        results = Axe().run(self.page, options=AXE)
        return [
            f"axe {one['id']}: {node['target']} {node['html'][:120]}"
            for one in results.response["violations"]
            for node in one["nodes"]
        ]

    def picture(self, target: Path, *, full: bool = False) -> None:
        """Keep a picture of what is in view."""
        self.page.screenshot(path=target, full_page=full)
