"""The fuzzer of CODA starts from all there is, and what it changes often still adds up."""

from __future__ import annotations

from boekbrug.formats import coda
from tests.formats.coda import cases
from tests.gate.fuzz_coda_lines import Change, settled
from tests.gate.fuzz_coda_seeds import seeds


def test_the_seeds_hold_every_record_version_and_communication() -> None:
    lines = [line for seed in seeds() for line in seed.split(b"\n")]

    assert {line[:2] for line in lines} >= {
        b"00",
        b"12",
        b"21",
        b"22",
        b"23",
        b"31",
        b"32",
        b"33",
        b"80",
        b"4 ",
    }
    assert {line[127:] for line in lines if line[:2] == b"00"} >= {b"1", b"2"}
    types = {line[62:65] for line in lines if line[:2] == b"21" and line[61:62] == b"1"}
    assert len(types) >= 19


def test_lines_that_were_moved_are_made_to_add_up_again() -> None:
    lines = coda.write([cases.statement(cases.grouped(), cases.incoming(), messages=["BERICHT"])]).split(
        b"\n"
    )
    group = lines[2:5]

    statement = cases.only(b"\n".join(settled([*lines[:2], *lines[6:], b""])))
    shorter = cases.only(b"\n".join(settled([*lines[:2], *group, *lines[-4:]])))

    assert {"coda-sequence-order"} >= set(cases.codes(statement))
    of_the_cut = {"coda-details-differ", "coda-level-not-closed"}  # of a group that misses its end
    assert {"coda-sequence-order"} | of_the_cut >= set(cases.codes(shorter))


def test_a_change_is_of_the_seed_of_chance_and_no_longer_than_asked() -> None:
    change = Change(lambda data, size_max: data[: size_max // 2], seeds())
    data = coda.write([cases.statement(cases.grouped())])

    made = {change(data, 1300, seed) for seed in range(300)}

    assert len(made) > 150
    assert max(map(len, made)) <= 1300
    assert change(data, 1300, 5) == change(data, 1300, 5)
    assert sum(not one.has_error for each in made for one in coda.read(each)) > 20
