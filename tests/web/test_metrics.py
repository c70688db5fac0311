"""Figures for the operator's watching program: behind a token, of nobody, with a bound to their number."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from prometheus_client.parser import text_string_to_metric_families

from boekbrug.business.files.models import StoredFile
from boekbrug.business.outbox import actions_hold
from boekbrug.business.safekeeping import actions as safekeeping
from boekbrug.business.safekeeping.models import Work
from boekbrug.business.schedules import actions as schedules
from boekbrug.business.watching.figures import MEANING
from boekbrug.web.measuring import MEASURED
from boekbrug.web.pages import metrics
from boekbrug.workers.schedules import SCHEDULES
from tests.access.world import World, make_world
from tests.cast import Cast
from tests.house import tree

TOKEN = "invented-token-of-these-tests"
DOCS = tree.ROOT / "docs" / "metrics.md"
STATUS_CLASSES = {"1xx", "2xx", "3xx", "4xx", "5xx"}


@pytest.fixture
def watched(settings: Any) -> Any:
    settings.METRICS_TOKEN = TOKEN
    MEASURED.spreads.clear()
    yield settings
    MEASURED.spreads.clear()


@pytest.fixture
def world(cast: Cast, now: dt.datetime) -> World:
    return make_world(cast, now)


def text(client: Client) -> str:
    answer = client.get("/metrics/", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def values(client: Client) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every value by its name and labels, as Prometheus itself reads them."""
    return {
        (one.name.removeprefix("boekbrug_"), tuple(sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(text(client))
        for one in family.samples
    }


@pytest.mark.django_db
def test_there_is_no_such_page_without_the_setting_or_the_extra(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {"Authorization": "Bearer "}
    assert client.get("/metrics/", headers=headers).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(metrics, "find_spec", lambda _name: None)
    assert client.get("/metrics/", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", ["", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", f"bearer\t{TOKEN}", "Bearer é\udcff"]
)
def test_a_wrong_token_is_refused(client: Client, watched: Any, given: str) -> None:
    answer = client.get("/metrics/", headers={"Authorization": given})

    assert (answer.status_code, answer.content) == (401, b"")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert client.get("/metrics/").status_code == 401


def test_being_logged_in_opens_nothing(client: Client, watched: Any, cast: Cast) -> None:
    cast.bea.is_operator = True
    cast.bea.save()
    client.force_login(cast.bea)

    assert client.get("/metrics/").status_code == 401


def test_every_figure_is_there_and_right(
    client: Client, watched: Any, world: World, now: dt.datetime
) -> None:
    schedules.declare(jobs=SCHEDULES, now=now - dt.timedelta(days=30))
    safekeeping.note(work=Work.VERIFY, is_fine=True, counts={}, now=now)
    schedules.beat(host="a", number=1, process=1, version="0", now=now - dt.timedelta(days=900))

    found = values(client)

    names = {name for name, _ in found}
    assert set(MEANING) <= names
    assert found["verify_last_timestamp_seconds", ()] == now.timestamp()
    assert found["backup_last_timestamp_seconds", ()] == 0
    assert found["queue_length", (("kind", "send"),)] == 3
    assert found["queue_length", (("kind", "invite"),)] == 3
    assert found["queue_length", (("kind", "import"),)] == 0
    assert found["queue_oldest_age_seconds", (("kind", "send"),)] > 0
    assert found["workers", (("state", "silent"),)] == 1
    assert found["schedule_late", (("schedule", "verify"),)] == 1
    assert found["files_size_bytes", ()] > 1000


def test_the_files_are_not_counted_at_each_scrape(
    client: Client, watched: Any, world: World, django_assert_max_num_queries: Any
) -> None:
    first = values(client)["files_size_bytes", ()]
    StoredFile.across.update(size_bytes=1)

    with django_assert_max_num_queries(45):
        assert values(client)["files_size_bytes", ()] == first


def test_what_is_held_ages_no_alarm(client: Client, watched: Any, world: World, now: dt.datetime) -> None:
    actions_hold.hold(now=now)

    found = values(client)

    assert found["held", ()] == 1
    assert found["queue_oldest_age_seconds", (("kind", "send"),)] == 0
    assert found["queue_length", (("kind", "send"),)] == 3


def test_nothing_of_a_dossier_or_a_person_is_in_it(client: Client, watched: Any, world: World) -> None:
    for filled in (world.atelier, world.bakery, world.dirks):
        client.get(f"/d/{filled.dossier.public_id}/invoices/")
    said = text(client)

    rows = (world.atelier, world.bakery, world.dirks)
    names = [one.dossier.name for one in rows] + [one.email for one in world.people.values()]
    ids = [one.dossier.public_id for one in rows] + [id_ for one in rows for id_ in one.ids.values()]
    assert [one for one in (*names, *ids, "BE71", "F-1") if one in said] == []


def known_routes() -> set[str]:
    """Every name that the map could give."""
    found = {"static", "none"}
    for pattern in get_resolver().url_patterns:
        inner = getattr(pattern, "url_patterns", [pattern])
        space = getattr(pattern, "namespace", None)
        found |= {f"{space}:{one.name}" if space else str(one.name) for one in inner}
    return found


@pytest.mark.django_db
def test_visitors_cannot_make_up_labels(client: Client, watched: Any) -> None:
    for number in range(200):
        client.generic(f"M{number}", f"/nothing-{number}/")
        client.get(f"/d/{number:013}/invoices/?find={number}", headers={"User-Agent": f"a{number}"})
        client.get(f"/static/{number}.css")
        client.get(f"/api/v1/dossiers/{number:013}/documents")

    routes = {
        dict(labels)["route"] for name, labels in values(client) if name == "http_request_seconds_count"
    }
    classes = {
        dict(labels)["status"] for name, labels in values(client) if name == "http_request_seconds_count"
    }

    assert routes <= known_routes()
    assert len(routes) <= 6
    assert classes <= STATUS_CLASSES


@pytest.mark.django_db
def test_requests_are_counted_by_address_and_class(client: Client, watched: Any) -> None:
    for _ in range(3):
        client.get("/health/live/")
    client.post("/health/live/")

    found = values(client)

    live = ("route", "health-live")
    assert found["http_request_seconds_count", (live, ("status", "2xx"))] == 3
    assert found["http_request_seconds_count", (live, ("status", "4xx"))] == 1
    assert found["http_request_seconds_bucket", (("le", "+Inf"), live, ("status", "2xx"))] == 3
    assert 0 < found["http_request_seconds_sum", (live, ("status", "2xx"))] < 3


@pytest.mark.django_db
def test_nothing_is_measured_where_nobody_asks(client: Client) -> None:
    MEASURED.spreads.clear()
    client.get("/health/live/")

    assert MEASURED.spreads == {}


def test_every_figure_is_explained_and_every_rule_asks_for_one() -> None:
    page = DOCS.read_text(encoding="utf-8")
    names = {f"boekbrug_{name}" for name in MEANING} | {"boekbrug_http_request_seconds"}
    rules = "\n".join(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL))

    assert [name for name in names if f"`{name}`" not in page] == []
    asked = {re.sub(r"_(count|sum|bucket)$", "", one) for one in re.findall(r"boekbrug_[a-z_]+", rules)}
    assert asked <= names
    assert len(asked) >= 10
    assert Path(DOCS).stat().st_size < 10_000
