"""Check every CODA file of a folder against its expected.json: `python -m benchmarks.coda FOLDER [FOLDER …]`.

Prints one line per difference (file, statement, what, expected, read) and a count; ends with 1 when there is
a difference. Any folder of that form will do: see /expected.json of the samples.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.coda.facts import Difference, compared


def main(folders: list[str]) -> int:
    """Compare and print; 0 without a difference, 1 with one, 2 when a folder is not of that form."""
    if not folders:
        print("Name a folder with CODA files and an expected.json.", file=sys.stderr)
        return 2
    count, files, statements = 0, 0, 0
    for folder in map(Path, folders):
        try:
            expected = json.loads((folder / "expected.json").read_text("utf-8"))
        except (OSError, ValueError) as wrong:
            print(f"{folder / 'expected.json'} cannot be read: {wrong}", file=sys.stderr)
            return 2
        for difference in _differences(folder, expected):
            print(difference)
            count += 1
        files += len(expected)
        statements += sum(len(one["statements"]) for one in expected.values())
    print(f"{count} differences in {files} files, {statements} statements")
    return int(count > 0)


def _differences(folder: Path, expected: dict[str, Any]) -> Iterator[Difference]:
    for name, wanted in sorted(expected.items()):
        try:
            content = (folder / name).read_bytes()
        except OSError as wrong:
            yield Difference(name, "", "file", "a file", str(wrong.strerror))
            continue
        yield from compared(name, content, wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
