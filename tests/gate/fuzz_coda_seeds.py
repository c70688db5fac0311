"""What the fuzzer of CODA starts from: small statements that use every record, version and communication.

Small, because a short input is tried more often: one movement to a statement. The samples beside the project
are cut the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from boekbrug.formats import coda
from boekbrug.formats.coda.communications import Communication, Field, Kind
from boekbrug.formats.coda.information_types import OF_INFORMATION
from boekbrug.formats.coda.movement_types import OF_MOVEMENTS
from tests.formats.coda import cases
from tests.gate.fuzz_coda_lines import settled

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "coda"
_SOUND = {
    Kind.TEXT: "TEKST",
    Kind.DAY: "020326",
    Kind.LONG_DAY: "02032026",
    Kind.HOUR: "1030",
    Kind.BELGIAN_REFERENCE: cases.REFERENCE,
    Kind.BELGIAN_ACCOUNT: "539007547034",
    Kind.CREDITOR_REFERENCE: "RF73INV20260042",
    Kind.CREDITOR: "BE69ZZZ0123456749",
    Kind.ENTERPRISE: "00123456749",
}


def seeds() -> Iterator[bytes]:
    """Yield our own statements, one for each communication, and the samples, whole and in pieces."""
    long = (coda.PlainInformation("TEKST " * 40), coda.PlainInformation("X" * 170, "010"))
    made = [
        cases.statement(cases.incoming(information=long), messages=["BERICHT"]),
        cases.statement(cases.grouped()),
        cases.old_statement(),
        cases.statement(cases.outgoing(), separate_application="12345", opening_balance_thousandths=0),
        *(cases.statement(_movement(one)) for one in OF_MOVEMENTS.values()),
        *(cases.statement(_information(one)) for one in OF_INFORMATION.values()),
    ]
    empty = [cases.statement(cases.outgoing(), account="539007547034"), *made[:1]]
    files = [coda.write([one]) for one in made] + [coda.write(empty)]
    if SAMPLES.is_dir():
        files += [one.read_bytes() for one in sorted(SAMPLES.iterdir()) if one.suffix in (".cod", ".txt")]
    for file in files:
        yield file
        yield from _pieces(file.replace(b"\r\n", b"\n").split(b"\n"))


def _movement(one: Communication) -> coda.PlainMovement:
    return cases.outgoing(structured_type=one.type, communication=_text(one), information=())


def _information(one: Communication) -> coda.PlainMovement:
    return cases.outgoing(information=[coda.PlainInformation(_text(one), one.type)])


def _text(one: Communication) -> str:
    return "".join(_sound(field)[: field.width].ljust(field.width) for field in one.fields).rstrip()


def _sound(field: Field) -> str:
    if field.kind is Kind.CODE:
        return next(iter(field.values))
    return _SOUND.get(field.kind, "1".rjust(field.width, "0"))


def _pieces(lines: list[bytes]) -> Iterator[bytes]:
    """Yield a statement for each booked movement: its lines, with a top and an end."""
    starts = [place for place, line in enumerate(lines) if line[:2] == b"21" and line[6:10] == b"0000"]
    ends = [place for place, line in enumerate(lines) if line[:1] in (b"8", b"9")]
    for start, following in zip(starts, [*starts[1:], *ends[:1]], strict=False):
        top = [line for line in lines[:start] if line[:1] in (b"0", b"1")][-2:]
        bottom = [line for line in lines[start:] if line[:1] in (b"8", b"9")][:2]
        yield b"\n".join([*settled([*top, *lines[start:following], *bottom]), b""])
