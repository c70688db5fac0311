"""Push canaries through every address, every kind of failure and every connector error."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from django.core import mail
from django.test import Client

from boekbrug.business.documents import actions as documents
from boekbrug.business.dossiers import tenant
from boekbrug.business.outbox import actions as outbox
from boekbrug.business.outbox import work
from boekbrug.connectors.protocol import NeedsUser, Refused, TryLater, Unclear
from tests.business.documents.making import customer, draft, give_account, line
from tests.canaries.planting import IN_REQUESTS, Planted
from tests.connectors.secretive import TOOK
from tests.web.test_headers import paths

FIELDS = ("password", "password1", "password2", "oldpassword", "token", "code", "secret", "api_key", "key")


def through_addresses(planted: Planted) -> Iterator[Any]:
    """Ask for every address, as three people, with canaries in query, form, JSON, headers and cookies."""
    birds = [planted.hatch(f"told in request {number}") for number in range(IN_REQUESTS)]
    fields = dict(zip(FIELDS, birds, strict=False))
    headers = {
        "authorization": f"Bearer {birds[10]}",
        "x-api-key": birds[11],
        "cookie": f"session={birds[12]}; csrf={birds[13]}",
        "proxy-authorization": f"Basic {birds[14]}",
        "x-token": birds[15],
    }
    for path in paths(planted.cast.atelier.public_id):
        for client in (Client(raise_request_exception=False), planted.log_in("an"), planted.log_in("dirk")):
            yield client.get(path, fields)
            yield client.post(path, {"name": "x", **fields})
            yield client.get(path, headers=headers)
            yield client.post(path, json.dumps(fields), content_type="application/json", headers=headers)
    for bird in birds[16:20]:
        yield Client(raise_request_exception=False).get(f"/password/new/1-abc123-{bird}/")
        yield Client(raise_request_exception=False).get(f"/invitation/{bird}/")
    for bird in birds[20:24]:
        yield Client().post("/login/", {"login": planted.cast.an.email, "password": bird})


def through_mailed_links(planted: Planted) -> Iterator[Any]:
    """Ask for a new password, and open the link that comes."""
    import threading

    client = Client(raise_request_exception=False)
    mail.outbox.clear()
    yield client.post("/password/forgotten/", {"email": planted.cast.bram.email})
    for thread in threading.enumerate():
        if thread.name == "password-mail":
            thread.join(10)
    for message in mail.outbox:
        link = next(word for word in str(message.body).split() if "/password/new/" in word)
        path = urlsplit(link).path
        planted.birds["link for a new password"] = path.strip("/").rpartition("-")[2]
        yield client.get(path)
        yield client.get(path, {"key": planted.hatch("key beside the link")})


def through_broken_pages(planted: Planted) -> Iterator[Any]:
    """Break a page with canaries in the exception, in its cause and in local variables."""
    named = planted.hatch("named in an exception")

    def broken(*_: Any, **__: Any) -> None:
        password = named  # a local of the frame that fails
        try:
            raise ValueError(f"token={password} refused")
        except ValueError as cause:
            raise RuntimeError(f"Authorization: Bearer {password}; session={password}") from cause

    for page in ("profile", "dossiers", "contacts", "settings", "today"):
        with mock.patch(f"boekbrug.web.pages.{page}.render", broken):
            for path in ("/profile/", "/dossiers/", *_inside(planted)):
                yield planted.log_in("an").get(path)


def through_connectors(planted: Planted) -> None:
    """Send through each connection; each fails in another way, repeating its secret."""
    cast, now = planted.cast, planted.now
    give_account(cast.atelier)
    by: dict[str, Any] = {"actor": cast.actor(cast.an), "now": now}
    with tenant.enter(cast.atelier):
        buyer = customer(now)
    for connection, error in zip(planted.connections, _ERRORS, strict=False):
        planted.bridge.fails_with = error(planted.birds[f"token of connection {connection.title[1:]}"])
        with tenant.enter(cast.atelier):
            document = documents.save_draft(draft=draft(buyer, line("10")), **by)
            made = documents.issue(document=document, **by)
            batch = outbox.send(connection=connection, document_ids=[made.public_id], title="x", **by)
            work.run_batch(batch=batch, clock=lambda: now + dt.timedelta(hours=1))


_ERRORS: tuple[Callable[[str], Exception], ...] = (
    lambda token: TryLater(TOOK.say(found=token), answer=f"429 {token}"),
    lambda token: NeedsUser(TOOK.say(found=token), answer=f"401 bad key {token}"),
    lambda token: Refused(TOOK.say(found=token), answer=f"422 {token}"),
    lambda token: Unclear(TOOK.say(found=token), answer=f"500 {token}"),
    lambda token: RuntimeError(f"the server said {token}"),
    lambda token: OSError(f"https://user:{token}@example.be/ refused"),
    lambda token: ValueError(f"bad header {{'X-Key': '{token}'}}"),
)


def _inside(planted: Planted) -> list[str]:
    home = f"/d/{planted.cast.atelier.public_id}"
    return [f"{home}/", f"{home}/contacts/", f"{home}/settings/", f"{home}/settings/connections/"]
