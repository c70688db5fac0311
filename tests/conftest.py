"""What every test stands on: an environment of its own, one clock, and the shared samples.

The settings are the real ones; only their values differ. They come in through the environment, before Django
reads them, which is why this file sets them while it is imported (and why pyproject.toml names no settings).
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

ROOT = Path(__file__).resolve().parents[1]
RUN_FOLDER_VARIABLE = "TESTS_FOLDER"  # the folder of the whole run, handed from pytest to its xdist workers
TEST_DATABASE = "BOEKBRUG_TEST_DATABASE"  # an address such as postgres://user@/name?host=/socket


def _set_environment() -> Path:
    """Point the settings to a fresh folder for this process; return the folder of the whole run."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    if worker == "main":
        os.environ[RUN_FOLDER_VARIABLE] = tempfile.mkdtemp(prefix="boekbrug-tests-")
    run_folder = Path(os.environ[RUN_FOLDER_VARIABLE])
    data = run_folder / worker
    data.mkdir()
    for name in [name for name in os.environ if name.startswith("BOEKBRUG_")]:
        if name != TEST_DATABASE:
            del os.environ[name]  # what the developer's shell says must not change a test
    os.environ["BOEKBRUG_PROFILE"] = "test"
    os.environ["BOEKBRUG_DATA"] = str(data)
    os.environ["BOEKBRUG_DATABASE"] = (
        os.environ.get(TEST_DATABASE) or f"sqlite:///{data / 'boekbrug.sqlite3'}"
    )
    os.environ["BOEKBRUG_SECRET_KEY"] = "only-for-tests-" + "0123456789abcdef" * 4
    for scope in ("KEY", "DOSSIER", "HEAVY", "GUESS"):
        os.environ[f"BOEKBRUG_API_LIMITS__{scope}"] = "1000000"  # the tests of limits set their own
    os.environ["DJANGO_SETTINGS_MODULE"] = "boekbrug.project.settings"
    return run_folder


RUN_FOLDER = _set_environment()
django.setup()  # pytest-django does it only where it finds settings before this file

hypothesis_settings.register_profile(
    "quick", max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(
    "deep", parent=hypothesis_settings.get_profile("quick"), max_examples=5000
)
hypothesis_settings.load_profile(os.environ.get("TESTS_HYPOTHESIS", "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--only-database`: the PostgreSQL run repeats only the tests that can tell the difference."""
    parser.addoption("--only-database", action="store_true", help="run only tests that use the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what `--only-database` does not ask for."""
    if not config.getoption("--only-database"):
        return
    kept = [item for item in items if _uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
    items[:] = kept


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marks = ("django_db", "postgres")
    return bool(fixtures & {"db", "transactional_db"}) or any(item.get_closest_marker(mark) for mark in marks)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folder of the run, by the process that made it."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(RUN_FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Put the SQLite test database in a file: in memory, locks and journals would not be the real ones."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        data = Path(os.environ["BOEKBRUG_DATA"])
        database.setdefault("TEST", {})["NAME"] = str(data / "tests.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """On PostgreSQL, tests run as the application's own role, with row-level security on every table."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    from tests.gate import application_role

    owner = connection.settings_dict["USER"]
    with django_db_blocker.unblock():
        application_role.secure()
        application_role.become(application_role.NAME)
    yield
    with django_db_blocker.unblock():
        application_role.become(owner)


@pytest.fixture
def now() -> dt.datetime:
    """The moment at which the tests play: a Monday morning in Brussels, as UTC."""
    return dt.datetime(2026, 3, 16, 8, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def no_visits_left() -> None:
    """Forget visits that an earlier test noted and did not write: their dossier is gone."""
    from boekbrug.business.visits.actions import forget_written

    forget_written()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with samples and references beside the project; the project works without it."""
    folder = ROOT.parent / "shared"
    if not (folder / "samples").is_dir():
        pytest.skip("../shared is absent: this test reads the sample files that lie beside the project.")
    return folder


@pytest.fixture
def cast(db: None, now: dt.datetime, settings: Any) -> object:
    """The cast of the stories, in the database; a quick hash, since Argon2 would take a second per test."""
    from tests.cast import make_cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return make_cast(now)
