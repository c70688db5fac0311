"""Say how far it is: whoever waits hears it at every hundredth file and at the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Tell = Callable[[str, int, int], None]  # what, done, of how many
Item = TypeVar("Item")
EVERY = 100


def told(files: Sequence[Item], tell: Tell) -> Iterator[Item]:
    """Yield files one by one; what was yielded counts as done when the next one is asked for."""
    for number, file in enumerate(files, 1):
        yield file
        if number % EVERY == 0 or number == len(files):
            tell("files", number, len(files))
