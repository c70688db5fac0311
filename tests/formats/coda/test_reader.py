"""Reading: what a statement says, and that nothing legal is complained about."""

from __future__ import annotations

import datetime as dt
import gc
import io
import tracemalloc

import pytest

from boekbrug.formats import coda
from tests.formats.coda import cases


def test_a_statement_is_read_as_it_was_made() -> None:
    data = coda.write([cases.statement()])

    read = cases.only(data)

    assert (read.account, read.currency, read.account_structure) == (cases.ACCOUNT, "EUR", "2")
    assert (read.sequence, read.paper_number, read.version) == (7, 5, "2")
    assert (read.opening_balance_thousandths, read.closing_balance_thousandths) == (1_000_000, 1_090_750)
    assert (read.opening_on, read.closing_on) == (dt.date(2026, 2, 27), cases.DAY)
    assert (read.holder_name, read.company_number, read.bic) == ("VOORBEELD BV", "0123456749", "KREDBEBB")
    assert (read.first_line, read.last_line, read.record_count) == (1, 11, 9)
    assert read.is_whole
    assert read.problems == []


def test_a_movement_has_its_amount_reference_and_counterparty() -> None:
    movement = cases.only(coda.write([cases.statement()])).movements[0]

    assert movement.amount_thousandths == 121_000
    assert (movement.value_on, movement.entry_on) == (cases.DAY, cases.DAY)
    assert movement.structured_type == "101"
    assert movement.structured_reference == cases.REFERENCE
    assert movement.counterparty.iban == cases.PARTY_ACCOUNT
    assert movement.counterparty.name == "KLANT EN ZONEN BV"
    assert movement.counterparty.bic == "KREDBEBB"
    assert [information.structured_type for information in movement.information] == ["001"]
    assert (movement.first_line, movement.last_line) == (3, 7)


def test_a_reference_whose_check_digits_fail_is_no_reference() -> None:
    data = cases.edited(coda.write([cases.statement()]), 3, 66, "000000424272")

    movement = cases.only(data).movements[0]

    assert movement.structured_reference is None
    assert movement.communication == "000000424272"


def test_details_hang_below_the_booked_movement() -> None:
    read = cases.only(coda.write([cases.statement(cases.grouped(), cases.outgoing())]))

    booked = read.movements[0]
    assert [movement.amount_thousandths for movement in read.movements] == [-3_500_000, -30_250]
    assert [detail.communication for detail in booked.details] == ["LOON AN", "LOON BRAM"]
    assert [(detail.detail, detail.transaction_code) for detail in booked.details] == [
        (1, "50105000"),
        (3, "50105000"),
    ]
    assert [information.communication for information in booked.details[0].information] == ["NR 1"]
    assert booked.information == []


def test_a_communication_joins_over_three_records_without_trimming() -> None:
    text = "A" + " " * 60 + "B" + " " * 60 + "C"

    movement = cases.only(coda.write([cases.statement(cases.outgoing(communication=text))])).movements[0]

    assert movement.communication == text


def test_an_unknown_value_date_is_legal() -> None:
    read = cases.only(coda.write([cases.statement(cases.incoming(value_on=None, entry_on=cases.DAY))]))

    assert read.movements[0].value_on is None
    assert read.problems == []


def test_an_empty_statement_has_no_closing_record() -> None:
    made = cases.statement(cases.incoming(), opening_balance_thousandths=0)
    empty = coda.build_statement(
        account=cases.ACCOUNT,
        holder_name="VOORBEELD BV",
        bic="KREDBEBB",
        sequence=8,
        paper_number=6,
        opening_balance_thousandths=121_000,
        opening_on=cases.DAY,
        created_on=cases.DAY,
    )

    read = list(coda.read(coda.write([made, empty])))

    assert read[1].closing_balance_thousandths is None
    assert read[1].final_balance_thousandths == 121_000
    assert read[1].is_whole
    assert cases.codes(read[1]) == []


def test_the_counters_start_over_after_9999() -> None:
    details = [coda.PlainMovement(-10, cases.DAY) for _ in range(10_001)]
    total = coda.PlainMovement(-100_010, cases.DAY, transaction_code="10107000", details=details)

    read = cases.only(coda.write([cases.statement(total, cases.outgoing())]))

    assert read.problems == []
    assert [len(movement.details) for movement in read.movements] == [10_001, 0]
    assert [detail.detail for detail in read.movements[0].details[9998:]] == [9999, 0, 1]


def test_a_fee_of_type_9_hangs_below_its_total_of_type_7() -> None:
    codes = ("70437000", "90437100", "90437011", "60437000")
    details = [coda.PlainMovement(-10, cases.DAY, transaction_code=code) for code in codes]
    total = coda.PlainMovement(-20, cases.DAY, transaction_code="20437000", details=details)

    booked = cases.only(coda.write([cases.statement(total)])).movements[0]

    assert [detail.transaction_code for detail in booked.details] == ["70437000", "60437000"]
    assert [fee.transaction_code for fee in booked.details[0].details] == ["90437100", "90437011"]


def test_text_of_before_version_2_5_is_no_refund() -> None:
    data = coda.write([cases.statement()])

    old = cases.only(cases.edited(data, 4, 110, "00843246306A1648")).movements[0]
    new = cases.only(cases.edited(data, 4, 110, "   2MS03SALASUPP")).movements[0]

    assert (old.r_transaction, old.r_reason, old.category_purpose, old.purpose) == ("", "", "", "")
    assert (new.r_transaction, new.r_reason, new.category_purpose, new.purpose) == (
        "2",
        "MS03",
        "SALA",
        "SUPP",
    )


@pytest.mark.parametrize("text", ["   3246306A1648  ", "   1999          ", "0  2MS03SALASUPP"])
def test_a_reason_that_is_no_reason_makes_no_refund(text: str) -> None:
    data = coda.write([cases.statement()])

    old = cases.only(cases.edited(data, 4, 110, text)).movements[0]

    assert (old.r_transaction, old.r_reason) == ("", "")
    assert (old.category_purpose, old.purpose) == (("SALA", "SUPP") if "SALA" in text else ("", ""))


@pytest.mark.parametrize(
    ("zone", "account", "currency"),
    [
        ("BE70709007127125                  EUR", "BE70709007127125", "EUR"),
        ("BE70709007127125                     ", "BE70709007127125", ""),
        ("BE70709007127125EUR                  ", "BE70709007127125", "EUR"),
        ("709007127125 EUR0BE                  ", "709007127125", "EUR"),
        ("709007127125                      EUR", "709007127125", "EUR"),
        ("FR76 3000 4028 3798 7654 3210 943 EUR", "FR7630004028379876543210943", "EUR"),
        ("BEL123EUR                            ", "BEL123EUR", ""),
    ],
)
def test_the_currency_may_stand_behind_the_account_of_the_counterparty(
    zone: str, account: str, currency: str
) -> None:
    data = cases.edited(coda.write([cases.statement()]), 5, 11, zone)

    read = cases.only(data)

    other = read.movements[0].counterparty
    assert (other.iban, other.currency) == (account, currency)
    assert read.problems == []
    assert coda.write([read]) == data


def test_amounts_are_exact_decimals_too() -> None:
    read = cases.only(coda.write([cases.statement(cases.incoming(121_005), cases.outgoing(-30_250))]))

    assert [str(one.amount) for one in read.movements] == ["121.005", "-30.25"]
    assert (str(read.opening_balance), str(read.closing_balance)) == ("1000.00", "1090.755")


def test_a_separate_application_need_not_balance() -> None:
    made = cases.statement(opening_balance_thousandths=0, separate_application="01010")

    read = cases.only(coda.write([made]))

    assert read.is_separate_application
    assert read.closing_balance_thousandths == 0
    assert read.problems == []


def test_details_of_a_separate_application_need_no_total() -> None:
    made = cases.statement(cases.grouped(), opening_balance_thousandths=0, separate_application="01050")
    lines = coda.write([made]).split(b"\n")
    total = next(place for place, line in enumerate(lines) if line.startswith(b"21"))
    data = b"\n".join([*lines[:total], *lines[total + 1 :]])
    data = data.replace(b"000006000000003500000", b"000005000000000000000")

    read = cases.only(data)

    assert [movement.amount_thousandths for movement in read.movements] == [-2_000_000, -1_500_000]
    assert [len(movement.information) for movement in read.movements] == [1, 0]
    assert read.problems == []
    assert coda.write([read]) == data


def _alone(*codes: str) -> bytes:
    """A separate application whose details have no total."""
    details = [coda.PlainMovement(-10, cases.DAY, transaction_code=code) for code in codes]
    total = coda.PlainMovement(-10 * len(codes), cases.DAY, transaction_code="20437000", details=details)
    made = cases.statement(total, opening_balance_thousandths=0, separate_application="04370")
    records = cases.without_line(coda.write([made]), 3)
    return cases.edited(records, len(codes) + 4, 17, f"{len(codes) + 2:06d}{0:015d}")


def test_fees_of_a_separate_application_hang_below_theirs() -> None:
    data = _alone("70437000", "90437100", "60437000", "90437100")

    read = cases.only(data)

    assert [movement.transaction_code[0] for movement in read.movements] == ["7", "6", "9"]
    assert [fee.transaction_code for fee in read.movements[0].details] == ["90437100"]
    assert read.movements[0].last_line == 4
    assert read.problems == []
    assert coda.write([read]) == data


@pytest.mark.parametrize(("promised", "told"), [(0, []), (20, []), (30, ["coda-debit-total-differs"])])
def test_the_trailer_of_a_separate_application_may_count_its_details(promised: int, told: list[str]) -> None:
    data = cases.edited(_alone("60437000", "60437000"), 6, 23, f"{promised:015d}")

    read = cases.only(data)

    assert cases.codes(read) == told
    assert told or coda.write([read]) == data


def test_messages_of_several_records_become_one() -> None:
    messages = ["ONE LINE", "FIRST " + "X" * 90, " " * 80 + "AFTER A BLANK RECORD"]

    read = cases.only(coda.write([cases.statement(messages=messages)]))

    assert read.messages == messages
    assert read.problems == []


@pytest.mark.parametrize(
    ("account", "structure"),
    [
        ("539007547034", "0"),
        ("NL987654321", "1"),
        ("123456789", "1"),
        (cases.ACCOUNT, "2"),
        ("FR9430004028379876543210943", "3"),
    ],
)
def test_each_account_structure_is_read(account: str, structure: str) -> None:
    data = coda.write([cases.statement(account=account, currency="USD")])
    data = cases.edited(data, 2, 2, structure)

    read = cases.only(data)

    assert (read.account, read.currency, read.account_structure) == (account, "USD", structure)
    assert read.problems == []


def test_an_account_structure_left_blank_is_decided_by_the_account() -> None:
    foreign = coda.write([cases.statement(account="FR9430004028379876543210943")])
    old = coda.write([cases.statement(account="539007547034")])

    assert cases.only(cases.edited(foreign, 2, 2, " ")).account == "FR9430004028379876543210943"
    assert cases.only(cases.edited(old, 2, 2, " ")).account == "539007547034"


def test_the_fingerprint_is_that_of_the_statement_not_of_the_file() -> None:
    made = cases.statement(cases.outgoing(communication="BETALING CAFÉ"))
    other = cases.statement(account=cases.OTHER_ACCOUNT)
    alone = coda.write([made])

    in_another_file = list(coda.read(coda.write([other, made, other])))[1]
    in_another_encoding = cases.only(alone.decode("cp1252").replace("\n", "\r\n").encode("utf-8"))
    with_another_amount = cases.statement(cases.outgoing(-30_260, communication="BETALING CAFÉ"))

    assert in_another_file.fingerprint == made.fingerprint
    assert in_another_encoding.fingerprint == made.fingerprint
    assert with_another_amount.fingerprint != made.fingerprint


def test_version_and_encoding_are_known_before_the_first_statement_is_taken() -> None:
    reading = coda.read(io.BytesIO(coda.write([cases.statement(cases.outgoing(communication="CAFÉ"))])))

    assert (reading.version, reading.encoding) == ("2", "cp1252")
    assert len(list(reading)) == 1


def test_one_statement_is_alive_at_a_time() -> None:
    statements = [cases.statement(*[cases.incoming()] * 40, sequence=number) for number in range(1, 11)]
    small, large = coda.write(statements * 4), coda.write(statements * 16)

    def peak(data: bytes) -> int:
        tracemalloc.start()
        count = sum(len(statement.movements) for statement in coda.read(io.BytesIO(data)))
        _, peak_bytes = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count == data.count(b"\n2100")
        return peak_bytes

    assert peak(large) < 1.2 * peak(small) < len(large)


def test_the_garbage_collector_is_left_as_it_was() -> None:
    data = coda.write([cases.statement()])
    coda.read(data).all()
    assert gc.isenabled()

    gc.disable()
    try:
        coda.read(data).all()
        assert not gc.isenabled()
    finally:
        gc.enable()
