"""Look for cut words on every page in every language: `python -m tests.browser.languages [--only NAME ...]`.

At 1366 and 390 wide, on a demo that is made when it is not there. Prints what it found per page and a line of
totals; leaves with 1 when there is a finding. `--out DIR` keeps a picture of each page that has one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"wide": (1366, 768), "narrow": (390, 844)}
LANGUAGES = ("nl", "fr", "de", "en")
PORT = 8766
CLIPPED = (Path(__file__).parent / "clipped.js").read_text(encoding="utf-8")


def main() -> int:
    """Look at all pages; return the exit code."""
    options = _options()
    os.environ.update(
        BOEKBRUG_PROFILE="demo",
        BOEKBRUG_DATA=str(Path(options.data).resolve()),
        BOEKBRUG_ADDRESS=f"http://localhost:{PORT}",
        DJANGO_SETTINGS_MODULE="boekbrug.project.settings",
        DJANGO_ALLOW_ASYNC_UNSAFE="1",
    )
    from tests.browser.serving import demo_data, serving

    pages = [one for one in demo_data(Path(options.data)) if not options.only or one.name in options.only]
    logging.disable(logging.WARNING)
    count = 0
    with serving(PORT) as address:
        for finding in _findings(pages, address, options):
            print(finding)
            count += 1
    looks = f"{len(pages)} pages × {len(options.languages)} languages × {len(SIZES)} widths"
    print(f"{looks} = {len(pages) * len(options.languages) * len(SIZES)} looks, {count} findings")
    return 1 if count else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=str(ROOT / "data" / "screens"))
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--languages", nargs="*", default=LANGUAGES)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def _findings(pages: list, address: str, options: argparse.Namespace) -> Iterator[str]:
    from boekbrug.business.people.models import Person
    from tests.browser.looking import Browser

    with Browser(address) as browser:
        for language in options.languages:
            Person.objects.update(language=language)
            for size, (width, height) in SIZES.items():
                with browser.window(width=width, height=height, locale=language) as window:
                    for page in pages:
                        place = f"{page.name}-{language}-{size}"
                        found = _look(window, page, language)
                        yield from (f"{place}: {one}" for one in found)
                        if found and options.out:
                            options.out.mkdir(parents=True, exist_ok=True)
                            window.picture(options.out / f"{place}.png")


def _look(window: object, page: object, language: str) -> list[str]:
    """Open a page; return its cut words, or that it does not speak the language."""
    window.log_in(page.who)
    window.page.goto(window.address + page.address)
    window.page.wait_for_load_state("networkidle")
    found: list[str] = window.page.evaluate(CLIPPED)
    spoken = window.page.evaluate("document.documentElement.lang")
    # An invitation is written, like its mail, in the language of the dossier.
    return found if spoken == language or page.name == "invitation" else [*found, f"speaks {spoken}"]


if __name__ == "__main__":
    started = dt.datetime.now(dt.UTC)
    code = main()
    print(f"took {(dt.datetime.now(dt.UTC) - started).seconds} s")
    sys.exit(code)
