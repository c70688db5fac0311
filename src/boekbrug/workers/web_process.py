"""The web server as a child process: granian, WSGI, one process with blocking threads."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.wsgi import get_wsgi_application
from granian import Granian
from granian.constants import Interfaces

from boekbrug.business import schema

KILL_SECONDS = 5  # without it, a stop soon after the start hangs
CHECK_SECONDS = 0.5
LOGS: dict[str, Any] = {  # granian's lines take the same way out as ours, through the redaction
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}, "granian.access": {"handlers": []}},
}
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def serve(address: str, port: int, *, threads: int, parent: int) -> None:
    """Serve until SIGTERM or the end of the parent process."""
    leave_with_parent(parent, signal.SIGTERM)
    server = Granian(
        "boekbrug",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        workers_kill_timeout=KILL_SECONDS,
        respawn_failed_workers=True,
        websockets=False,
        log_enabled=True,
        log_dictconfig=LOGS,
    )
    server.serve(target_loader=partial(_load, os.getpid()), wrap_loader=False)


def leave_with_parent(parent: int, number: signal.Signals) -> None:
    """Have this process get a signal as soon as its parent is gone, however that went."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PARENT_DEATH_SIGNAL, int(number))
    else:
        threading.Thread(target=_watch, args=(parent, number), daemon=True).start()
    if os.getppid() != parent:  # it went before we asked
        os.kill(os.getpid(), number)


def _load(parent: int) -> Callable[..., Any]:
    """Load the application, in the process that will answer requests."""
    leave_with_parent(parent, signal.SIGKILL)
    application = get_wsgi_application()
    schema.GUARD.start(partial(os.kill, parent, signal.SIGTERM))
    return application


def _watch(parent: int, number: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(CHECK_SECONDS)
    os.kill(os.getpid(), number)
