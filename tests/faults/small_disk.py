"""A small disk of its own (tmpfs) for tests of a full one; only root can make it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

FILLER = "filler"
KIBIBYTE = 1024


class NoSmallDisk(Exception):
    """This machine lets us mount nothing; the reason says what it answered."""


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A mounted folder with a known size."""

    folder: Path

    def fill(self, *, leave_kibibytes: int) -> None:
        """Take all room but so much."""
        self.make_room()
        free = shutil.disk_usage(self.folder).free - leave_kibibytes * KIBIBYTE
        if free > 0:
            with (self.folder / FILLER).open("wb") as stream:
                os.posix_fallocate(stream.fileno(), 0, free)

    def make_room(self) -> None:
        """Give the room back."""
        (self.folder / FILLER).unlink(missing_ok=True)

    def put(self, source: Path) -> None:
        """Hold a copy of a folder and nothing else."""
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(source, self.folder, dirs_exist_ok=True)


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[SmallDisk]:
    """Mount a disk of so many MiB on an empty folder until the block ends; raises NoSmallDisk."""
    _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    try:
        yield SmallDisk(folder)
    finally:
        _run("umount", "--lazy", str(folder))


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as absent:
        raise NoSmallDisk(f"{command[0]} is not installed") from absent
    if done.returncode:
        raise NoSmallDisk(done.stderr.strip() or f"{command[0]} ended with {done.returncode}")


@contextmanager
def small_disk_or_skip(folder: Path, *, megabytes: int) -> Iterator[SmallDisk]:
    """Do the same for a test, which skips with the reason where nothing can be mounted."""
    import pytest

    with ExitStack() as stack:
        try:
            disk = stack.enter_context(small_disk(folder, megabytes=megabytes))
        except NoSmallDisk as refused:
            pytest.skip(f"No small disk can be mounted here: {refused}.")
        yield disk
