"""The report of the mutation run counts what mutmut told and never passes over a run without verdicts."""

from __future__ import annotations

from tests.gate.mutate import is_trustworthy, read, report

TOLD = """
    boekbrug.money.x_round__mutmut_1: killed
    boekbrug.money.x_round__mutmut_2: survived
    boekbrug.periods.x_months__mutmut_1: timeout
    boekbrug.periods.x_months__mutmut_2: no tests
"""


def test_the_report_counts_by_module_and_names_who_lives() -> None:
    lines = report(read(TOLD))

    assert lines == [
        "boekbrug.money: 2 mutants, 1 killed, 1 survived",
        "boekbrug.periods: 2 mutants, 1 killed, 1 survived",
        "  survived: boekbrug.money.x_round__mutmut_2",
        "  no tests: boekbrug.periods.x_months__mutmut_2",
        "mutation: 4 mutants, 2 killed, 2 survived",
    ]


def test_a_run_with_verdicts_is_trusted() -> None:
    assert is_trustworthy(read(TOLD))


def test_a_run_that_killed_nothing_is_not_trusted() -> None:
    assert not is_trustworthy(read("    boekbrug.money.x_round__mutmut_2: survived"))


def test_a_run_that_was_broken_off_is_not_trusted() -> None:
    assert not is_trustworthy(read(TOLD + "    boekbrug.money.x_round__mutmut_3: not checked"))
