"""Our rules beside the official ones: `python -m tests.gate.rules_official [FOLDER] [--mutants N]`.

FOLDER holds UBL documents named in an INDEX.csv; without one, the Belgian documents that we write. Mutants
are made from them by dropping, doubling or changing one element or attribute, so that rules meet what no
sample holds. Prints how many verdicts and sets of rule ids are the same, and every difference by name; ends
with 1 when a verdict differs or less than 99 % of the sets are the same. Where the official rules cannot be
had, the reason is printed and nothing is judged.
"""

from __future__ import annotations

import copy
import csv
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import click
from lxml import etree

from boekbrug.formats.einvoice import SEND, validate
from boekbrug.formats.einvoice.rules.tree import number_of
from tests.formats.einvoice import belgian
from tests.gate import official

SAME_SETS_MIN = 0.99
CENT = Decimal("0.01")
STOPPED = "STOPPED"
TEXTS = (
    "",
    "0",
    "-1",
    "1.005",
    "XX",
    "S",
    "E",
    "O",
    "AE",
    "K",
    "30",
    "2020-01-01",
    "true",
    "BE",
    "VAT",
    "EUR",
    "21",
)


@dataclass
class Comparison:
    """What came of a comparison; `stopped` counts documents on which the official rules broke off."""

    total: int = 0
    same_verdicts: int = 0
    same_sets: int = 0
    stopped: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether every verdict is the same, and nearly every set of ids."""
        return self.same_verdicts == self.total and self.same_sets >= SAME_SETS_MIN * self.total

    def lines(self) -> list[str]:
        """Say it for people."""
        return [
            *self.differences,
            f"{self.total} documents: same verdict {self.same_verdicts}, same set of ids {self.same_sets}"
            f"; {self.stopped} more on which the official rules broke off",
        ]


def compare(paths: Sequence[Path]) -> Comparison:
    """Judge documents both ways by EN 16931; raises NotHere where the official rules cannot be had."""
    result = Comparison()
    for path, theirs in zip(paths, official.judge(paths, may_fetch=False), strict=True):
        if STOPPED in theirs.fatal:
            result.stopped += 1
            continue
        ours, official_ids = validate(path.read_bytes(), SEND, sets=["en16931"]).codes(), set(theirs.fatal)
        result.total += 1
        result.same_verdicts += bool(ours) == bool(official_ids)
        result.same_sets += ours == official_ids
        if ours != official_ids:
            more, less = sorted(ours - official_ids), sorted(official_ids - ours)
            result.differences.append(f"{path.name}: only ours {more}, only official {less}")
    return result


def samples(folder: Path) -> list[Path]:
    """Return the UBL documents of an INDEX.csv."""
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [folder / one["file"] for one in rows if one["root"] in ("Invoice", "CreditNote")]


def ours(folder: Path) -> list[Path]:
    """Write the Belgian documents into a folder and return their paths."""
    paths = []
    for name, content in belgian.documents().items():
        paths.append(folder / f"ours-{name}.xml")
        paths[-1].write_bytes(content)
    return paths


def mutants(paths: Sequence[Path], folder: Path, *, count: int, seed: int) -> list[Path]:
    """Write so many documents with one or two changes each into a folder."""
    dice = random.Random(seed)
    roots = [etree.parse(path).getroot() for path in paths]
    made = []
    for number in range(count):
        source = dice.randrange(len(roots))
        root = copy.deepcopy(roots[source])
        done = [_changed(root, dice) for _ in range(dice.choice((1, 1, 2)))]
        made.append(folder / f"{number}-{paths[source].stem}-{'-'.join(done)}.xml")
        made[-1].write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    return made


def _changed(root: etree._Element, dice: random.Random) -> str:
    """Change one thing below the root; return what was done to what."""
    elements = [one for one in root.iter(etree.Element) if one is not root]
    one = dice.choice(elements)
    parent, name = one.getparent(), etree.QName(one).localname
    how = dice.choice(("drop", "double", "change", "change", "attribute"))
    if how == "drop" and parent is not None:
        parent.remove(one)
    elif how == "double" and parent is not None:
        one.addnext(copy.deepcopy(one))
    elif how == "attribute" and one.attrib:
        key = dice.choice(sorted(map(str, one.attrib)))
        one.set(key, dice.choice(TEXTS)) if dice.random() < 0.5 else one.attrib.pop(key)
    elif not len(one):
        one.text = _text(one.text or "", elements, dice)
    return f"{how}-{name}"


def _text(text: str, elements: Sequence[etree._Element], dice: random.Random) -> str:
    """Another text: of a number mostly another number, for on a word the official rules break off."""
    number = number_of(text)
    if number is not None and dice.random() < 0.9:
        return str(
            dice.choice(
                (number + CENT, number + 2, -number, number / 2, Decimal(0), Decimal("1.005"), Decimal(21))
            )
        )
    return dice.choice((*TEXTS, *(other.text or "" for other in dice.sample(list(elements), 3))))


def batches(paths: Sequence[Path], size: int = 400) -> Iterator[Sequence[Path]]:
    """Cut paths into parts that fit a command line."""
    for start in range(0, len(paths), size):
        yield paths[start : start + size]


def together(paths: Sequence[Path]) -> Comparison:
    """Compare many documents, part by part."""
    total = Comparison()
    for part in batches(paths):
        one = compare(part)
        total.total += one.total
        total.same_verdicts += one.same_verdicts
        total.same_sets += one.same_sets
        total.stopped += one.stopped
        total.differences += one.differences
    return total


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--mutants", "count", default=0, help="How many changed documents are judged too.")
@click.option("--seed", default=1, help="Which ones.")
def main(folder: Path | None, count: int, seed: int) -> None:
    """Compare, print, and end with 1 when the two do not agree."""
    with tempfile.TemporaryDirectory(prefix="boekbrug-rules-") as name:
        paths = samples(folder) if folder else ours(Path(name))
        try:
            found = together([*paths, *mutants(paths, Path(name), count=count, seed=seed)])
        except official.NotHere as why:
            click.echo(f"Skipped, nothing is judged: {why}")
            return
    for line in found.lines():
        click.echo(line)
    sys.exit(int(not found.is_good))


if __name__ == "__main__":
    main()
