"""`boekbrug check`: would these files be taken in, and what is wrong where?"""

from __future__ import annotations

from typing import Any

import click

from boekbrug.cli import coda_files, coda_screen, door, files, speech
from boekbrug.cli.invoice_screen import finding_lines
from boekbrug.cli.labels import word
from boekbrug.cli.speech import _
from boekbrug.formats.checking import FileReport, Verdict, Way, check
from boekbrug.formats.einvoice import PROFILES, Finding
from boekbrug.formats.problem import Problem
from boekbrug.formats.showing import problem_data


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--strict",
    "is_strict",
    is_flag=True,
    help="Refuse CODA that deviates from the standard: tolerances and warnings become errors.",
)
@click.option(
    "--profile",
    type=click.Choice(tuple(PROFILES)),
    help="Judge e-invoices strictly (send), leniently (receive) or as old files (legacy).",
)
@coda_files.encoding_option
@door.json_option
def command(
    paths: tuple[str, ...], is_strict: bool, profile: str | None, encoding: str | None, *, as_json: bool
) -> None:
    """Check files (CODA, UBL, ZIP) without storing anything."""
    way = Way(encoding, is_strict, profile or "")
    reports = [check(files.content(path), path.name, way) for path in list(files.under(paths))]
    if as_json:
        door.print_json({"files": [report_json(one) for one in reports]})
    else:
        for one in reports:
            _print(one)
    if any(one.verdict is not Verdict.OK for one in reports):
        raise SystemExit(door.PROBLEMS)


def report_json(report: FileReport) -> dict[str, Any]:
    """Return a report in the stable shape of `check --json`; `rules` and `profile` only of an e-invoice."""
    told = [problem_json(one) for one in report.problems] + [finding_json(one) for one in report.findings]
    judged = {"rules": list(report.rules), "profile": report.profile} if report.rules else {}
    return {
        "file": report.file,
        "format": report.format,
        "verdict": report.verdict.value,
        **judged,
        "tolerances": list(report.tolerances),
        "problems": told,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a broken rule as a problem, with its business term and what to do."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "layer": finding.layer,
        "line": finding.line,
        "columns": None,
        "place": finding.place,
        "found": finding.found,
        "expected": finding.expected,
        "message": door.say(finding.sentence),
        "term": finding.term,
        "hint": _hint(finding),
    }


def _hint(finding: Finding) -> str:
    """What to do, also where the sentence does not end with it."""
    hint = finding.sentence.values.get("hint", "")
    return speech.translate(hint) if hint else ""


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return a problem in the stable shape of `check --json` and `show --json`."""
    return problem_data(problem, door.say)


def _print(report: FileReport) -> None:
    click.echo(f"{report.file}: {word(report.format)}, {word(report.verdict.value)}")
    if report.tolerances:
        click.echo(f"  {coda_screen.tolerated(report.tolerances)}")
    for one in report.problems:
        click.echo(f"  {coda_screen.MARKS[one.severity.value]} {door.say(one.sentence)}")
    for found in report.findings:
        for text in finding_lines(found):
            click.echo(f"  {text}")
    if report.rules:
        rules = _("Rules: {sets} ({profile})", sets=", ".join(report.rules), profile=report.profile)
        click.echo(click.style(f"  {rules}", dim=True))
