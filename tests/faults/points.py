"""Count the points at which a process can be killed, and kill it at one of them.

A point lies before and after each statement to the database and each commit, each change to the file system
(open for writing, half of a write, flush, rename, removal, new folder), and each step on a socket (connect,
half of what is sent, sent, received). Only the process that calls `armed` is touched.
"""

from __future__ import annotations

import os
import signal
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection

from boekbrug.connectors import placing

HALVED_FROM_BYTES = 64
_FILE_CALLS = ("fsync", "replace", "rename", "unlink", "mkdir")


@dataclass(slots=True)
class Points:
    """How many points this process passed, by kind; at number `die_at` it is killed (0: never)."""

    die_at: int = 0
    passed: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """All points passed."""
        return self.passed.total()

    def reach(self, kind: str) -> None:
        """Pass a point, or die at it: SIGKILL, so nothing is cleaned up."""
        self.passed[kind] += 1
        if self.count == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, kind: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return the call with a point before and one after it."""

        def pointed(*arguments: Any, **options: Any) -> Any:
            self.reach(kind)
            result = call(*arguments, **options)
            self.reach(kind)
            return result

        return pointed


class HalfWritten:
    """A binary file whose writes are torn in two, with a point between the halves."""

    def __init__(self, stream: Any, points: Points) -> None:
        self._stream, self._points = stream, points

    def __enter__(self) -> HalfWritten:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, content: bytes) -> int:
        half = len(content) // 2
        self._stream.write(content[:half])
        self._stream.flush()
        self._points.reach("write")
        self._stream.write(content[half:])
        self._stream.flush()
        self._points.reach("write")
        return len(content)


@contextmanager
def armed(points: Points) -> Iterator[Points]:
    """Let this process pass points until the block ends."""
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(_statement(points)))
        for target, name, double in _doubles(points):
            stack.enter_context(patch.object(target, name, double))
        yield points


def _statement(points: Points) -> Callable[..., Any]:
    def wrapper(execute: Callable[..., Any], *call: Any) -> Any:
        return points.around("statement", execute)(*call)

    return wrapper


def _doubles(points: Points) -> Iterator[tuple[Any, str, Callable[..., Any]]]:
    connection.ensure_connection()
    yield connection, "_commit", points.around("commit", connection._commit)
    for name in _FILE_CALLS:
        yield os, name, points.around(name, getattr(os, name))
    yield os, "open", _open(points)
    yield os, "fdopen", _fdopen(points)
    yield Path, "open", _path_open(points)
    rename = placing._rename_without_overwriting
    yield placing, "_rename_without_overwriting", points.around("rename", rename)
    yield socket.socket, "connect", points.around("connect", socket.socket.connect)
    yield socket.socket, "recv_into", points.around("receive", socket.socket.recv_into)
    yield socket.socket, "sendall", _sendall(points)


def _open(points: Points) -> Callable[..., int]:
    opened = os.open

    def open_pointed(path: Any, flags: int, *more: Any, **options: Any) -> int:
        handle = opened(path, flags, *more, **options)
        if flags & (os.O_WRONLY | os.O_RDWR):
            points.reach("open")
        return handle

    return open_pointed


def _fdopen(points: Points) -> Callable[..., Any]:
    opened = os.fdopen

    def fdopen_pointed(handle: int, mode: str = "r", *more: Any, **options: Any) -> Any:
        stream = opened(handle, mode, *more, **options)
        return HalfWritten(stream, points) if mode == "wb" else stream

    return fdopen_pointed


def _path_open(points: Points) -> Callable[..., Any]:
    opened = Path.open

    def path_open_pointed(path: Path, mode: str = "r", *more: Any, **options: Any) -> Any:
        stream = opened(path, mode, *more, **options)
        if mode != "wb":
            return stream
        points.reach("open")
        return HalfWritten(stream, points)

    return path_open_pointed


def _sendall(points: Points) -> Callable[..., None]:
    sendall = socket.socket.sendall

    def sendall_pointed(channel: socket.socket, content: bytes, *flags: int) -> None:
        points.reach("send")
        half = len(content) // 2 if len(content) > HALVED_FROM_BYTES else 0
        if half:
            sendall(channel, content[:half], *flags)
            points.reach("send")
        sendall(channel, content[half:], *flags)
        points.reach("send")

    return sendall_pointed
