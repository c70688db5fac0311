"""No secret and no person in the log, whoever wrote the line and however it got there."""

from __future__ import annotations

import json
import logging
import sys
from io import StringIO
from typing import Any

import pytest
import structlog

from boekbrug.project import logs
from boekbrug.project.redaction import Redactor

SERVER_SECRET = "server-secret-0123456789"
CANARY = "Can4ry-tok_9f8e7d6c5b4a39281706f5e4"
KEPT = "dossier 17, attempt 4, status 422"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """A log as it is shipped, into a text."""
    monkeypatch.setattr(logs, "_redactor", Redactor([SERVER_SECRET]))
    kept = StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(logs.formatter())
    logger = logging.getLogger("tests.logs")
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    yield kept
    logger.removeHandler(handler)


def ours() -> Any:
    return structlog.wrap_logger(
        logging.getLogger("tests.logs"),
        processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    )


SAID = [
    f"Authorization: Bearer {CANARY}",
    f"headers={{'Authorization': 'Basic {CANARY}'}}",
    f"password={CANARY}",
    f'{{"client_secret": "{CANARY}"}}',
    f"token => {CANARY}; more",
    f"https://user:{CANARY}@example.be/",
    f"postgres://boekbrug:{CANARY}@db/boekbrug",
    f"Not Found: /password/new/1-{CANARY}/",
    f"GET /invitation/{CANARY}/ 404",
    f"https://hooks.example.be/{CANARY}?x=1",
    f"Cookie: session={CANARY}; csrf={CANARY}",
    f"sessionid={CANARY}",
    f"key: {CANARY}",
    f"api_key={CANARY}&x=1",
    f"https://a.be/back?state=1&code={CANARY}&x=1",
    f"bb1_0123456789ab_{CANARY}",
    f"bba1_0123456789ab_{CANARY}",
    f"secret {SERVER_SECRET} leaked",
    "DETAIL: Key (email)=(an.peeters@example.be) exists",
    "550 <an.peeters@example.be>: no such mailbox",
    "paid from BE68 5390 0754 7034 by BE68539007547034",
]


@pytest.mark.parametrize("said", SAID)
def test_a_text_is_cleaned(said: str) -> None:
    clean = Redactor([SERVER_SECRET]).text(f"{said} ({KEPT})")

    assert CANARY not in clean
    assert SERVER_SECRET not in clean
    assert "peeters" not in clean
    assert "539007547034" not in clean.replace(" ", "")
    assert KEPT in clean


@pytest.mark.parametrize(
    "said",
    [
        f"The file {'0123456789abcdef' * 4} is missing or damaged.",
        f"/data/files/1/01/{'0123456789abcdef' * 4}",
        "File /usr/lib/python3/site-packages/a_rather_long_folder_name/module.py, line 3",
        "The token expired; basic settings are kept",
        "GET /d/ddmr4rnjjk3e5/settings/connections/ 200",
        "2026-11-27T21:22:53.248930Z statement 2026/117 in dossier 4",
    ],
)
def test_what_helps_and_opens_nothing_stays(said: str) -> None:
    assert Redactor([SERVER_SECRET]).text(said) == said


def test_values_are_cleaned_whatever_their_shape() -> None:
    event = {"deep": [{"x": {"Password": "abc", "ids": [1, 2]}}], "body": "x", "raw": b"abc", "odd": object}

    clean = Redactor().value(event)

    assert clean["deep"] == [{"x": {"Password": "[redacted]", "ids": [1, 2]}}]
    assert (clean["body"], clean["raw"]) == ("[redacted]", "[3 bytes]")


def test_a_traceback_is_cleaned_and_stays_readable(written: StringIO) -> None:
    try:
        raise ValueError(f"refused: password={CANARY}\nsecond line {SERVER_SECRET}")
    except ValueError:
        ours().exception("broken", attempt=4)
        logging.getLogger("tests.logs").exception("library said token=%s", CANARY)

    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert CANARY not in written.getvalue()
    assert SERVER_SECRET not in written.getvalue()
    assert [line["event"].split()[0] for line in lines] == ["broken", "library"]
    assert lines[0]["attempt"] == 4
    assert "ValueError" in lines[0]["exception"]


def test_a_line_break_does_not_make_a_line(written: StringIO) -> None:
    ours().error('x\r\n{"event": "forged"}', path="/a\nb\u2028c\x1b[2J")

    (line,) = written.getvalue().splitlines()
    assert json.loads(line)["event"].startswith("x\r\n")
    assert "\x1b" not in line
    assert "\u2028" not in line


def test_what_nobody_caught_is_logged_as_cleanly(written: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "getLogger", lambda _name=None: logging.root.manager.getLogger("tests.logs"))
    try:
        raise RuntimeError(f"token={CANARY}")
    except RuntimeError:
        logs._uncaught(*sys.exc_info())  # type: ignore[arg-type]

    assert '"uncaught"' in written.getvalue()
    assert CANARY not in written.getvalue()


def test_a_long_text_takes_no_long_time() -> None:
    import time

    started = time.perf_counter()
    for text in ("a", "/", "key:", "a@", "BE68 ", "a.", "password", "aaaa://", "key='", "Basic ", "a/"):
        Redactor([SERVER_SECRET]).text(text * 60_000)

    assert time.perf_counter() - started < 5


def test_a_logger_that_was_used_is_heard_after_the_log_was_set_up_anew() -> None:
    used = structlog.get_logger("boekbrug.tests.again")
    used.info("before")
    logs.configure(quiet=True)

    with structlog.testing.capture_logs() as lines:
        used.info("after")

    assert [line["event"] for line in lines] == ["after"]
