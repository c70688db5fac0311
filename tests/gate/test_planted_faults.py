"""Random invoices raise no false alarm, and a fault planted in one is found by its rule."""

from __future__ import annotations

from tests.gate import planted_faults


def test_random_invoices_are_sound_and_each_planted_fault_is_found() -> None:
    result = planted_faults.tally(200, seed=6)

    assert result.is_good, "\n".join(result.lines())
    assert (result.invoices, result.found.total()) == (200, 200)


def test_a_fault_without_a_place_is_not_planted() -> None:
    assert planted_faults.Fault("BR-E-10", "<cbc:Nothing>").planted("<Invoice/>") is None


def test_a_tally_with_a_missed_fault_or_a_false_alarm_is_not_good() -> None:
    missed, alarmed = planted_faults.Tally(invoices=1), planted_faults.Tally(invoices=1)
    missed.planted["BR-02"] += 1
    alarmed.false_alarms["BR-02"] += 1

    assert not missed.is_good
    assert not alarmed.is_good
    assert not planted_faults.Tally().is_good
