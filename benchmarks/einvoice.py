"""Read every file below a folder: per format how many, refused and why, and what was left unread.

    python -m benchmarks.einvoice DIR [--all] [--json]

Documents of sets of rule tests (root testSet) are counted apart: they are fragments. `--all` prints every
element that was left unread, not the most frequent ones only.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import xml_tree
from boekbrug.formats.problem import Severity

SUFFIXES = {".xml", ".pdf"}
SHOWN_MAX = 12
_POSITION = re.compile(r"\[\d+\]")


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the XML and PDF files below a folder, in order."""
    yield from sorted(one for one in folder.rglob("*") if one.suffix.lower() in SUFFIXES)


def is_rule_test(content: bytes) -> bool:
    """Whether a file is a set of rule tests, which holds fragments and no invoice."""
    name = xml_tree.root_name(content)
    return name is not None and name[1] == "testSet"


class Count:
    """What was seen of one format."""

    def __init__(self) -> None:
        self.documents = 0
        self.read = 0
        self.credits = 0
        self.lines = 0
        self.attachments = 0
        self.with_unread = 0
        self.unread: Counter[str] = Counter()
        self.refused: dict[str, list[str]] = defaultdict(list)
        self.warned: Counter[str] = Counter()

    def add(self, reading: einvoice.Reading, name: str) -> None:
        """Count one document."""
        self.documents += 1
        for problem in reading.problems:
            if problem.severity is Severity.ERROR:
                self.refused[f"{problem.code}: {problem.sentence.english}"].append(name)
            else:
                self.warned[problem.code] += 1
        invoice = reading.invoice
        if invoice is None:
            return
        self.read += 1
        self.credits += invoice.is_credit
        self.lines += len(invoice.lines)
        self.attachments += len(invoice.attachments)
        self.with_unread += bool(reading.unread)
        self.unread.update(_POSITION.sub("", one.path) for one in reading.unread)

    def data(self) -> dict[str, Any]:
        """The counts as JSON."""
        return {
            "documents": self.documents,
            "read": self.read,
            "credits": self.credits,
            "lines": self.lines,
            "attachments": self.attachments,
            "with_unread": self.with_unread,
            "unread": dict(self.unread.most_common()),
            "refused": dict(self.refused),
            "remarks": dict(self.warned),
        }


def counted(folder: Path) -> tuple[dict[str, Count], int, int, float]:
    """Return the counts per format, the files, the sets of rule tests, and the seconds of reading."""
    counts: dict[str, Count] = defaultdict(Count)
    files = sets = 0
    seconds = 0.0
    for path in files_below(folder):
        content = path.read_bytes()
        if is_rule_test(content):
            sets += 1
            continue
        files += 1
        started = time.process_time()
        reading = einvoice.read(content)
        seconds += time.process_time() - started
        for one in reading.documents:
            inside = f" in {one.container.upper()}" if one.container else ""
            counts[f"{one.format}{inside}"].add(one, path.relative_to(folder).as_posix())
    return dict(sorted(counts.items())), files, sets, seconds


def show(counts: dict[str, Count], *, is_whole: bool) -> None:
    """Print a table, then per format what was refused and what was left unread."""
    head = ("format", "documents", "read", "credits", "lines", "files inside", "left nothing unread")
    print(f"{head[0]:<28}" + "".join(f"{one:>{len(one) + 2}}" for one in head[1:]))
    for name, one in counts.items():
        numbers = (
            one.documents,
            one.read,
            one.credits,
            one.lines,
            one.attachments,
            one.read - one.with_unread,
        )
        cells = zip(numbers, head[1:], strict=True)
        print(f"{name:<28}" + "".join(f"{number:>{len(title) + 2}}" for number, title in cells))
    for name, one in counts.items():
        for sentence, names in one.refused.items():
            print(f"\n{name}, refused: {sentence}\n    " + "\n    ".join(names))
        if one.warned:
            print(f"\n{name}, remarks: " + ", ".join(f"{code} {count}" for code, count in one.warned.items()))
        if one.unread:
            print(f"\n{name}, unread in {one.with_unread} of {one.read}:")
            for path, count in one.unread.most_common(None if is_whole else SHOWN_MAX):
                print(f"    {count:>4}  {path}")
            if not is_whole and len(one.unread) > SHOWN_MAX:
                print(f"          and {len(one.unread) - SHOWN_MAX} more (--all)")


def main() -> int:
    """Count a folder; the exit code is 1 when a document was refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", dest="is_whole")
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args()
    counts, files, sets, seconds = counted(options.folder)
    if options.as_json:
        print(json.dumps({name: one.data() for name, one in counts.items()}, ensure_ascii=False, indent=1))
    else:
        show(counts, is_whole=options.is_whole)
        read, documents = (
            sum(getattr(one, name) for one in counts.values()) for name in ("read", "documents")
        )
        print(
            f"\n{read} of {documents} documents read, from {files} files in {seconds:.2f} s of CPU; ", end=""
        )
        print(f"{sets} sets of rule tests left aside.")
    return int(any(one.read < one.documents for one in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
