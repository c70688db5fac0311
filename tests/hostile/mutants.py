"""Mutants of a document: cut off, with bytes changed, with elements changed, taken away or doubled."""

from __future__ import annotations

import random
from collections.abc import Iterator

from lxml import etree

from tests.formats.einvoice.test_mutations import mutated

CUTS, FLIPS, CHANGES = 50, 20, 20
CUTS_OF_PDF = 10


def of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each mutant; the same ones for the same bytes."""
    chance = random.Random(len(data))
    is_pdf = data.startswith(b"%PDF")
    cuts = CUTS_OF_PDF if is_pdf else CUTS
    for number in range(cuts):
        yield f"cut {number}", data[: len(data) * number // cuts]
    for number in range(cuts if is_pdf else FLIPS):
        yield f"flip {number}", _flipped(chance, data)
    for number in range(CHANGES if _is_xml(data) else 0):
        yield f"change {number}", mutated(chance, data)


def _flipped(chance: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randrange(1, 4) if made else 0):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _is_xml(data: bytes) -> bool:
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return True
