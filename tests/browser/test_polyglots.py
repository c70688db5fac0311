"""A file that is also a page, asked for in every way a page can ask: it is saved, and never runs."""

from __future__ import annotations

import datetime as dt
import sys
from typing import Any

import pytest
from playwright.sync_api import Error

from boekbrug.business.dossiers import tenant
from boekbrug.business.files.queries import content_of
from tests.browser import looking
from tests.business.inbox.hand import Hand
from tests.cast import PASSWORD, make_cast
from tests.hostile import papers

pytestmark = pytest.mark.browser
WAYS = """address => {
  for (const [tag, name] of [['iframe', 'src'], ['embed', 'src'], ['object', 'data'], ['img', 'src']]) {
    const made = document.createElement(tag); made[name] = address; document.body.append(made);
  }
  const script = document.createElement('script'); script.src = address; document.body.append(script);
  const style = document.createElement('link'); style.rel = 'stylesheet'; style.href = address;
  document.body.append(style);
}"""


def executed(page: Any) -> bool:
    return bool(page.evaluate("Boolean(window.executed) || document.title === 'executed'"))


def test_no_polyglot_runs_in_the_browser(browser, monkeypatch):
    now = dt.datetime.now(dt.UTC)
    cast = make_cast(now)
    monkeypatch.setattr(looking, "PASSWORD", PASSWORD)
    home = f"/d/{cast.atelier.public_id}"
    with tenant.enter(cast.atelier):
        hand = Hand(cast, cast.an, now)
        files = [(hand.give(content, f"{title}.pdf.html"), content) for title, content in papers.corpus()]
    ran, dialogs, saved = [], [], 0
    with browser.window() as window:
        page = window.page
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        window.log_in(cast.an.email)
        for intake, content in files:
            address = f"{window.address}{home}/import/{intake.public_id}/file/"
            page.goto(f"{window.address}{home}/import/")
            page.evaluate(WAYS, address)
            page.wait_for_timeout(60)
            ran += [intake.name] if executed(page) else []
            with page.expect_download() as download, pytest.raises(Error, match="Download is starting"):
                page.goto(address)
            saved += download.value.path().read_bytes() == content
            ran += [intake.name] if executed(page) else []
        with tenant.enter(cast.atelier):
            assert all(content_of(intake.file) == content for intake, content in files)

    sys.stdout.write(
        f"polyglots: {len(files)} files, {saved} saved as they came, {len(ran) + len(dialogs)} ran\n"
    )
    assert len(files) >= 20
    assert (ran, dialogs, saved) == ([], [], len(files))
