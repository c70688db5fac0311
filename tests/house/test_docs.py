"""Documentation is tested: what the program has, the docs name; what the docs link to, exists."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from tests.house import tree

DOCS = tree.ROOT / "docs"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"")
VERSION = re.compile(r"^## (\d+\.\d+\.\d+)", re.MULTILINE)


def text_of(name: str) -> str:
    """Read a page of the docs; a page that is not there is a failure with its name."""
    path = DOCS / name
    assert path.is_file(), f"docs/{name} is missing"
    return path.read_text(encoding="utf-8")


def rooms() -> list[str]:
    """Every room: packages and single modules of the top floor, and the apps inside business."""
    top = [path for path in tree.SOURCE.iterdir() if (path / "__init__.py").is_file() or path.suffix == ".py"]
    apps = [path for path in (tree.SOURCE / "business").iterdir() if (path / "__init__.py").is_file()]
    return sorted(path.stem for path in (*top, *apps) if not path.name.startswith("_"))


def test_every_room_is_in_the_list_of_rooms() -> None:
    page = text_of("rooms.md")

    assert [room for room in rooms() if f"`{room}`" not in page] == []


def test_every_room_in_the_list_exists() -> None:
    named = re.findall(r"^\| `(\w+)` \|", text_of("rooms.md"), re.MULTILINE)

    assert sorted(set(named)) == rooms()


def test_every_command_is_in_the_docs() -> None:
    import click

    group = importlib.import_module("boekbrug.cli.main").main
    names = group.list_commands(click.Context(group))
    page = text_of("cli.md")

    assert len(names) >= 12
    assert [name for name in names if f"boekbrug {name}" not in page] == []


def test_every_setting_is_in_the_docs() -> None:
    from boekbrug.project.environment import ApiLimits, Environment, Mail

    page = text_of("settings.md")
    tables = {"mail": Mail, "api_limits": ApiLimits}
    keys = [name for name in Environment.model_fields if name not in tables]
    keys += [f"{table}.{name}" for table, shape in tables.items() for name in shape.model_fields]

    assert len(keys) >= 10
    assert [key for key in keys if f"`{key}`" not in page] == []


def test_every_connector_has_a_page() -> None:
    bridges = [path.stem for path in (tree.SOURCE / "connectors" / "bridges").glob("[!_]*.py")]

    assert bridges, "there is no bridge"
    assert [
        name for name in bridges if not (DOCS / "connectors" / f"{name.replace('_', '-')}.md").is_file()
    ] == []


def test_the_changelog_starts_with_our_version() -> None:
    versions = VERSION.findall((tree.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    ours = re.search(r'^version = "([^"]+)"', (tree.ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert ours is not None
    assert versions[0] == ours.group(1)


@pytest.mark.parametrize("page", [path for path in tree.files() if path.suffix == ".md"], ids=tree.place)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [first or second for first, second in LINK.findall(page.read_text(encoding="utf-8"))]
    local = [target.split("#")[0] for target in targets if "://" not in target and not target.startswith("#")]

    assert [target for target in local if target and not (page.parent / target).exists()] == []
