"""The proof of hostile e-invoices sees what it must see; a short run of it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from boekbrug.formats import einvoice
from tests.formats.einvoice.old_files import cii
from tests.hostile import einvoices
from tests.hostile.einvoice_cases import Case, cases
from tests.hostile.watching import watched


def test_a_socket_that_is_only_made_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = einvoice.read(b"")

    def calling(_: bytes) -> einvoice.Reading:
        socket.socket().close()
        return reading

    monkeypatch.setattr(einvoice, "read", calling)
    seen = watched(lambda: einvoices._read(b""), root=tmp_path)

    assert seen.outcome.startswith("touched the network")
    assert einvoices.Row(Case("calls", b""), seen).faults


def test_ten_thousand_files_in_a_pdf_are_refused(tmp_path: Path) -> None:
    case = next(one for one in cases() if one.title == "PDF, 10,000 files")

    row = einvoices.Row(case, watched(lambda: einvoices._read(case.data), root=tmp_path))

    assert row.faults == []


def test_mutants_of_a_folder_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(cii())

    counts, bad, _ = einvoices.tried(tmp_path)

    assert bad == []
    assert counts["documents"] == 1
    assert counts["read"] + counts["refused"] == 90
