"""Run one thing in a child process, and see what it took and what it touched."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

SECONDS_MAX = 60
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate"}
PROGRAMS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"}


@dataclass
class Seen:
    """How one thing went: what it said, how long (wall and CPU), memory on top, what it touched outside."""

    outcome: str
    seconds: float = 0.0
    megabytes: float = 0.0
    cpu: float = 0.0
    outside: list[str] = field(default_factory=list)
    sockets: list[str] = field(default_factory=list)


def watched(doing: Callable[[], str], *, root: Path) -> Seen:
    """Do it in a forked child; a child that takes more than a minute is stopped, which is an outcome too."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _in_child(doing, root, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    if not said:
        return Seen(f"died with signal {os.WTERMSIG(status)}", seconds=SECONDS_MAX)
    return Seen(**json.loads(said))


def _in_child(doing: Callable[[], str], root: Path, writer: int) -> None:
    signal.alarm(SECONDS_MAX)
    seen = Seen("")
    before = _reset_peak()
    sys.addaudithook(lambda event, arguments: _note(seen, root, event, arguments))
    started, busy = time.perf_counter(), time.process_time()
    try:
        seen.outcome = doing()
    except BaseException as broken:
        seen.outcome = f"raised {type(broken).__name__}: {broken}"[:200]
    seen.seconds = time.perf_counter() - started
    seen.cpu = time.process_time() - busy
    seen.megabytes = (_peak_kilobytes() - before) / 1024
    os.write(writer, json.dumps(asdict(seen)).encode())
    os._exit(0)


def _note(seen: Seen, root: Path, event: str, arguments: tuple) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        seen.sockets.append(f"{event} {arguments[-1]}")
    elif event in PROGRAMS:
        seen.outside.append(f"{event} {arguments[0]}")
    elif event == "open" and _writes(arguments) and not _is_inside(arguments[0], root):
        seen.outside.append(f"wrote {arguments[0]!r}")
    elif event in CHANGES and not _is_inside(arguments[0], root):
        seen.outside.append(f"{event} {arguments[0]!r}")


def _writes(arguments: tuple) -> bool:
    flags = arguments[2] if len(arguments) > 2 and isinstance(arguments[2], int) else 0
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC))


def _is_inside(path: object, root: Path) -> bool:
    if isinstance(path, int):  # an open file again
        return True
    text = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else str(path)
    return Path(os.path.abspath(text)).is_relative_to(root) or text == "/dev/null"  # noqa: PTH100  follows no link


def _reset_peak() -> int:
    """Forget the peak so far (Linux); returns what is in use now, in kilobytes."""
    Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def _peak_kilobytes() -> int:
    return _status("VmHWM")


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0
