"""Structured logs: one JSON line per event, with request and dossier ids and without secrets."""

from __future__ import annotations

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

_SECRET_NAMES = re.compile(r"pass(word|phrase)?|secret|token|authorization|cookie|api_?key", re.IGNORECASE)
_LINE_BREAKS = re.compile(r"[\r\n]+")


def redact(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Blank out what has the name of a secret, and keep a value on one line."""
    for name, value in event.items():
        if _SECRET_NAMES.search(name):
            event[name] = "[redacted]"
        elif isinstance(value, str) and name != "exception":
            event[name] = _LINE_BREAKS.sub(" ", value)
    return event


def configure(*, quiet: bool) -> None:
    """Send our events and those of libraries to standard error as JSON lines."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.CRITICAL if quiet else logging.WARNING, force=True)
    logging.getLogger("boekbrug").setLevel(logging.CRITICAL if quiet else logging.INFO)
