"""Every record stands beside its line with its fields by name, and every problem at its line."""

from __future__ import annotations

import json

import pytest

from boekbrug.belgium import ogm
from boekbrug.formats import coda, workshop
from boekbrug.formats.coda import layout
from boekbrug.formats.spreadsheets import csv_bytes, xlsx_bytes
from boekbrug.formats.spreadsheets.reader import read_csv, read_xlsx
from boekbrug.formats.workshop import naming
from tests.formats.coda import cases
from tests.formats.workshop import files

FULL = coda.write([files.full()])
WRONG = FULL.replace(b"0000000001000000", b"0000000001000001", 1)


def english(sentence: object) -> str:
    """Say a sentence as it stands in the code."""
    return str(sentence.english)  # type: ignore[attr-defined]


def test_each_line_is_a_record_with_its_fields() -> None:
    seen = workshop.view(FULL)
    first = next(one for one in seen.records if one.mark == "21")

    assert [one.raw for one in seen.records] == FULL.decode("cp1252").splitlines()
    assert (seen.version, seen.encoding, seen.has_error) == ("2", "ascii", False)
    assert {one.name: one.value for one in first.fields} == {
        "sequence": "0001",
        "detail": "0000",
        "amount": "+121,00",
        "value_on": "02/03/2026",
        "transaction_code": "00150000",
        "communication_type": "1",
        "communication": f"101{cases.REFERENCE}",
        "entry_on": "02/03/2026",
        "paper_number": "005",
        "globalisation": "0",
        "next_code": "1",
        "link_code": "0",
    }
    assert first.communication is not None
    assert [(one.name, one.value) for one in first.communication.fields] == [
        ("reference", ogm.show(cases.REFERENCE))
    ]


def test_fields_are_called_as_their_own_type_calls_them_in_each_language() -> None:
    seen = workshop.view(FULL)
    shown = {one.communication.type.code: one.communication for one in seen.records if one.communication}
    titles = {one.name: one.title for one in shown["127"].fields}

    assert [titles["mandate"].say(one) for one in ("en", "nl", "fr", "de")] == [
        "mandate reference",
        "mandaatreferentie",
        "référence du mandat",
        "Mandatsreferenz",
    ]
    assert [one.title.say("nl") for one in shown["101"].fields] == ["gestructureerde mededeling"]


def test_the_applications_of_a_separate_file_are_explained() -> None:
    made = cases.statement(cases.incoming(), opening_balance_thousandths=0, separate_application="01500")
    shown = workshop.view(coda.write([made])).records[0].fields
    plain = workshop.view(FULL).records[0].fields

    assert {one.name: one.say("nl") for one in shown}["separate_application"] == (
        "01500 (Binnenlandse/lokale of SEPA-overschrijvingen · Overschrijving te uwen gunste)"
    )
    assert {one.name: one.say("nl") for one in plain}["separate_application"] == "00000"


def test_the_category_of_a_detail_amount_is_explained() -> None:
    detail = coda.PlainInformation(f"{'KOST':30}EUR{1210:015d}1100", "006")
    seen = workshop.view(coda.write([cases.statement(cases.incoming(information=(detail,)))]))
    shown = next(one.communication for one in seen.records if one.communication and one.mark == "31")

    assert {one.name: one.say("fr") for one in shown.fields}["category"] == "100 (Montant brut)"


def test_codes_are_explained_in_the_language_of_the_reader() -> None:
    seen = workshop.view(FULL)
    debit = next(one.communication for one in seen.records if one.communication and one.raw[62:65] == "127")
    shown = {one.name: one.say("nl") for one in debit.fields}

    assert shown["debit_type"] == "1 (terugkerend)"
    assert (shown["mandate"], shown["settlement_day"]) == ("MANDAAT-8813", "15/03/2026")


def test_a_problem_stands_at_its_line() -> None:
    seen = workshop.view(WRONG)
    (at,) = [one for one in seen.records if one.problems]

    assert (at.mark, at.tone, at.problems[0].code) == ("8", "error", "coda-balance-differs")
    assert seen.has_error


def test_a_long_file_is_cut_but_every_problem_is_shown() -> None:
    seen = workshop.view(WRONG, records_max=3)

    assert [one.line for one in seen.records][:3] == [1, 2, 3]
    assert seen.records[-1].problems
    assert seen.line_count == WRONG.count(b"\n")
    assert len(seen.statements[0].movements) == 3


def test_details_hang_below_their_total() -> None:
    levels = [one.level for one in workshop.view(FULL).statements[0].movements]

    assert levels == [0, 0, 0, 1, 1, 0, 0]


@pytest.mark.parametrize("data", [b"", b"Beste boekhouder\n", b"\xff\xfe\x00", b"21\n0\n9"])
def test_nonsense_is_looked_at_too(data: bytes) -> None:
    assert workshop.view(data).has_error


def test_the_data_is_plain_and_complete() -> None:
    data = workshop.file_data(workshop.view(WRONG), english)

    assert json.loads(json.dumps(data)) == data
    assert [one["code"] for one in data["statements"][0]["problems"]] == ["coda-balance-differs"]
    assert data["problems"] == []
    assert [one["record"] for one in data["records"]][:3] == ["0", "1", "21"]


def test_the_data_of_a_movement_holds_what_its_communication_says() -> None:
    data = workshop.file_data(workshop.view(FULL), english)
    movements = data["statements"][0]["movements"]
    debit = next(one["structured"] for one in movements if one["structured_type"] == "127")
    party = movements[0]["information"][0]["structured"]

    assert (debit["mandate"], debit["settlement_day"][:2], debit["debit_type"]) == ("MANDAAT-8813", "20", "1")
    assert party == {
        "name": "KLANT EN ZONEN BV",
        "street": "STRAAT 1",
        "locality": "1000 BRUSSEL",
        "identification": "",
    }
    assert movements[1]["structured"] is None


def test_exact_numbers_days_and_hours_are_plain_in_the_data() -> None:
    rate = f"{1_180_000:015d}{1_180_000:015d}{117_705_735:012d}USD{'':12}US{1_002_500:015d}"
    card = f"{'6703230000002371':16}1002335017098140126174410{'ATM':16}{'NAMUR':10}{0:015d}{0:012d}EUR"
    made = [
        cases.outgoing(structured_type=kind, communication=text)
        for kind, text in (("105", rate), ("113", card))
    ]
    data = workshop.file_data(workshop.view(coda.write([cases.statement(*made)])), english)
    first, second = (one["structured"] for one in data["statements"][0]["movements"])

    assert (first["rate"], first["gross_amount"]) == ("1.17705735", 1_180_000)
    assert (second["day"], second["hour"], second["rate"]) == ("2026-01-14", "17:44", "0")


def test_tables_hold_a_row_for_each_movement() -> None:
    table = workshop.movement_table(FULL, translate=str)  # rows come once
    rows = read_csv(b"".join(csv_bytes(table)))
    book = read_xlsx(xlsx_bytes(workshop.movement_table(FULL, translate=str), made_at=files.moment()))

    assert len(rows) == len(book) == 8
    assert rows[0][:2] == ["Account", "Currency"]
    assert rows[1][9] == "121,00"
    assert book[3][7] is not None


def test_a_sound_file_is_written_the_same_and_one_with_errors_not_at_all() -> None:
    assert workshop.as_coda(FULL) == FULL
    assert workshop.as_coda(FULL.replace(b"\n", b"\r\n")) == FULL
    for data in (WRONG, b""):
        with pytest.raises(workshop.NotConverted) as refused:
            workshop.as_coda(data)
        assert refused.value.sentence.code == "workshop-has-errors"


def test_every_name_is_there_in_four_languages_and_none_is_left_over() -> None:
    records = [*layout.VERSION_2.values(), layout.MOVEMENT_2_VERSION_1, layout.MOVEMENT_3_VERSION_1]
    columns = {column.name for record in records for column in record.columns} - naming.SILENT
    needed = {("record", record.mark) for record in records}
    needed |= {("column", "blank" if name.startswith("blank_") else name) for name in columns}
    rows = list(naming.rows())

    assert {(row["kind"], row["name"]) for row in rows} == needed
    assert [row for row in rows if not all(row.values())] == []


def test_the_data_leaves_nothing_out_that_a_statement_says() -> None:
    wrong = cases.outgoing(communication="123412341234", structured_type="101", bank_reference="OURS 1")
    made = cases.statement(wrong, cases.incoming())
    made.file_reference, made.transaction_reference, made.related_reference = "FILE 1", "OURS", "YOURS"

    (data,) = workshop.file_data(workshop.view(coda.write([made])), english)["statements"]
    first, second = data["movements"]
    (information,) = second["information"]

    assert {name: data[name] for name in ("version", "bank_id", "application_code", "account_structure")} == {
        "version": "2",
        "bank_id": "000",
        "application_code": "05",
        "account_structure": "2",
    }
    assert (data["addressee_name"], data["closing_paper_number"]) == ("VOORBEELD BV", 5)
    assert (data["file_reference"], data["transaction_reference"]) == ("FILE 1", "OURS")
    assert data["related_reference"] == "YOURS"
    assert first["paper_number"] == "005"
    assert [(one["name"], one["found"]) for one in first["wrong"]] == [("reference", "123412341234")]
    assert second["wrong"] == []
    assert {name: information[name] for name in ("sequence", "detail", "bank_reference", "wrong")} == {
        "sequence": 2,
        "detail": 1,
        "bank_reference": "",
        "wrong": [],
    }
    assert (information["transaction_code"], information["lines"]["first"]) == ("00150000", 8)
