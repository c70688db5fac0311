"""Take pictures of every page: `python -m tests.browser.screens [--out DIR] [--only NAME ...]`.

Wide and narrow, light and dark, on a demo that is made when it is not there. Says which pages have a finding
of axe, an error in the console, or a sideways scroll; leaves with 1 when there is one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"wide": (1366, 768), "narrow": (390, 844)}
PORT = 8765


def main() -> int:
    """Make the pictures; return the exit code."""
    options = _options()
    data = Path(options.data).resolve()
    os.environ.update(
        BOEKBRUG_PROFILE="demo",
        BOEKBRUG_DATA=str(data),
        BOEKBRUG_ADDRESS=f"http://localhost:{PORT}",
        DJANGO_SETTINGS_MODULE="boekbrug.project.settings",
        DJANGO_ALLOW_ASYNC_UNSAFE="1",
    )
    from tests.browser.serving import demo_data, serving

    pages = [
        page for page in demo_data(data, options.language) if not options.only or page.name in options.only
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    with serving(PORT) as address:
        findings = _look_at(pages, address, options)
    for finding in findings:
        print(finding)
    pictures = len(pages) * len(SIZES) * 2
    print(f"{len(pages)} pages, {pictures} pictures in {options.out}, {len(findings)} findings")
    return 1 if findings else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots")
    parser.add_argument("--data", default=str(ROOT / "data" / "screens"))
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--language", default="nl")
    parser.add_argument("--full", action="store_true", help="the whole page, not only what is in view")
    return parser.parse_args()


def _look_at(pages: list, address: str, options: argparse.Namespace) -> list[str]:
    from tests.browser.looking import Browser

    findings: list[str] = []
    with Browser(address) as browser:
        for scheme in ("light", "dark"):
            for size, (width, height) in SIZES.items():
                with browser.window(width=width, height=height, scheme=scheme) as window:
                    for page in pages:
                        found = window.look(page)
                        target = options.out / f"{page.name}-{size}-{scheme}.png"
                        window.picture(target, full=options.full)
                        findings += [f"{page.name} {size} {scheme}: {one}" for one in found]
    return findings


if __name__ == "__main__":
    started = dt.datetime.now(dt.UTC)
    code = main()
    print(f"took {(dt.datetime.now(dt.UTC) - started).seconds} s")
    sys.exit(code)
