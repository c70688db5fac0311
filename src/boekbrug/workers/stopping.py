"""The request to stop, which a signal handler makes and threads wait for.

`threading.Event` cannot be that: a handler that interrupts a thread inside `wait` finds the lock of the event
taken by that very thread, and `set` waits for it without end.
"""

from __future__ import annotations

from queue import Empty, SimpleQueue


class Stopping:
    """Nobody has asked yet; once somebody has, everybody who waits goes on."""

    def __init__(self) -> None:
        self._is_set = False
        self._bell: SimpleQueue[None] = SimpleQueue()  # the one queue whose `put` may interrupt itself

    def set(self) -> None:
        """Ask to stop; a signal handler may do that."""
        self._is_set = True
        self._bell.put(None)

    def is_set(self) -> bool:
        """Whether somebody asked."""
        return self._is_set

    def wait(self, seconds: float) -> bool:
        """Wait until somebody asks, at most so long; whether somebody did."""
        if not self._is_set and seconds > 0:
            try:
                self._bell.get(timeout=seconds)
                self._bell.put(None)  # for the next one who waits
            except Empty:
                pass
        return self._is_set
