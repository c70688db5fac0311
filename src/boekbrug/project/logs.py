"""Structured logs: one JSON line per event, with request and dossier ids, without secrets and persons.

What libraries log takes the same way out, tracebacks too: the text of an exception is what people most often
forget. JSON writes a line break as two letters, so nobody writes a line of his own into the log.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from boekbrug.project.redaction import Redactor

OWN_FIELDS = frozenset({"event", "exception", "level", "timestamp"})
_redactor = Redactor()
_processors: list[Processor] = []


def redact(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Clean every value of an event; the last step before it is written."""
    return {
        name: _redactor.value(value, name="" if name in OWN_FIELDS else name) for name, value in event.items()
    }


def configure(*, quiet: bool, secrets: Iterable[str] = ()) -> None:
    """Send our events and those of libraries to standard error as JSON lines.

    `secrets` are this server's own: their letters never appear, wherever they came from.
    """
    global _redactor  # noqa: PLW0603 - one log, one list of what it must not say
    _redactor = Redactor(secrets)
    # The same list each time: a logger that was used before keeps the list that it began with.
    _processors[:] = [*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter]
    structlog.configure(
        processors=_processors,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = _Stderr()
    handler.setFormatter(formatter())
    logging.basicConfig(handlers=[handler], level=logging.CRITICAL if quiet else logging.WARNING, force=True)
    logging.getLogger("boekbrug").setLevel(logging.CRITICAL if quiet else logging.INFO)
    logging.getLogger("pypdf").setLevel(
        logging.CRITICAL
    )  # remarks on files of strangers: the intake tells them
    logging.captureWarnings(not quiet)
    if not quiet:
        sys.excepthook = _uncaught
        threading.excepthook = lambda told: _uncaught(told.exc_type, told.exc_value, told.exc_traceback)


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to what is standard error now, not to what it was when the settings were read."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]  # an attribute there
        """Where lines go."""
        return sys.stderr


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """Return what turns any record into one clean line."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.StackInfoRenderer(),
            redact,
            structlog.processors.JSONRenderer(),
        ],
    )


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _uncaught(kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
    """Write down what nobody caught, as clean as the rest."""
    if error is None or issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error or kind(), where)
        return
    logging.getLogger("boekbrug").critical("uncaught", exc_info=(kind, error, where))
