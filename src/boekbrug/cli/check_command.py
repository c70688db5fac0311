"""`boekbrug check`: would these files be taken in, and what is wrong where?"""

from __future__ import annotations

from typing import Any

import click

from boekbrug.cli import coda_files, door, files
from boekbrug.cli.coda_screen import MARKS
from boekbrug.cli.labels import word
from boekbrug.formats.checking import FileReport, Verdict, Way, check
from boekbrug.formats.problem import Problem
from boekbrug.formats.showing import problem_data


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--strict", "is_strict", is_flag=True, help="Refuse CODA that deviates from the standard.")
@coda_files.encoding_option
@door.json_option
def command(paths: tuple[str, ...], is_strict: bool, encoding: str | None, as_json: bool) -> None:
    """Check files (CODA, UBL, ZIP) without storing anything."""
    way = Way(encoding, is_strict)
    reports = [check(files.content(path), path.name, way) for path in list(files.under(paths))]
    if as_json:
        door.print_json({"files": [report_json(one) for one in reports]})
    else:
        for one in reports:
            _print(one)
    if any(one.verdict is not Verdict.OK for one in reports):
        raise SystemExit(door.PROBLEMS)


def report_json(report: FileReport) -> dict[str, Any]:
    """Return a report in the stable shape of `check --json`."""
    return {
        "file": report.file,
        "format": report.format,
        "verdict": report.verdict.value,
        "problems": [problem_json(one) for one in report.problems],
    }


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return a problem in the stable shape of `check --json` and `show --json`."""
    return problem_data(problem, door.say)


def _print(report: FileReport) -> None:
    click.echo(f"{report.file}: {word(report.format)}, {word(report.verdict.value)}")
    for one in report.problems:
        click.echo(f"  {MARKS[one.severity.value]} {door.say(one.sentence)}")
