"""Check what must never be false, over every dossier: files, timelines, balances, chains and pointers.

Rows are read as a stream: the memory it takes does not grow with them. docs/verify.md explains the codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from boekbrug.business.dossiers import queries as dossiers
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.files import queries as files
from boekbrug.business.files.blobs import DAMAGED
from boekbrug.business.timeline import firms
from boekbrug.business.timeline import queries as timeline
from boekbrug.business.timeline.queries import KnownHead
from boekbrug.business.verification import chains, money, orphans, papers, wordings
from boekbrug.business.verification.finding import Code, Finding, Wrong

__all__ = ["Code", "Finding", "verify", "verify_everything"]


def verify_everything(
    *,
    heads: Mapping[str, KnownHead] | None = None,
    reads_files: bool = True,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> list[Finding]:
    """Verify every dossier; an empty list means that all is as it was. As `verify`, all at once."""
    return list(verify(heads=heads, reads_files=reads_files, tell=tell))


def verify(
    *,
    heads: Mapping[str, KnownHead] | None = None,
    reads_files: bool = True,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> Iterator[Finding]:
    """Verify every dossier and firm, and yield what is wrong as it is found.

    `heads` are heads of timelines that were kept elsewhere, by id; `tell` hears how far it is. Without
    `reads_files` the kept files are not read: they have a round of their own.
    """
    known = dict(heads or {})
    everything = dossiers.all_dossiers()
    for number, dossier in enumerate(everything, 1):
        found = _wrong_here(known.pop(dossier.public_id, None), reads_files=reads_files)
        while (wrong := _next_inside(dossier, found)) is not None:
            yield Finding(dossier.public_id, wrong.code, wrong.sentence)
        tell("dossiers", number, len(everything))
    for firm in dossiers.all_firms():
        if broken := firms.find_break(firm, known.pop(firm.public_id, None)):
            yield Finding(
                firm.public_id, Code.TIMELINE_BROKEN, wordings.TIMELINE[broken.what].say(number=broken.number)
            )
    yield from orphans.orphans()
    for gone in known:
        yield Finding(gone, Code.DOSSIER_GONE, wordings.DOSSIER_GONE.say())


def _next_inside(dossier: Dossier, found: Iterator[Wrong]) -> Wrong | None:
    """Go on inside the dossier until the next finding; outside of it again when whoever asked gets it."""
    with tenant.enter(dossier):
        return next(found, None)


def _wrong_here(known: KnownHead | None, *, reads_files: bool) -> Iterator[Wrong]:
    for file in files.damaged_files() if reads_files else ():
        yield Wrong(Code.FILE_DAMAGED, DAMAGED.say(sha256=file.sha256))
    if broken := timeline.find_break(known):
        yield Wrong(Code.TIMELINE_BROKEN, wordings.TIMELINE[broken.what].say(number=broken.number))
    yield from money.wrong_allocations()
    yield from money.wrong_statements()
    yield from chains.wrong_chains()
    yield from papers.wrong_numbers()
    yield from papers.deliveries_without_receipt()
