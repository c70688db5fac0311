"""What the commands about CODA files share: options, taking one file in, writing one out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from boekbrug.cli import door, files
from boekbrug.cli.labels import word
from boekbrug.cli.speech import _
from boekbrug.formats import workshop
from boekbrug.formats.recognise import Kind, recognise

encoding_option = click.option(
    "--encoding",
    type=click.Choice(workshop.ENCODINGS),
    help="Encoding of CODA files; found out when left out.",
)
target_argument = click.argument("target", type=click.Path(path_type=Path, dir_okay=False))


def one_file(path: str) -> Path:
    """Return the path of one file; stops with a sentence for a folder or what is not there."""
    if Path(path).is_dir():
        door.stop(_("{path} is a folder; this command takes one file.", path=path))
    (file,) = files.under([path])
    return file


def coda_content(path: str) -> bytes:
    """Return the bytes of a CODA file; stops with a sentence for another kind of file."""
    file = one_file(path)
    content = files.content(file)
    kind = recognise(content, file.name)
    if kind is not Kind.CODA:
        found = word(kind.value)
        door.stop(
            _("{file} is {found}; this command takes CODA files.", file=file.name, found=found), door.PROBLEMS
        )
    return content


def must_be_new(target: Path) -> None:
    """Stop before any work when the target exists or its folder cannot be written."""
    if target.exists():
        door.stop(_("{path} exists. Choose another name; nothing was written.", path=target))
    if not os.access(target.parent, os.W_OK | os.X_OK):
        door.stop(_("{path} is not a folder that can be written. Nothing was written.", path=target.parent))


def write(target: Path, content: bytes) -> None:
    """Write a file whole: beside its place first, then moved; stops with a sentence when that fails."""
    try:
        files.write_whole(target, content)
    except OSError as wrong:
        door.stop(_("{path} cannot be written: {why}.", path=target, why=wrong.strerror))
