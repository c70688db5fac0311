"""The page about CODA names every problem and every tolerance."""

from __future__ import annotations

from pathlib import Path

from boekbrug.formats.coda import problems, tolerances
from boekbrug.formats.problem import ProblemKind
from tests.formats.coda.writing_docs import FOLDER, missing, pages

PAGE = Path(__file__).resolve().parents[3] / "docs" / "formats" / "coda.md"


def test_every_problem_and_tolerance_is_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    codes = [kind.code for kind in vars(problems).values() if isinstance(kind, ProblemKind)]

    assert len(codes) == 41
    assert [code for code in codes if f"`{code}`" not in page] == []
    assert [each.name for each in tolerances.ALL if f"`{each.name}`" not in page] == []


def test_the_pages_of_records_and_communications_are_those_of_the_declarations() -> None:
    assert list(missing()) == [], "run python -m tests.formats.coda.writing_docs"
    assert {one.name for one in FOLDER.iterdir()} == set(pages())


def test_each_problem_with_columns_stands_on_the_page_of_a_record() -> None:
    made = "\n".join(pages().values())
    placed = [
        one for one in vars(problems).values() if isinstance(one, ProblemKind) and "{place}" in one.text
    ]

    assert len(placed) == 28
    assert [one.code for one in placed if f"`{one.code}`" not in made] == []
