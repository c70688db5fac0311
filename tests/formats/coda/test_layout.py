"""The layouts: 128 columns, each once; a mistake in a declaration stops the program."""

from __future__ import annotations

import pytest

from boekbrug.formats.coda import layout
from boekbrug.formats.coda.columns import NUMBER, TEXT, Column, LayoutBroken, Record

LAYOUTS = {
    **layout.VERSION_2,
    "22 of version 1": layout.VERSION_1["22"],
    "23 of version 1": layout.VERSION_1["23"],
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_record_covers_128_columns(name: str) -> None:
    places = [place for column in LAYOUTS[name].columns for place in range(column.first, column.last + 1)]

    assert places == list(range(1, 129))


@pytest.mark.parametrize(
    "columns",
    [
        (Column(1, 100, "left", TEXT), Column(102, 128, "right", TEXT)),
        (Column(1, 100, "left", TEXT), Column(100, 128, "right", TEXT)),
        (Column(1, 100, "left", TEXT),),
        (Column(1, 100, "left", TEXT), Column(101, 129, "right", TEXT)),
        (Column(1, 100, "same", TEXT), Column(101, 128, "same", TEXT)),
        (Column(2, 128, "left", TEXT),),
    ],
)
def test_a_gap_an_overlap_or_a_double_name_raises(columns: tuple[Column, ...]) -> None:
    with pytest.raises(LayoutBroken):
        Record("7", "broken", columns)


def test_a_place_reads_as_printed() -> None:
    assert layout.MOVEMENT_1["amount"].place == "columns 33–47"
    assert layout.MOVEMENT_1["sign"].place == "column 32"


def test_an_arabic_digit_is_no_digit() -> None:
    assert Column(1, 2, "number", NUMBER).accepts("12")
    assert not Column(1, 2, "number", NUMBER).accepts("١٢")
    assert not Column(1, 2, "number", NUMBER).accepts(" 2")


def test_the_positions_are_those_of_the_standard(shared: object) -> None:
    """Read the positions of the reference table and compare each column of version 2 with it."""
    import re
    from pathlib import Path

    table = (Path(str(shared)) / "reference" / "coda" / "records.yaml").read_text("utf-8")
    records = re.split(r'\n  "(\d+)":\n    name:', table.split("\nrecords:")[1].split("\n# Inner layout")[0])[
        1:
    ]

    assert set(records[::2]) == set(layout.VERSION_2)
    for mark, text in zip(records[::2], records[1::2], strict=True):
        printed = [(int(first), int(last)) for first, last in re.findall(r"pos: \[(\d+), +(\d+)\]", text)]
        ours = [(column.first, column.last) for column in layout.VERSION_2[mark].columns]
        merged = printed if mark[0] not in "23" else [(1, 2), *printed[2:]]
        assert ours == merged, mark
