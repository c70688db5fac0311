"""Nothing of one machine, no registry and no big file in a commit."""

from __future__ import annotations

import re

from tests.house import tree

FILE_BYTES_MAX = 1_000_000
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".html",
    ".css",
    ".js",
    ".svg",
    ".po",
    ".json",
    ".yaml",
    ".csv",
    ".typ",
    "",
}
MACHINE_PATH = re.compile(r"(?<![\w.$}>-])/(?:work|root|home|farm|Users)/[\w.-]")
REGISTRY = re.compile(
    "|".join(
        (
            "--(?:extra-)?index-" + "url",
            "--find-" + "links",
            r"//[^ \"']*/sim" + "ple",
            "py" + r"pi\.org",
            "npm" + r"js\.org",
        )
    )
)


def test_no_file_is_big() -> None:
    assert [tree.place(path) for path in tree.files() if path.stat().st_size > FILE_BYTES_MAX] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert _lines_with(MACHINE_PATH) == []


def test_no_file_names_a_package_registry() -> None:
    assert _lines_with(REGISTRY) == []


def test_every_requirement_is_pinned_with_a_hash() -> None:
    loose = [
        f"{path.name}: {block.strip().splitlines()[0]}"
        for path in (tree.ROOT / "requirements").glob("*.txt")
        for block in re.split(r"\n(?=\S)", path.read_text(encoding="utf-8"))
        if not block.startswith("#") and not re.match(r"[\w.\[\],-]+==\S+.*--hash=sha256:", block, re.DOTALL)
    ]

    assert loose == []


def test_developers_run_the_versions_that_users_run() -> None:
    pins = {
        name: set(
            re.findall(r"^([\w.\[\]-]+==\S+)", (tree.ROOT / "requirements" / name).read_text(), re.MULTILINE)
        )
        for name in ("core.txt", "dev.txt")
    }

    assert pins["core.txt"] - pins["dev.txt"] == set()


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{tree.place(path, number)} {line.strip()[:100]}"
        for path in tree.files()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]
