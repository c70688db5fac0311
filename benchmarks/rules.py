"""Do our rules judge as recorded? `python -m benchmarks.rules FOLDER [--fails N]`.

FOLDER holds RULE-INDEX.csv (a row per test of a rule: document, rules in scope, what must and must not fire)
and INDEX.csv (a row per document: the fatal rules of each set). Both are judged completely; counts are
printed per rule set and each failure by name. A rule that we have not built is counted by name, and is no
failure. Ends with 1 when a judgement differs from the record.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lxml import etree

from boekbrug.formats.einvoice import xml_tree
from boekbrug.formats.einvoice.rules import register
from boekbrug.formats.einvoice.rules.validation import judge
from boekbrug.formats.problem import Severity

UBL = ("Invoice", "CreditNote")
COLUMNS = {
    "en16931_fatal": ("en16931",),
    "peppol_fatal": ("peppol",),
    "ublbe_fatal": ("ublbe", "en16931"),  # holds a copy of EN 16931, an older one than ours
}
TESTED = {"en16931", "peppol"}
NOT_JUDGED = "n/a"
NO_FATAL = ("", "ok")


@dataclass
class Count:
    """How many of one kind were judged, right, or could not be judged yet."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    not_built: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Judge a folder and print what came of it."""
    parser = argparse.ArgumentParser(prog="benchmarks.rules", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fails", type=int, default=50, help="failures that are named, per kind")
    given = parser.parse_args()
    kinds = {**tests(given.folder), **documents(given.folder)}
    for kind, count in kinds.items():
        print(f"{kind}: {count.right} of {count.right + len(count.wrong)} right", end="")
        left = ", ".join(f"{name} ({times})" for name, times in sorted(count.not_built.items()))
        print(f"; not built: {left}" if left else "")
        for line in count.wrong[: given.fails]:
            print(f"  ✗ {line}")
    return int(any(count.wrong for count in kinds.values()))


def built() -> dict[str, tuple[str, Severity]]:
    """Return every rule that we have: its set and its weight."""
    return {rule.id: (one.name, rule.severity) for one in register.SETS for rule in one.rules}


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of an index, or none where there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tests(folder: Path) -> dict[str, Count]:
    """Judge each test of a rule: only the rules in its scope count."""
    counts: dict[str, Count] = defaultdict(Count)
    rules = built()
    for row in rows(folder / "RULE-INDEX.csv"):
        count = counts[f"tests of {row['file'].split('/')[0]}"]
        must_not, fatal, warn = (
            set(row[name].split()) for name in ("must_not_fire", "must_fire_fatal", "must_fire_warning")
        )
        named = must_not | fatal | warn
        if unknown := named - rules.keys():
            count.not_built.update(unknown)
            if not named & rules.keys():
                continue
        root = _test_document(folder / row["file"], int(row["test_no"]))
        fired = judge(root, TESTED)
        wrong = [f"{one} should not fire" for one in sorted(must_not & fired)]
        wrong += [f"{one} should fire" for one in sorted((fatal | warn) & rules.keys() - fired)]
        _note(count, f"{row['file']} test {row['test_no']}", wrong)
    return counts


@lru_cache(maxsize=2)
def _test_set(path: Path) -> list[etree._Element]:
    """The documents of a set of tests, one per test, in their order."""
    root = _parsed(path)
    found = [one for one in root.iter() if etree.QName(one).localname in UBL]
    return found or [root]


def _test_document(path: Path, number: int) -> etree._Element:
    """One document of a set, in a tree of its own, so that nothing is above its root."""
    return etree.fromstring(etree.tostring(_test_set(path)[number], with_tail=False))


def documents(folder: Path) -> dict[str, Count]:
    """Judge each document: the fatal rules of each set must be the recorded ones."""
    counts: dict[str, Count] = {}
    rules, sets = built(), {one.name for one in register.SETS}
    for column, wanted in COLUMNS.items():
        for row in _judged_rows(folder, column):
            by_root = "CII" if row["root"] not in UBL else wanted[0]
            count = counts.setdefault(f"documents by {column} ({by_root})", Count())
            if by_root == "CII" or wanted[0] not in sets:
                count.not_built.update((f"rules of {by_root}",))
                continue
            recorded = set() if row[column] in NO_FATAL else set(row[column].split())
            root = _parsed(folder / row["file"])
            own, copied = (
                {one for one in judge(root, names) if rules[one][1] is Severity.ERROR}
                for names in (wanted[:1], wanted)
            )
            count.not_built.update(recorded - rules.keys())
            recorded &= rules.keys()
            wrong = [f"{one} fires, not recorded" for one in sorted(own - recorded)]
            wrong += [f"{one} is recorded, does not fire" for one in sorted(recorded - copied)]
            _note(count, row["file"], wrong)
    return counts


def _judged_rows(folder: Path, column: str) -> Iterator[dict[str, str]]:
    """The rows of documents (no test sets, no PDFs) with a recorded verdict in a column."""
    for row in rows(folder / "INDEX.csv"):
        if row["root"] and row.get(column, NOT_JUDGED) != NOT_JUDGED:
            yield row


def _parsed(path: Path) -> etree._Element:
    root = xml_tree.parse(path.read_bytes()).root
    if root is None:
        raise SystemExit(f"{path.name} cannot be read as XML.")
    return root


def _note(count: Count, name: str, wrong: list[str]) -> None:
    if wrong:
        count.wrong.append(f"{name}: {'; '.join(wrong)}")
    else:
        count.right += 1


if __name__ == "__main__":
    sys.exit(main())
