"""The folder of the demo: ours by its mark, and nothing in it is thrown away but what we made."""

from __future__ import annotations

from pathlib import Path

import pytest

from boekbrug.cli import demo_folder
from tests.cli.typing_in import boekbrug


@pytest.fixture
def holidays(tmp_path: Path) -> Path:
    """A folder of somebody who never made a demo, with names that a demo also uses."""
    folder = tmp_path / "holidays"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "beach.jpg").write_text("sand")
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A demo with every part that one makes, in which somebody put a note."""
    folder = tmp_path / "demo"
    demo_folder.claim(folder, fresh=False)
    demo_folder.finish(folder)
    for name in demo_folder.FOLDERS:
        (folder / name / "a2").mkdir(parents=True)
        (folder / name / "a2" / "content").write_text("made")
    for name in ("boekbrug.sqlite3", "boekbrug.sqlite3-wal", "boekbrug.sqlite3-shm"):
        (folder / name).write_text("made")
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("kept")
    return folder


def content(folder: Path) -> set[str]:
    """Every file of a folder, by its place inside."""
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if not one.is_dir()}


@pytest.mark.parametrize("options", [(), ("--fresh",)])
def test_a_folder_of_somebody_else_is_refused_and_left_alone(
    holidays: Path, options: tuple[str, ...]
) -> None:
    done = boekbrug("demo", "--data", holidays, "--make-only", *options)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{holidays} is not empty and holds no demo. Name another folder with --data.\n"
    assert content(holidays) == {"files/beach.jpg"}


@pytest.mark.parametrize("is_there", [True, False])
def test_a_new_or_empty_folder_is_marked_before_anything_else(tmp_path: Path, is_there: bool) -> None:
    folder = tmp_path / "some" / "demo"
    if is_there:
        folder.mkdir(parents=True)

    demo_folder.claim(folder, fresh=False)

    assert content(folder) == {demo_folder.BEGUN}
    assert not demo_folder.is_finished(folder)


def test_an_earlier_demo_is_used_again(made: Path) -> None:
    before = content(made)

    demo_folder.claim(made, fresh=False)

    assert content(made) == before
    assert demo_folder.is_finished(made)


def test_a_fresh_start_throws_away_only_what_we_made(made: Path) -> None:
    demo_folder.claim(made, fresh=True)

    assert content(made) == {demo_folder.BEGUN, "notes/mine.txt"}
    assert {one.name for one in made.iterdir()} == {demo_folder.BEGUN, "notes"}


def test_a_fresh_start_does_not_follow_a_link_out_of_the_folder(made: Path, holidays: Path) -> None:
    (made / "logs").joinpath("a2", "content").unlink()
    (made / "logs" / "a2").rmdir()
    (made / "logs").rmdir()
    (made / "logs").symlink_to(holidays / "files", target_is_directory=True)

    demo_folder.claim(made, fresh=True)

    assert not (made / "logs").is_symlink()
    assert content(holidays) == {"files/beach.jpg"}
