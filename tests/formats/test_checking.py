"""One check for every kind of file: format, verdict, and located problems."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from boekbrug.belgium import iban as ibans
from boekbrug.formats import coda
from boekbrug.formats.checking import Verdict, check
from boekbrug.formats.showing import movement_data

DAY = dt.date(2026, 3, 2)
GOOD = coda.write(
    [
        coda.build_statement(
            account=ibans.make_belgian(1234567890),
            holder_name="Atelier Noordzee",
            bic="KREDBEBB",
            sequence=1,
            paper_number=1,
            opening_balance_thousandths=0,
            opening_on=DAY,
            created_on=DAY,
            movements=[coda.PlainMovement(5_000, DAY, communication="bedankt")],
        )
    ]
)
WRONG = GOOD.replace(b"000000000005000", b"000000000006000", 1)


@pytest.mark.parametrize(
    ("content", "form", "verdict"),
    [
        (GOOD, "coda", Verdict.OK),
        (WRONG, "coda", Verdict.PROBLEMS),
        (GOOD.replace(b"2\n", b"5\n", 1), "coda", Verdict.UNREADABLE),
        (b"", "empty", Verdict.UNREADABLE),
        (b"%PDF-1.7", "pdf", Verdict.UNREADABLE),
        (b"dag", "unknown", Verdict.UNREADABLE),
        (b"<Invoice/>", "xml-other", Verdict.UNREADABLE),
    ],
)
def test_a_file_is_named_and_judged(content: bytes, form: str, verdict: Verdict) -> None:
    report = check(content, "map/bestand")

    assert (report.file, report.format, report.verdict) == ("bestand", form, verdict)
    assert bool(report.problems) == (verdict is not Verdict.OK)


def test_a_problem_in_a_zip_names_the_file_it_is_in() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("goed.cod", GOOD)
        archive.writestr("fout.cod", WRONG)

    report = check(buffer.getvalue(), "maart.zip")

    assert (report.format, report.verdict) == ("zip", Verdict.PROBLEMS)
    assert {problem.place.split(":")[0] for problem in report.problems} == {"fout.cod"}


def test_a_movement_is_shown_as_plain_data() -> None:
    (statement,) = coda.read(GOOD)
    shown = movement_data(statement.movements[0])

    assert (shown["amount_thousandths"], shown["entry_date"]) == (5_000, "2026-03-02")
    assert shown["counterparty"] == {"name": "", "iban": "", "bic": ""}
    assert shown["details"] == []
