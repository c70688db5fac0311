"""Place each e-invoice in a folder that an accounting package reads; docs/connectors/folder.md.

One UBL with its PDF inside per file, a folder per kind of document, names that Windows accepts, nothing ever
overwritten. What packages expect: Sage BOB Demat, WinBooks, Adsolut, Briljant, Expert/M Plus (folder routes).
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Literal

from boekbrug.connectors import placing as placings
from boekbrug.connectors.file_names import is_safe, safe_stem
from boekbrug.connectors.placing import Placing
from boekbrug.connectors.protocol import (
    Ability,
    NeedsUser,
    Notes,
    Parcel,
    Receipt,
    Tools,
    TryLater,
    Unclear,
)
from boekbrug.connectors.settings import Wrong, setting
from boekbrug.wording import Sentence, Wording

PATH_LENGTH_MAX = 240  # what older Windows programs open
PLACED = Wording("folder-placed", "Placed in the folder as {found}.")
OUTSIDE = Wording(
    "folder-outside",
    "The folder {found} lies outside the folders that the operator of this server opened for deliveries."
    " Choose a folder below one of those, or ask the operator to add it (setting folder_roots).",
)
MISSING = Wording(
    "folder-missing", "The folder {found} is not there. Connect the drive, or correct the folder's name."
)
NOT_A_FOLDER = Wording("folder-not-a-folder", "{found} is a file, not a folder. Correct the folder's name.")
NOT_WRITABLE = Wording(
    "folder-not-writable",
    "Nothing may be written in the folder {found}. Give Boekbrug the right to write there.",
)
FULL = Wording("folder-full", "The disk of the folder {found} is full. Make room there.")
FAILED = Wording("folder-failed", "Writing in the folder {found} failed: {said}.")
UNSURE = Wording(
    "folder-unsure",
    "The folder {found} is not the same one as before, so nobody can tell whether the document was placed."
    " Look in the bookkeeping, then say whether it arrived.",
)
BAD_SUB_FOLDER = Wording(
    "folder-bad-sub-folder",
    "{found} cannot be used as a folder below the folder. Write names without : * ? and without two points.",
)
LONG_PATH = Wording(
    "folder-long-path", "The path {found} is longer than {most} characters. Choose a shorter folder."
)
_NEEDS_SOMEBODY = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """Where files go."""

    folder: str = setting(
        "Folder",
        "A path on the server, such as /srv/bookkeeping/ATELIER. A name without a slash in front, or nothing,"
        " is a folder of this dossier that Boekbrug makes.",
        kind="folder",
        default="",
    )
    sales_folder: str = setting(
        "Folder for sales", "Below the folder, such as Verkopen. Empty: the folder itself.", default="Sales"
    )
    purchases_folder: str = setting(
        "Folder for purchases",
        "Below the folder, such as Aankopen. Empty: the folder itself.",
        default="Purchases",
    )
    credit_notes_folder: str = setting(
        "Folder for credit notes",
        "Below the folder of sales or purchases. Empty: between the invoices.",
        default="",
    )


class Folder:
    """A folder on the server or on a share, read by the accountant's package."""

    key: ClassVar[str] = "folder"
    title: ClassVar[Wording] = Wording("bridge-folder-title", "Folder")
    explanation: ClassVar[Wording] = Wording(
        "bridge-folder-explanation",
        "One e-invoice per file, with its PDF inside, in a folder that the accountant's package reads.",
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset({Ability.SEND_DOCUMENTS, Ability.LOOK_UP})
    carries: ClassVar[Literal["one", "many"]] = "one"
    settings: ClassVar[type[Any]] = FolderSettings

    def check_settings(self, settings: FolderSettings, tools: Tools) -> Sequence[Wrong]:
        """Check that the path is allowed and the folders' names can be used; the folder may be away now."""
        wrong = [
            Wrong(name, BAD_SUB_FOLDER.say(found=getattr(settings, name)))
            for name in ("sales_folder", "purchases_folder", "credit_notes_folder")
            if not _is_usable_below(getattr(settings, name))
        ]
        if _allowed(_chosen(settings, tools), tools) is None:
            wrong.append(Wrong("folder", OUTSIDE.say(found=settings.folder)))
        return wrong

    def send(self, parcels: Sequence[Parcel], settings: FolderSettings, tools: Tools) -> Receipt:
        """Place each parcel; returns where the last one lies."""
        receipts = [_place(parcel, settings, tools) for parcel in parcels]
        return receipts[-1]

    def find(self, parcels: Sequence[Parcel], settings: FolderSettings, tools: Tools) -> Receipt | None:
        """Tell from the notes and the temporary files whether everything was placed; raises Unclear."""
        found = [_look_up(parcel, _notes(tools)) for parcel in parcels]
        return found[-1] if found and all(found) else None


def _place(parcel: Parcel, settings: FolderSettings, tools: Tools) -> Receipt:
    notes = _notes(tools)
    if already := _look_up(parcel, notes):
        return already
    folder = _ready_folder(parcel, settings, tools)
    name = _name_of(parcel)
    if len(str(folder / name)) > PATH_LENGTH_MAX:
        raise NeedsUser(LONG_PATH.say(found=str(folder / name), most=PATH_LENGTH_MAX))
    try:
        temporary = placings.write_temporary(folder, parcel.key, parcel.content)
    except OSError as wrong:
        raise _ending(wrong, folder) from wrong
    wanted = Placing(str(folder), "", temporary, name, parcel.sha256)
    try:
        placing = placings.rename_noted(notes, parcel.key, wanted)
    except OSError as wrong:
        raise _after_failed_rename(wrong, parcel, folder, notes) from wrong
    try:
        placings.flush_folder(folder)
    except OSError as wrong:
        raise Unclear(FAILED.say(found=str(folder), said=wrong.strerror or "?")) from wrong
    return _receipt(placing)


def _look_up(parcel: Parcel, notes: Notes) -> Receipt | None:
    """Return the receipt of an earlier placing, or None when it certainly did not happen."""
    placing = placings.noted(notes, parcel.key)
    if placing is None:
        return None
    try:
        return _receipt(placing) if placings.is_placed(placing) else None
    except placings.FolderChanged as changed:
        raise Unclear(UNSURE.say(found=placing.folder)) from changed
    except OSError as wrong:
        raise _ending(wrong, Path(placing.folder)) from wrong


def _after_failed_rename(wrong: OSError, parcel: Parcel, folder: Path, notes: Notes) -> Exception:
    """The temporary file decides: still there means certainly not placed, so the trace is taken away."""
    placing = placings.noted(notes, parcel.key)
    try:
        if placing is not None and placings.is_placed(placing):
            return Unclear(FAILED.say(found=str(folder), said=wrong.strerror or "?"))
        placings.forget(notes, parcel.key, folder)
    except (OSError, placings.FolderChanged):
        return Unclear(UNSURE.say(found=str(folder)))
    return _ending(wrong, folder)


def _ready_folder(parcel: Parcel, settings: FolderSettings, tools: Tools) -> Path:
    """Return the folder for this kind of document, made where it is ours to make."""
    chosen = _chosen(settings, tools)
    root = _allowed(chosen, tools)
    if root is None:
        raise NeedsUser(OUTSIDE.say(found=str(chosen)))
    try:
        if tools.own_folder and root == tools.own_folder.resolve():
            chosen.mkdir(parents=True, exist_ok=True)
        if not chosen.exists():
            raise TryLater(MISSING.say(found=str(chosen)))
        folder = chosen.joinpath(*_below(parcel, settings))
        if not folder.resolve().is_relative_to(root):  # a link below the folder may lead elsewhere
            raise NeedsUser(OUTSIDE.say(found=str(folder)))
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise _ending(wrong, chosen) from wrong
    return folder


def _below(parcel: Parcel, settings: FolderSettings) -> tuple[str, ...]:
    kind = parcel.document.kind
    named = settings.sales_folder if kind.startswith("SALE") else settings.purchases_folder
    credit = settings.credit_notes_folder if kind.endswith("_CREDIT") else ""
    if not (_is_usable_below(named) and _is_usable_below(credit)):
        raise NeedsUser(BAD_SUB_FOLDER.say(found=f"{named} {credit}".strip()))
    return (*PurePosixPath(named).parts, *PurePosixPath(credit).parts)


def _chosen(settings: FolderSettings, tools: Tools) -> Path:
    own = tools.own_folder or Path("/nowhere")
    return own / settings.folder  # an absolute folder replaces our own


def _allowed(chosen: Path, tools: Tools) -> Path | None:
    """Return the root that a folder lies under, links followed, or None."""
    roots = [root.resolve() for root in (tools.own_folder, *tools.folder_roots) if root]
    return next((root for root in roots if chosen.resolve().is_relative_to(root)), None)


def _is_usable_below(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return all(part == safe_stem(part) and not part.startswith(".") for part in parts)


def _name_of(parcel: Parcel) -> str:
    if is_safe(parcel.name):
        return parcel.name
    stem, _, suffix = parcel.name.rpartition(".")
    return f"{safe_stem(stem)}.{safe_stem(suffix)}"


def _notes(tools: Tools) -> Notes:
    if tools.notes is None:  # our own mistake: without notes a crash could place a document twice
        raise ValueError("The folder bridge needs notes.")
    return tools.notes


def _receipt(placing: Placing) -> Receipt:
    place = Path(placing.folder) / placing.target
    return Receipt(PLACED.say(found=placing.target), remote_id=str(place), answer=f"sha256 {placing.sha256}")


def _ending(wrong: OSError, folder: Path) -> TryLater | NeedsUser:
    """Turn what the file system said into an ending; nothing was placed."""
    said: Sentence
    if wrong.errno in _NEEDS_SOMEBODY:
        return NeedsUser(NOT_WRITABLE.say(found=str(folder)))
    if wrong.errno in (errno.ENOTDIR, errno.EEXIST):
        return NeedsUser(NOT_A_FOLDER.say(found=str(folder)))
    if wrong.errno in _NO_ROOM:
        return TryLater(FULL.say(found=str(folder)))
    said = (
        MISSING.say(found=str(folder))
        if wrong.errno == errno.ENOENT
        else FAILED.say(found=str(folder), said=wrong.strerror or type(wrong).__name__)
    )
    return TryLater(said)
