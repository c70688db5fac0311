"""Plant canaries: every kind of secret that Boekbrug keeps, makes or is told."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.conf import settings
from django.test import Client

from boekbrug.business.connections import actions as connections
from boekbrug.business.connections.models import Connection
from boekbrug.business.dossiers import tenant
from tests.api.program import Program
from tests.cast import Cast, make_cast
from tests.connectors.secretive import Secretive, registered

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
IN_REQUESTS = 24
CONTROL = "control-bird-that-must-be-found"  # no secret: who does not find it would find no canary either


@dataclass
class Planted:
    """The canaries by what they are, and the installation they sit in."""

    cast: Cast
    bridge: Secretive
    now: dt.datetime
    birds: dict[str, str] = field(default_factory=dict)
    connections: list[Connection] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)

    def log_in(self, name: str) -> Client:
        """Log somebody in afresh: what was pushed before may have ended the session."""
        client = self.clients.setdefault(name, Client(raise_request_exception=False))
        client.force_login(getattr(self.cast, name), backend=BACKEND)
        self.birds[f"session of {name}"] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return client

    def hatch(self, what: str) -> str:
        """Make a canary and remember what it is."""
        self.birds[what] = f"Cnry{len(self.birds):02d}{secrets.token_hex(12)}"
        return self.birds[what]


def plant(patch: pytest.MonkeyPatch) -> Planted:
    """Make people, keys, sessions, connections and a mail server that carry canaries."""
    now = dt.datetime.now(dt.UTC)
    planted = Planted(make_cast(now), registered(patch), now)
    planted.birds["secret_key of the server"] = str(settings.SECRET_KEY)
    settings.EMAIL_HOST_PASSWORD = planted.hatch("password of the mail server")
    _people(planted)
    _connections(planted)
    with tenant.enter(planted.cast.atelier):
        Connection.objects.filter(pk=planted.connections[-1].pk).update(title=CONTROL)
    structlog.get_logger("boekbrug.tests").warning("control", told=CONTROL)
    return planted


def _people(planted: Planted) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    cast = planted.cast
    for name in ("an", "bram", "carla", "dirk"):
        person = getattr(cast, name)
        person.set_password(planted.hatch(f"password of {name}"))
        person.save()
        planted.log_in(name)
    secret = "CNRY" + secrets.token_hex(16).upper().translate(str.maketrans("0189", "ABCD"))
    planted.birds["secret of the second factor"] = secret
    TOTP.activate(cast.an, secret)
    for number in range(3):
        planted.birds[f"API key {number}"] = Program(cast.atelier, cast.an).token


def _connections(planted: Planted) -> None:
    by: dict[str, Any] = {"actor": planted.cast.actor(planted.cast.an), "now": planted.now}
    with tenant.enter(planted.cast.atelier):
        for number in range(10):
            values = {"office": f"A{number}", "token": planted.hatch(f"token of connection {number}")}
            made = connections.add(bridge_key="secretive", title=f"C{number}", values=values, **by)
            planted.connections.append(made)


def keys_of_the_installation(data: Path) -> dict[str, str]:
    """The keys outside the database; they may lie in their own folder only."""
    found = {}
    for path in (data / "keys").iterdir():
        for number, line in enumerate(path.read_text().splitlines()):
            found[f"{path.name}, line {number}"] = line.rpartition(" ")[2]
    return found
