"""`boekbrug show`: the shape of its JSON is stable."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from boekbrug.formats import coda, einvoice
from boekbrug.project import catalogues
from tests.business.banking.sheets import CUSTOMER_IBAN, EURO, IBAN, day, file_of, sheet
from tests.business.documents.making import incoming
from tests.cast import Cast
from tests.cli.test_check import FINE, WRONG_SUM
from tests.cli.typing_in import boekbrug, printed, program

PART = coda.PlainMovement(3 * EURO, day(2), communication="one of two")
MOVEMENT = coda.PlainMovement(
    8 * EURO,
    day(2),
    reference="260000000170",
    counterparty_name="Café De Zwaan",
    counterparty_iban=CUSTOMER_IBAN,
    counterparty_bic="KREDBEBB",
    details=(PART, coda.PlainMovement(5 * EURO, day(2), communication="two of two")),
)
SHOWN: dict[str, Any] = {
    "sequence": 1,
    "detail": 0,
    "amount_thousandths": 8 * EURO,
    "value_date": "2026-03-02",
    "entry_date": "2026-03-03",
    "structured_type": "101",
    "communication": "260000000170",
    "counterparty": {
        "name": "Café De Zwaan",
        "iban": CUSTOMER_IBAN,
        "bic": "KREDBEBB",
        "currency": "",
        "street": "",
        "locality": "",
    },
    "information": [],
    "lines": {"first": 3, "last": 7},
    "paper_number": "009",
    "bank_reference": "",
    "customer_reference": "",
    "globalisation": 1,
    "r_transaction": "",
    "r_reason": "",
    "category_purpose": "",
    "purpose": "",
    "structured": {"reference": "260000000170"},
    "wrong": [],
}
STATEMENT_SHOWN: dict[str, Any] = {
    "lines": {"first": 1, "last": 9},
    "version": "2",
    "created_on": "2026-03-03",
    "bank_id": "000",
    "application_code": "05",
    "file_reference": "",
    "transaction_reference": "",
    "related_reference": "",
    "is_duplicate": False,
    "separate_application": "00000",
    "bic": "KREDBEBB",
    "company_number": "",
    "addressee_name": "Atelier Noordzee",
    "holder_name": "Atelier Noordzee",
    "account_description": "",
    "account": IBAN,
    "account_structure": "2",
    "currency": "EUR",
    "sequence": 7,
    "paper_number": 9,
    "opening_on": "2026-03-01",
    "opening_balance_thousandths": 100 * EURO,
    "closing_paper_number": 9,
    "closing_on": "2026-03-03",
    "closing_balance_thousandths": 108 * EURO,
    "messages": [],
    "problems": [],
}


def statement(entry_on: dt.date) -> coda.Statement:
    """A statement with one movement that has two details."""
    movement = coda.PlainMovement(
        **{name: getattr(MOVEMENT, name) for name in MOVEMENT.__slots__ if name != "entry_on"},
        entry_on=entry_on,
    )
    return coda.build_statement(
        account=IBAN,
        currency="EUR",
        holder_name="Atelier Noordzee",
        bic="KREDBEBB",
        sequence=7,
        paper_number=9,
        opening_balance_thousandths=100 * EURO,
        opening_on=day(1),
        created_on=day(3),
        movements=[movement],
    )


def test_a_coda_file_shows_in_the_stable_shape(tmp_path: Path) -> None:
    (tmp_path / "bank.cod").write_bytes(coda.write([statement(day(3))]))

    done = boekbrug("show", tmp_path / "bank.cod", "--json")

    shown = printed(done)
    (one,) = shown.pop("statements")
    (movement,) = one.pop("movements")
    records = shown.pop("records")
    details = movement.pop("details")
    assert done.exit_code == 0
    assert shown == {"format": "coda", "version": "2", "encoding": "cp1252", "tolerances": [], "problems": []}
    assert one == STATEMENT_SHOWN
    assert len(movement.pop("transaction_code")) == 8
    assert [record["record"] for record in records][:4] == ["0", "1", "21", "22"]
    assert set(records[2]) == {"line", "raw", "record", "title", "fields", "communication", "problems"}
    assert records[2]["communication"]["fields"] == [{"name": "reference", "value": "+++260/0000/00170+++"}]
    assert movement == SHOWN
    assert [set(detail) for detail in details] == [{*SHOWN, "transaction_code", "details"}] * 2
    assert [detail["amount_thousandths"] for detail in details] == [3 * EURO, 5 * EURO]


def test_problems_stand_in_the_statement_they_are_about(tmp_path: Path) -> None:
    (tmp_path / "wrong.cod").write_bytes(WRONG_SUM)

    done = boekbrug("show", tmp_path / "wrong.cod", "--json")

    assert done.exit_code == 1
    (one,) = printed(done)["statements"]
    assert [problem["code"] for problem in one["problems"]] == ["coda-balance-differs"]


def test_people_see_balances_movements_and_texts(tmp_path: Path) -> None:
    (tmp_path / "bank.cod").write_bytes(FINE)

    done = program("show", "bank.cod", folder=tmp_path)

    assert done.returncode == 0
    assert f"{IBAN} EUR  001  100,00 → 120,00" in done.stdout
    assert "amount +20,00" in done.stdout
    assert "bedankt" in done.stdout
    raw = [line[7:] for line in done.stdout.splitlines() if line[:5].strip().isdigit()]
    assert raw == [line.rstrip() for line in FINE.decode("cp1252").splitlines()]


def test_a_problem_stands_below_its_line(tmp_path: Path) -> None:
    (tmp_path / "wrong.cod").write_bytes(WRONG_SUM + b"\x1b[31mred\n")

    done = boekbrug("--language", "nl", "show", tmp_path / "wrong.cod")

    lines = done.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("    6  8"))
    assert done.exit_code == 1
    assert lines[at + 1].strip().startswith("Eindsaldo: ")
    assert lines[at + 2].strip().startswith("✗ Lijn 6, kolommen 43–57: ")
    assert "\x1b" not in done.stdout


def test_an_e_invoice_shows_who_what_and_how_much(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(einvoice.write_bis3(incoming(cast.atelier)))

    done = boekbrug("show", tmp_path / "f.xml", "--json")

    assert done.exit_code == 0
    shown = printed(done)
    assert list(shown) == ["format", "problems", "unread", "invoice", "others"]
    invoice = shown["invoice"]
    assert (invoice["number"], invoice["seller"]["name"], invoice["totals"]["gross"]) == (
        "F-881",
        "Houthandel Vlaanderen",
        "605.00",
    )


def test_an_e_invoice_whose_sums_differ_is_shown_below_what_is_wrong(cast: Cast, tmp_path: Path) -> None:
    file = einvoice.Attachment("werkbon.pdf", "application/pdf", b"%PDF-1.7 invented")
    content = einvoice.write_bis3(incoming(cast.atelier, attachments=(file,)))
    (tmp_path / "f.xml").write_bytes(content.replace(b">605.00<", b">606.00<"))

    done = boekbrug("show", tmp_path / "f.xml", "--save-attachments", tmp_path / "out")
    as_json = printed(boekbrug("show", tmp_path / "f.xml", "--json"))

    assert done.exit_code == 1
    assert done.stdout.startswith("✗ ")
    assert done.stdout.index("✗ ") < done.stdout.index("F-881") < done.stdout.index("Eikenhout")
    assert (tmp_path / "out" / "werkbon.pdf").read_bytes() == file.content
    assert as_json["invoice"] is None


def test_an_e_invoice_is_told_in_the_language_of_the_command(cast: Cast, tmp_path: Path) -> None:
    catalogues.compile_catalogues()
    content = einvoice.write_bis3(incoming(cast.atelier))
    (tmp_path / "f.xml").write_bytes(
        content.replace(b"<cbc:IssueDate>", b"<cbc:Vreemd>\xc2\x9b31m</cbc:Vreemd><cbc:IssueDate>")
    )

    done = boekbrug("--language", "nl", "show", tmp_path / "f.xml")

    lines = [line.strip() for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert lines[0] == "Factuur F-881  Te betalen 605,00\u00a0EUR"
    assert any(line.startswith("1  Eikenhout  2 stuk × 250,00  21\u00a0%  500,00") for line in lines)
    assert "Totaal zonder btw: 500,00  BT-109" in lines
    assert any(line.endswith("/Invoice/cbc:Vreemd  \ufffd31m") for line in lines)


def test_attachments_are_saved_under_safe_names_and_never_over_a_file(cast: Cast, tmp_path: Path) -> None:
    evil = einvoice.Attachment("../../uit.exe", "application/pdf", b"%PDF-1.7 invented")
    (tmp_path / "f.xml").write_bytes(einvoice.write_bis3(incoming(cast.atelier, attachments=(evil, evil))))
    words = ("show", tmp_path / "f.xml", "--save-attachments", tmp_path / "in" / "uit")

    first, second = boekbrug(*words), boekbrug(*words)

    assert (first.exit_code, second.exit_code) == (0, 2)
    assert sorted(path.name for path in (tmp_path / "in" / "uit").iterdir()) == [
        "uit.exe-2.pdf",
        "uit.exe.pdf",
    ]
    assert (tmp_path / "in" / "uit" / "uit.exe.pdf").read_bytes() == evil.content
    assert "exists" in second.stderr


@pytest.mark.parametrize(("name", "code"), [("nothing.cod", 2), (".", 2), ("note.txt", 1)])
def test_what_is_no_such_file_is_refused(tmp_path: Path, name: str, code: int) -> None:
    (tmp_path / "note.txt").write_text("Beste boekhouder")

    done = boekbrug("show", tmp_path / name)

    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr.strip()


def test_long_lists_of_an_e_invoice_are_cut_and_whole_as_json(cast: Cast, tmp_path: Path) -> None:
    files = tuple(einvoice.Attachment(f"{at}.csv", "text/csv", b"x") for at in range(300))
    content = einvoice.write_bis3(incoming(cast.atelier, attachments=files))
    unread = b"".join(b"<cbc:V%d>x</cbc:V%d>" % (at, at) for at in range(250))
    (tmp_path / "f.xml").write_bytes(content.replace(b"<cbc:IssueDate>", unread + b"<cbc:IssueDate>"))

    shown = boekbrug("show", tmp_path / "f.xml").stdout
    whole = printed(boekbrug("show", tmp_path / "f.xml", "--json"))

    assert ("199.csv" in shown, "200.csv" in shown) == (True, False)
    assert ("  … and 100 more\n" in shown, "  … and 50 more\n" in shown) == (True, True)
    assert (len(whole["invoice"]["attachments"]), len(whole["unread"])) == (300, 250)


def test_an_empty_statement_ends_as_it_began(tmp_path: Path) -> None:
    empty = file_of(sheet(1, opening=100, amounts=(), since=day(1), on=day(2)))
    (tmp_path / "empty.cod").write_bytes(empty)
    (tmp_path / "cut.cod").write_bytes(b"\n".join(FINE.split(b"\n")[:3]) + b"\n")

    assert "  100,00 → 100,00\n" in boekbrug("show", tmp_path / "empty.cod").stdout
    assert "  100,00 → ?\n" in boekbrug("show", tmp_path / "cut.cod").stdout
