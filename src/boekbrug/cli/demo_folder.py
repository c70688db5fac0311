"""The folder of a demo: known by a mark that is written first, emptied of our own parts only."""

from __future__ import annotations

import shutil
from pathlib import Path

from boekbrug.wording import Refusal, Wording

BEGUN, DONE = "demo.begun", "demo.made"
FOLDERS = ("files", "keys", "mail", "deliveries", "logs")
DATABASE = "boekbrug.sqlite3*"
NOT_A_DEMO = Wording("not-a-demo", "{path} is not empty and holds no demo. Name another folder with --data.")


class NotADemo(Refusal):
    """A folder that is not empty and was not made by us."""

    def __init__(self, data: Path) -> None:
        super().__init__(NOT_A_DEMO.say(path=str(data)))


def claim(data: Path, *, fresh: bool) -> None:
    """Mark an empty folder as a demo, made when absent; with `fresh`, throw our parts in it away.

    The mark goes in first and stays, so that a stop halfway leaves a folder that is still known as ours.

    :raises NotADemo: when the folder holds anything and has no mark
    :raises OSError: when the folder cannot be made, read or written
    """
    data.mkdir(parents=True, exist_ok=True)
    if not _is_marked(data) and any(data.iterdir()):
        raise NotADemo(data)
    (data / BEGUN).touch()
    if fresh:
        _throw_away(data)


def is_finished(data: Path) -> bool:
    """Whether the demo in a folder was made to its end."""
    return (data / DONE).is_file()


def finish(data: Path) -> None:
    """Note that the demo in a folder was made to its end."""
    (data / DONE).touch()


def _is_marked(data: Path) -> bool:
    return (data / BEGUN).is_file() or (data / DONE).is_file()


def _throw_away(data: Path) -> None:
    (data / DONE).unlink(missing_ok=True)
    for part in [*data.glob(DATABASE), *(data / name for name in FOLDERS)]:
        if part.is_dir() and not part.is_symlink():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)
