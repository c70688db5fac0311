"""Every CODA record, declared once: positions 1-based and inclusive, as printed.

Source: Febelfin, "Coded statement of account (CODA)", version 2.6 (February 2018). Version 1 was superseded
before the standards that can still be found; its layouts here follow files and readers that were seen.
"""

from __future__ import annotations

from boekbrug.formats.coda.columns import AMOUNT, BLANK, DAY, DIGITS, FLAG, NUMBER, SIGN, TEXT, Column, Record

C = Column

HEADER = Record(
    "0",
    "header",
    (
        C(1, 1, "mark", TEXT, "0"),
        C(2, 5, "zeros", DIGITS, "0000"),
        C(6, 11, "created_on", DAY),
        C(12, 14, "bank_id", TEXT),
        C(15, 16, "application_code", TEXT),
        C(17, 17, "duplicate", TEXT),
        C(18, 24, "blank_18", BLANK),
        C(25, 34, "file_reference", TEXT),
        C(35, 60, "addressee_name", TEXT),
        C(61, 71, "bic", TEXT),
        C(72, 82, "company_number", TEXT),
        C(83, 83, "blank_83", BLANK),
        C(84, 88, "separate_application", TEXT),
        C(89, 104, "transaction_reference", TEXT),
        C(105, 120, "related_reference", TEXT),
        C(121, 127, "blank_121", BLANK),
        C(128, 128, "version", TEXT),
    ),
)

OPENING = Record(
    "1",
    "opening balance",
    (
        C(1, 1, "mark", TEXT, "1"),
        C(2, 2, "account_structure", TEXT),
        C(3, 5, "paper_number", NUMBER),
        C(6, 42, "account_zone", TEXT),
        C(43, 43, "sign", SIGN),
        C(44, 58, "balance", AMOUNT),
        C(59, 64, "balance_on", DAY),
        C(65, 90, "holder_name", TEXT),
        C(91, 125, "account_description", TEXT),
        C(126, 128, "sequence", NUMBER),
    ),
)

MOVEMENT_1 = Record(
    "21",
    "movement, first part",
    (
        C(1, 2, "mark", TEXT, "21"),
        C(3, 6, "sequence", NUMBER),
        C(7, 10, "detail", NUMBER),
        C(11, 31, "bank_reference", TEXT),
        C(32, 32, "sign", SIGN),
        C(33, 47, "amount", AMOUNT),
        C(48, 53, "value_on", DAY),
        C(54, 61, "transaction_code", DIGITS),
        C(62, 62, "communication_type", FLAG),
        C(63, 115, "communication", TEXT),
        C(116, 121, "entry_on", DAY),
        C(122, 124, "paper_number", TEXT),  # informative; some banks leave it blank
        C(125, 125, "globalisation", NUMBER),
        C(126, 126, "next_code", TEXT),
        C(127, 127, "filler", TEXT),  # blank in version 2, 0 in version 1
        C(128, 128, "link_code", TEXT),
    ),
)

MOVEMENT_2 = Record(
    "22",
    "movement, second part",
    (
        C(1, 2, "mark", TEXT, "22"),
        C(3, 6, "sequence", NUMBER),
        C(7, 10, "detail", NUMBER),
        C(11, 63, "communication", TEXT),
        C(64, 98, "customer_reference", TEXT),
        C(99, 109, "bic", TEXT),
        C(110, 112, "blank_110", BLANK),
        C(113, 113, "r_transaction", TEXT),
        C(114, 117, "r_reason", TEXT),
        C(118, 121, "category_purpose", TEXT),
        C(122, 125, "purpose", TEXT),
        C(126, 126, "next_code", TEXT),
        C(127, 127, "filler", TEXT),
        C(128, 128, "link_code", TEXT),
    ),
)

MOVEMENT_2_VERSION_1 = Record(
    "22",
    "movement, second part (version 1)",
    (
        C(1, 2, "mark", TEXT, "22"),
        C(3, 6, "sequence", NUMBER),
        C(7, 10, "detail", NUMBER),
        C(11, 63, "communication", TEXT),
        C(64, 89, "customer_reference", TEXT),
        C(90, 92, "currency", BLANK),
        C(93, 107, "amount", TEXT, "000000000000000"),
        C(108, 125, "blank_108", BLANK),
        C(126, 126, "next_code", TEXT),
        C(127, 127, "filler", TEXT),
        C(128, 128, "link_code", TEXT),
    ),
)

MOVEMENT_3 = Record(
    "23",
    "movement, third part",
    (
        C(1, 2, "mark", TEXT, "23"),
        C(3, 6, "sequence", NUMBER),
        C(7, 10, "detail", NUMBER),
        C(11, 47, "account_zone", TEXT),
        C(48, 82, "name", TEXT),
        C(83, 125, "communication", TEXT),
        C(126, 126, "next_code", TEXT),
        C(127, 127, "filler", TEXT),
        C(128, 128, "link_code", TEXT),
    ),
)

MOVEMENT_3_VERSION_1 = Record(
    "23",
    "movement, third part (version 1)",
    (
        C(1, 2, "mark", TEXT, "23"),
        C(3, 6, "sequence", NUMBER),
        C(7, 10, "detail", NUMBER),
        C(11, 47, "account_zone", TEXT),
        C(48, 73, "name", TEXT),
        C(74, 99, "street", TEXT),
        C(100, 125, "locality", TEXT),
        C(126, 126, "next_code", TEXT),
        C(127, 127, "filler", TEXT),
        C(128, 128, "link_code", TEXT),
    ),
)

INFORMATION_1 = Record(
    "31",
    "information, first part",
    (
        C(1, 2, "mark", TEXT, "31"),
        C(3, 6, "sequence", NUMBER),
        C(7, 10, "detail", NUMBER),
        C(11, 31, "bank_reference", TEXT),
        C(32, 39, "transaction_code", DIGITS),
        C(40, 40, "communication_type", FLAG),
        C(41, 113, "communication", TEXT),
        C(114, 125, "blank_114", BLANK),
        C(126, 126, "next_code", TEXT),
        C(127, 127, "filler", TEXT),
        C(128, 128, "link_code", TEXT),
    ),
)

INFORMATION_2 = Record(
    "32",
    "information, second part",
    (
        C(1, 2, "mark", TEXT, "32"),
        C(3, 6, "sequence", NUMBER),
        C(7, 10, "detail", NUMBER),
        C(11, 115, "communication", TEXT),
        C(116, 125, "blank_116", BLANK),
        C(126, 126, "next_code", TEXT),
        C(127, 127, "filler", TEXT),
        C(128, 128, "link_code", TEXT),
    ),
)

INFORMATION_3 = Record(
    "33",
    "information, third part",
    (
        C(1, 2, "mark", TEXT, "33"),
        C(3, 6, "sequence", NUMBER),
        C(7, 10, "detail", NUMBER),
        C(11, 100, "communication", TEXT),
        C(101, 125, "blank_101", BLANK),
        C(126, 126, "next_code", TEXT),
        C(127, 127, "filler", TEXT),
        C(128, 128, "link_code", TEXT),
    ),
)

CLOSING = Record(
    "8",
    "closing balance",
    (
        C(1, 1, "mark", TEXT, "8"),
        C(2, 4, "paper_number", NUMBER),
        C(5, 41, "account_zone", TEXT),
        C(42, 42, "sign", SIGN),
        C(43, 57, "balance", AMOUNT),
        C(58, 63, "balance_on", DAY),
        C(64, 127, "blank_64", BLANK),
        C(128, 128, "link_code", TEXT),
    ),
)

MESSAGE = Record(
    "4",
    "free message",
    (
        C(1, 1, "mark", TEXT, "4"),
        C(2, 2, "blank_2", BLANK),
        C(3, 6, "sequence", NUMBER),
        C(7, 10, "detail", NUMBER),
        C(11, 32, "blank_11", BLANK),
        C(33, 112, "text", TEXT),
        C(113, 127, "blank_113", BLANK),
        C(128, 128, "link_code", TEXT),
    ),
)

TRAILER = Record(
    "9",
    "trailer",
    (
        C(1, 1, "mark", TEXT, "9"),
        C(2, 16, "blank_2", BLANK),
        C(17, 22, "record_count", NUMBER),
        C(23, 37, "debit_total", AMOUNT),
        C(38, 52, "credit_total", AMOUNT),
        C(53, 127, "blank_53", BLANK),
        C(128, 128, "multiple_file_code", TEXT),
    ),
)

VERSION_2: dict[str, Record] = {
    record.mark: record
    for record in (
        HEADER,
        OPENING,
        MOVEMENT_1,
        MOVEMENT_2,
        MOVEMENT_3,
        INFORMATION_1,
        INFORMATION_2,
        INFORMATION_3,
        CLOSING,
        MESSAGE,
        TRAILER,
    )
}
"""The records of version 2 by their mark."""

VERSION_1: dict[str, Record] = VERSION_2 | {"22": MOVEMENT_2_VERSION_1, "23": MOVEMENT_3_VERSION_1}
"""The records of version 1 by their mark."""

BY_VERSION = {"1": VERSION_1, "2": VERSION_2}
"""The layouts that can be read and written, by the version code of the header."""
