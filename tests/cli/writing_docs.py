"""Write what each command says of itself into docs/cli.md: `python -m tests.cli.writing_docs`.

A block that is there is replaced; one that lacks comes after the last of its group, or in a new section.
"""

from __future__ import annotations

import re

from click.testing import CliRunner

from boekbrug.cli.main import main
from tests.cli.test_help import PAGE, WIDTH, subcommands


def rewritten(page: str) -> str:
    """Return the page with the present text of every command."""
    for words in subcommands():
        told = CliRunner().invoke(
            main, ["--language", "en", *words, "--help"], prog_name="boekbrug", terminal_width=WIDTH
        )
        block = f"```text\n{told.output.rstrip()}\n```"
        page = _with_block(page, words, block)
    return page


def _with_block(page: str, words: tuple[str, ...], block: str) -> str:
    usage = rf"```text\nUsage: boekbrug {' '.join(map(re.escape, words))} \[.*?\n```"
    if re.search(usage, page, re.DOTALL):
        return re.sub(usage, lambda _: block, page, count=1, flags=re.DOTALL)
    heading = f"## boekbrug {words[0]}\n"
    if heading not in page:
        return f"{page.rstrip()}\n\n{heading}\n{block}\n"
    group = rf"({re.escape(heading)}.*?)(?=\n## |\Z)"
    return re.sub(group, lambda found: f"{found[1].rstrip()}\n\n{block}\n", page, count=1, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
