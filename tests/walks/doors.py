"""Hand the same file in through three doors, each into a dossier of its own, and compare what became of it.

    python -m tests.walks.doors [FILE…]

Without files: every CODA file of ../shared/samples/coda and our own of `own_files`. Each file goes in twice
per door: once where its accounts are known, once where they are not. Exit code 1 when doors differ.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples" / "coda"
NO_CODA = {".md", ".json"}
IDS = ("id", "statement", "document", "intake")
_STATEMENT = (
    "account__iban", "account__currency", "identity", "fingerprint", "year", "sequence", "paper_number",
    "opening_thousandths", "closing_thousandths", "opening_on", "closing_on", "chain", "is_held",
    "movement_count", "details",
)  # fmt: skip
_MOVEMENT = (
    "statement__identity", "ordinal", "sequence", "detail", "amount_thousandths", "value_on", "entry_on",
    "transaction_code", "structured_type", "communication", "information", "counterparty_name",
    "counterparty_iban", "details",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """What a door said, and what is in the dossier now; row ids apart."""

    report: dict[str, Any]
    statements: list[tuple[Any, ...]]
    movements: list[tuple[Any, ...]]

    @property
    def summary(self) -> str:
        """State, counts, and the codes of the problems with how often each."""
        codes = Counter(one["code"] for one in self.report["problems"])
        told = ", ".join(code if times == 1 else f"{code} × {times}" for code, times in codes.items())
        counts = f"{len(self.statements)} statements, {len(self.movements)} movements"
        return f"{self.report['state']}, {counts}" + (f", {told}" if told else "")


def samples() -> list[Path]:
    """Return the sample files beside the project; none where that folder is absent."""
    return (
        sorted(path for path in SAMPLES.glob("*") if path.suffix not in NO_CODA) if SAMPLES.is_dir() else []
    )


def own_files() -> dict[str, bytes]:
    """Return files of ours: good, twice the same, damaged, cut, empty, and no CODA at all."""
    from tests.business.banking.sheets import OTHER_IBAN, day, file_of, sheet

    first = sheet(1, opening=100, amounts=(20, -10), since=day(1), on=day(2))
    second = sheet(2, opening=110, amounts=(5,), since=day(2), on=day(3))
    other = sheet(1, opening=0, amounts=(1,), since=day(1), on=day(2), account=OTHER_IBAN)
    good = file_of(first, second)
    return {
        "good.cod": good,
        "two-accounts": file_of(first, other),
        "twice.cod": file_of(first, first),
        "wrong-balance.cod": good.replace(b"000000000005000", b"000000000006000", 1),
        "cut.cod": good[: len(good) // 2],
        "details-only.cod": file_of(sheet(3, opening=0, amounts=(4,), since=day(3), on=day(4), part="00001")),
        "empty.cod": b"",
        "holiday.jpg": b"\xff\xd8\xff\xe0 no bank in here",
    }


def through_every_door(name: str, content: bytes, *, with_accounts: bool) -> dict[str, Result]:
    """Hand a file in through each door; returns the results by door."""
    return {
        door: _handed_in(hand_in, name, content, with_accounts=with_accounts)
        for door, hand_in in DOORS.items()
    }


def _handed_in(
    hand_in: Callable[..., dict[str, Any]], name: str, content: bytes, *, with_accounts: bool
) -> Result:
    from boekbrug.business.banking.models import Movement, Statement
    from boekbrug.business.dossiers import tenant

    owner, dossier = _dossier(_accounts_in(content) if with_accounts else ())
    report = hand_in(owner, dossier, name=name, content=content)
    with tenant.enter(dossier):
        return Result(
            _without_ids(report),
            list(Statement.objects.order_by("identity").values_list(*_STATEMENT)),
            list(Movement.objects.order_by("statement__identity", "ordinal").values_list(*_MOVEMENT)),
        )


def _dossier(accounts: Iterable[tuple[str, str]]) -> tuple[Any, Any]:
    """Make a dossier with these accounts, and its owner, who reads English."""
    from boekbrug.belgium import enterprise_number
    from boekbrug.business.banking import actions as banking
    from boekbrug.business.dossiers import actions as dossiers
    from boekbrug.business.dossiers import tenant
    from boekbrug.business.people import actions as people
    from boekbrug.business.people.actor import Actor, Channel
    from boekbrug.business.people.models import Person

    now = dt.datetime(2026, 3, 16, 8, 30, tzinfo=dt.UTC)
    number = Person.objects.count()
    owner = people.add_person(
        email=f"owner{number}@example.be", name="An Peeters", password=None, language="en", now=now
    )
    by = {"actor": Actor(owner, Channel.WEB), "now": now}
    dossier = dossiers.add_dossier(
        name="Deuren", enterprise_number=enterprise_number.make(7_123_456), owner=owner, **by
    )
    with tenant.enter(dossier):
        for iban, currency in accounts:
            banking.add_account(iban=iban, currency=currency, name="", **by)
    return owner, dossier


def _accounts_in(content: bytes) -> list[tuple[str, str]]:
    from boekbrug.business.inbox.own_account import own_iban
    from boekbrug.formats import coda
    from boekbrug.formats.recognise import Kind, recognise

    if recognise(content, "") is not Kind.CODA:
        return []
    found = ((own_iban(one.account), one.currency) for one in coda.read(content))
    return list(dict.fromkeys((iban, currency) for iban, currency in found if iban and currency))


def _by_cli(_owner: Any, dossier: Any, *, name: str, content: bytes) -> dict[str, Any]:
    from click.testing import CliRunner

    from boekbrug.cli.main import main as boekbrug

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        done = CliRunner().invoke(boekbrug, ["import", str(path), "--dossier", dossier.public_id, "--json"])
    assert done.exit_code in (0, 1), done.output
    (report,) = json.loads(done.stdout)["files"]
    assert done.exit_code == (0 if report["state"] in ("IMPORTED", "KNOWN") else 1)
    return dict(report)


def _by_api(owner: Any, dossier: Any, *, name: str, content: bytes) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.utils import timezone

    from boekbrug.business.dossiers import actions_keys
    from boekbrug.business.people.actor import Actor, Channel

    _, key = actions_keys.make_key(
        dossier=dossier,
        person=owner,
        title="doors",
        scopes=["files:write"],
        actor=Actor(owner, Channel.CLI),
        now=timezone.now(),
    )
    answer = Client().post(
        f"/api/v1/dossiers/{dossier.public_id}/intake",
        {"files": SimpleUploadedFile(name, content)},
        headers={"Authorization": f"Bearer {key}", "Accept-Language": "en"},
    )
    assert answer.status_code == 201, answer.content
    (report,) = answer.json()["files"]
    return dict(report)


def _by_web(owner: Any, dossier: Any, *, name: str, content: bytes) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import reverse
    from django.utils import translation

    from boekbrug.business.dossiers import tenant
    from boekbrug.business.inbox import reports
    from boekbrug.business.inbox.models import Intake

    client = Client()
    client.force_login(owner)
    upload = {"files": SimpleUploadedFile(name, content)}
    answer = client.post(reverse("import", args=[dossier.public_id]), upload, follow=True)
    assert answer.status_code == 200, answer.content
    page = " ".join(html.unescape(answer.content.decode()).split())
    with tenant.enter(dossier), translation.override("en"):
        report = reports.report(Intake.objects.get(parent=None))
    unseen = [one["message"] for one in report["problems"] if " ".join(one["message"].split()) not in page]
    assert not unseen, f"The page does not say {unseen[:3]}."
    return report


DOORS: dict[str, Callable[..., dict[str, Any]]] = {"cli": _by_cli, "api": _by_api, "web": _by_web}


def _without_ids(report: dict[str, Any]) -> dict[str, Any]:
    """The report with each opaque id as whether there is one; a fact that is absent is an empty one."""
    results = [{k: bool(v) if k in IDS else v for k, v in one.items()} for one in report["results"]]
    problems = [{k: v or "" for k, v in one.items()} for one in report["problems"]]
    return {**report, "id": bool(report.get("id")), "results": results, "problems": problems}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(paths: tuple[Path, ...]) -> None:
    """Compare the doors and print a line per file."""
    from tests.faults.installation import installation

    with installation():
        files = {path.name: path.read_bytes() for path in paths or samples()}
        files |= {} if paths else own_files()
        differing = 0
        for name, content in files.items():
            for with_accounts in (True, False):
                results = through_every_door(name, content, with_accounts=with_accounts)
                first = next(iter(results.values()))
                is_same = all(one == first for one in results.values())
                differing += not is_same
                accounts = "known  " if with_accounts else "unknown"
                click.echo(f"{'same  ' if is_same else 'DIFFER'} {accounts} {name}: {first.summary}")
        click.echo(f"{len(files)} files × {len(DOORS)} doors × 2: {differing} differ")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
