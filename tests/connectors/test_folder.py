"""The folder: whole files only, nothing overwritten, nothing twice, nothing outside the allowed roots."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from boekbrug.connectors import placing
from boekbrug.connectors.bridges.folder import Folder, FolderSettings
from boekbrug.connectors.protocol import Ending, NeedsUser, Notes, Tools, TryLater, Unclear
from tests.connectors.making import KeptNotes, parcel

BRIDGE = Folder()


class Killed(BaseException):
    """Stands for the end of the process at this point."""


def tools(root: Path, notes: Notes | None = None) -> Tools:
    return Tools(own_folder=root / "own", folder_roots=(root / "shared",), notes=notes or KeptNotes())


def test_a_document_lands_in_the_folder_of_its_kind(tmp_path: Path) -> None:
    settings = FolderSettings(sales_folder="Verkopen", purchases_folder="Aankopen", credit_notes_folder="CN")

    for kind in ("SALE", "SALE_CREDIT", "PURCHASE", "PURCHASE_CREDIT"):
        BRIDGE.send([parcel(kind, kind=kind)], settings, tools(tmp_path))

    placed = sorted(p.relative_to(tmp_path / "own").as_posix() for p in tmp_path.rglob("*.xml"))
    assert placed == [
        "Aankopen/CN/PURCHASE_CREDIT.xml",
        "Aankopen/PURCHASE.xml",
        "Verkopen/CN/SALE_CREDIT.xml",
        "Verkopen/SALE.xml",
    ]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    settings = FolderSettings(sales_folder="")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "F-1.xml").write_bytes(b"somebody else's")

    receipt = BRIDGE.send([parcel("F-1")], settings, tools(tmp_path))

    assert (tmp_path / "own" / "F-1.xml").read_bytes() == b"somebody else's"
    assert Path(receipt.remote_id).name == "F-1 (2).xml"
    assert Path(receipt.remote_id).read_bytes() == parcel("F-1").content


def test_no_temporary_file_stays(tmp_path: Path) -> None:
    BRIDGE.send([parcel()], FolderSettings(), tools(tmp_path))

    assert [p.name for p in tmp_path.rglob("*.placing")] == []


@pytest.mark.parametrize(
    "point", ["write_temporary", "rename_noted", "_rename_without_overwriting", "flush_folder"]
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_anywhere_the_reader_gets_the_file_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, when: str
) -> None:
    notes, taken = KeptNotes(), []
    real = getattr(placing, point)

    def killed(*args: object, **options: object) -> object:
        if when == "after":
            real(*args, **options)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(placing, point, killed)
        with pytest.raises(Killed):
            BRIDGE.send([parcel()], FolderSettings(), tools(tmp_path, notes))
    taken += _take_away(tmp_path)
    if BRIDGE.find([parcel()], FolderSettings(), tools(tmp_path, notes)) is None:
        BRIDGE.send([parcel()], FolderSettings(), tools(tmp_path, notes))
    taken += _take_away(tmp_path)

    assert taken == [parcel().content]
    assert list(tmp_path.rglob("*.placing")) == []


def test_a_share_that_became_another_folder_is_unclear(tmp_path: Path) -> None:
    notes = KeptNotes()
    BRIDGE.send([parcel()], FolderSettings(), tools(tmp_path, notes))
    (tmp_path / "own" / "Sales").rename(tmp_path / "elsewhere")
    (tmp_path / "own" / "Sales").mkdir()

    with pytest.raises(Unclear):
        BRIDGE.find([parcel()], FolderSettings(), tools(tmp_path, notes))


def test_a_drive_that_is_away_is_tried_later(tmp_path: Path) -> None:
    settings = FolderSettings(folder=str(tmp_path / "shared" / "ATELIER"))

    with pytest.raises(TryLater, match="is not there"):
        BRIDGE.send([parcel()], settings, tools(tmp_path))


def test_a_file_in_place_of_the_folder_needs_somebody(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file")

    with pytest.raises(NeedsUser, match="is a file"):
        BRIDGE.send([parcel()], FolderSettings(), tools(tmp_path))


@pytest.mark.parametrize(
    ("code", "ending", "said"),
    [
        (errno.EACCES, NeedsUser, "right to write"),
        (errno.EROFS, NeedsUser, "right to write"),
        (errno.ENOSPC, TryLater, "is full"),
        (errno.EIO, TryLater, "failed"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, ending: type[Ending], said: str
) -> None:
    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(placing.os, "open", fail)
        with pytest.raises(ending, match=said):
            BRIDGE.send([parcel()], FolderSettings(), tools(tmp_path))

    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_rename_that_fails_leaves_no_trace_and_works_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = KeptNotes()

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patched:
        patched.setattr(placing, "_rename_without_overwriting", fail)
        with pytest.raises(TryLater):
            BRIDGE.send([parcel()], FolderSettings(), tools(tmp_path, notes))
    left = [p for p in tmp_path.rglob("*") if p.is_file()]
    BRIDGE.send([parcel()], FolderSettings(), tools(tmp_path, notes))

    assert left == []
    assert _take_away(tmp_path) == [parcel().content]


@pytest.mark.parametrize("folder", ["../other", "/", "/etc", "a/../../other"])
def test_a_path_outside_the_allowed_roots_is_refused(tmp_path: Path, folder: str) -> None:
    settings = FolderSettings(folder=folder)

    assert [one.setting for one in BRIDGE.check_settings(settings, tools(tmp_path))] == ["folder"]
    with pytest.raises(NeedsUser, match="outside"):
        BRIDGE.send([parcel()], settings, tools(tmp_path))


def test_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "Sales").symlink_to(tmp_path / "secret")

    with pytest.raises(NeedsUser, match="outside"):
        BRIDGE.send([parcel()], FolderSettings(), tools(tmp_path))
    assert list((tmp_path / "secret").iterdir()) == []


@pytest.mark.parametrize("name", ["..", "a/../b", "con", "a:b", "x?"])
def test_a_sub_folder_with_an_unusable_name_is_refused(tmp_path: Path, name: str) -> None:
    wrong = BRIDGE.check_settings(FolderSettings(sales_folder=name), tools(tmp_path))

    assert [one.setting for one in wrong] == ["sales_folder"]


def _take_away(root: Path) -> list[bytes]:
    """Do what a bookkeeping program does: read what is there, and remove it."""
    files = list(root.rglob("*.xml"))
    contents = [file.read_bytes() for file in files]
    for file in files:
        file.unlink()
    return contents
