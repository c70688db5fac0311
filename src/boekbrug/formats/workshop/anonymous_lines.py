"""Take names, accounts and texts out of the lines of a CODA file, column by column of the declared records.

Amounts, days, codes, sequence numbers, the bank (its number and BIC) and all that is blank stay. What does
not belong in its column goes too, and still does not belong there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import islice

from boekbrug.formats.coda import communications, layout, zones
from boekbrug.formats.coda.columns import (
    AMOUNT,
    BLANK,
    DAY,
    DIGITS,
    FLAG,
    NUMBER,
    SIGN,
    WIDTH,
    Column,
    Record,
)
from boekbrug.formats.coda.information_types import OF_INFORMATION
from boekbrug.formats.coda.movement_types import OF_MOVEMENTS
from boekbrug.formats.workshop.fakes import Fakes, refilled
from boekbrug.formats.workshop.scrambling import Scrambler

_FIGURES = frozenset(kind.name for kind in (NUMBER, AMOUNT, DAY, SIGN, FLAG, DIGITS))
_STAY = {
    "mark", "zeros", "bank_id", "application_code", "duplicate", "separate_application", "version",
    "account_structure", "next_code", "link_code", "filler", "multiple_file_code", "currency",
}  # fmt: skip
_STAY_WHEN = {
    "paper_number": re.compile(r"[0-9 ]{3}"),
    "amount": re.compile(r"[0-9 ]{15}"),  # of record 22 in version 1
    "r_transaction": re.compile(r"[0-9 ]"),
    "r_reason": re.compile(r"[A-Z]{2}[0-9]{2}| {4}"),
    # ISO 20022, external code sets: purposes that banks in this country send.
    "category_purpose": re.compile(r"CASH|CORT|INTC|PENS|SALA|SECU|SSBE|SUPP|TAXS|TREA|VATX| {4}"),
    "purpose": re.compile(r"BENE|CASH|GOVT|INTC|LOAN|PENS|RENT|SALA|SSBE|SUPP|TAXS|TRAD|VATX| {4}"),
}
# Currencies that accounts here are in, and how record 1 qualifies a Belgian account (0BE).
_BEHIND_ACCOUNT = re.compile(
    r"EUR|BEF|USD|GBP|CHF|JPY|CAD|AUD|NZD|DKK|NOK|SEK|PLN|CZK|HUF|RON|BGN|TRY|ZAR|CNY|HKD|MAD|XAU|\d[A-Z]{2}"
)
_CONTINUES = {"22": "21", "23": "21", "32": "31", "33": "31"}
_MARKS = {mark: mark for mark in layout.VERSION_2}
_TYPE_WIDTH = 3
_KEPT_MAX = 500
_K = communications.Kind
_STAYING_KINDS = frozenset({_K.COUNT, _K.AMOUNT, _K.RATE, _K.DAY, _K.LONG_DAY, _K.HOUR, _K.CODE})
_STAYING_FIELDS = re.compile(r"(.*_)?currency|country|r_reason|category")


class AnonymousLines:
    """Takes lines in the order of the file, without their ends."""

    def __init__(self, key: bytes) -> None:
        self._scrambler = Scrambler(key)
        self._fakes = Fakes(self._scrambler)
        self._version, self._structure = "2", zones.NOT_SAID
        self._communication: Iterator[str] = iter("")  # of the movement or information that goes on
        self._opened = ""  # by a record of this mark
        self._changes: dict[tuple[str, str, str], list[tuple[slice, Callable[[str], str]]]] = {}

    def take(self, lines: list[str]) -> Iterator[str]:
        """Yield each line without what nobody needs to see."""
        for place, line in enumerate(lines):
            mark = _mark(line)
            if mark is None:
                yield self._unknown(line)
                continue
            if mark == "0":
                self._version = line[layout.HEADER["version"].cut]
            record = layout.BY_VERSION.get(self._version, layout.VERSION_2)[mark]
            fitted = line[:WIDTH].ljust(WIDTH)
            if len(line) != WIDTH and record.match(fitted) is None:
                yield self._unknown(line)
                continue
            if mark == "1":
                self._structure = line[layout.OPENING["account_structure"].cut]
            if mark in ("21", "31"):
                self._open(mark, lines[place : place + 3])
            elif _CONTINUES.get(mark) != self._opened:
                self._opened, self._communication = "", iter("")
            made = self._record(record, fitted)
            yield made[: len(line)] + self._scrambler.text(line[WIDTH:])

    def _unknown(self, line: str) -> str:
        """Return a line that is no record: its first two characters tell that, if they are no letters."""
        kept = "" if line[:2].isalpha() else line[:2]
        return kept + self._fakes.text(line[len(kept) :])

    def _open(self, mark: str, lines: list[str]) -> None:
        """Take the communication of a movement or information whole: its fields run on over the records."""
        records = layout.BY_VERSION.get(self._version, layout.VERSION_2)
        text, kind = "", ""
        for line in lines:
            its = _mark(line)
            if its is None or its in ("0", "1") or (text and _CONTINUES.get(its) != mark):
                break
            if len(line) < WIDTH and records[its].match(line.ljust(WIDTH)) is None:
                break
            text += line[:WIDTH].ljust(WIDTH)[_cut(records[its])]
        if lines[0][records[mark]["communication_type"].cut] == "1":
            kind, text = text[:_TYPE_WIDTH], text[_TYPE_WIDTH:]
        made = self._structured(mark, kind, text) if kind else self._fakes.text(text)
        self._opened, self._communication = mark, iter(kind + made)

    def _structured(self, mark: str, kind: str, text: str) -> str:
        known = (OF_MOVEMENTS if mark == "21" else OF_INFORMATION).get(kind)
        if known is None:
            return self._fakes.text(text)
        pieces = [
            self._field(one, text[start : start + one.width])
            for one, start in zip(known.fields, known.starts, strict=True)
        ]
        return "".join(pieces) + self._fakes.text(text[known.width :])

    def _field(self, field: communications.Field, found: str) -> str:
        said = found.strip()
        match field.kind:
            case _K.BELGIAN_REFERENCE:
                made = self._fakes.reference(said)
            case _K.BELGIAN_ACCOUNT:
                made = self._fakes.account(said)
            case _K.CREDITOR_REFERENCE:
                made = self._fakes.creditor_reference("".join(said.split()))
            case _K.CREDITOR:
                made = self._fakes.creditor("".join(said.split()))
            case _K.ENTERPRISE:
                made = said[:1] + self._fakes.enterprise(said[1:])
            case _ if field.name == "security_code":
                made = self._fakes.security("".join(said.split()))
            case kind if kind in _STAYING_KINDS and _is_figure(field, said):
                return found
            case _ if _STAYING_FIELDS.fullmatch(field.name) and len(said) <= 4:
                return found
            case _:
                return self._fakes.text(found)
        return refilled(found, made, lambda one: not one.isspace())

    def _record(self, record: Record, line: str) -> str:
        key = self._version, record.mark, self._structure
        if (changes := self._changes.get(key)) is None:
            changes = self._changes[key] = [self._change(record, column) for column in record.columns]
        return "".join([change(line[cut]) for cut, change in changes])

    def _change(self, record: Record, column: Column) -> tuple[slice, Callable[[str], str]]:
        """Return where a column stands and what changes it; texts are kept, the same few come again."""
        if column.name == "communication":
            return column.cut, partial(self._said, column.width)
        return column.cut, lru_cache(_KEPT_MAX)(partial(self._column, record, column))

    def _said(self, width: int, text: str) -> str:
        made = "".join(islice(self._communication, width))
        return made + self._fakes.text(text[len(made) :])

    def _column(self, record: Record, column: Column, text: str) -> str:
        name = column.name
        if column.kind.name in _FIGURES:
            return text if column.accepts(text) else self._misfit(column, text)
        if name in _STAY or not text.strip("0 "):
            return text
        if (pattern := _STAY_WHEN.get(name)) is not None and pattern.fullmatch(text):
            return text
        return self._named(record, column, text)

    def _named(self, record: Record, column: Column, text: str) -> str:
        """Return a column that holds one thing, or text."""
        if column.kind is BLANK:
            return self._scrambler.text(text)
        match column.name:
            case "account_zone":
                return self._zone(record, text)
            case "company_number" if text[0] == "0":
                return "0" + self._fakes.enterprise(text[1:])
            case "bic" if record is layout.HEADER and re.fullmatch(r"[A-Z0-9]{8,11} *", text):
                return text
            case "bic":
                return refilled(text, self._fakes.bic(text.strip()))
            case _:
                return self._fakes.text(text)

    def _misfit(self, column: Column, text: str) -> str:
        return self._fakes.still(text, lambda made: not column.accepts(made)) if text.strip() else text

    def _zone(self, record: Record, zone: str) -> str:
        """Return the zone with another account; the currency and what qualifies the account stay."""
        read = zones.other_account(zone) if record.mark == "23" else zones.own_account(self._structure, zone)
        width = len(read.account)
        if not width or not zone.startswith(read.account[0]):
            return self._fakes.text(zone)
        end = next(end for end in range(width, len(zone) + 1) if len("".join(zone[:end].split())) == width)
        return refilled(zone[:end], self._fakes.account(read.account), _is_ink) + self._behind(zone[end:])

    def _behind(self, rest: str) -> str:
        """Return what follows an account: its currency and qualification (0BE) stay, other text goes."""
        return re.sub(
            r"[^\W_]+",
            lambda one: one[0] if _BEHIND_ACCOUNT.fullmatch(one[0]) else self._fakes.text(one[0]),
            rest,
        )


def _is_ink(one: str) -> bool:
    return not one.isspace()


def _is_figure(field: communications.Field, said: str) -> bool:
    return said in field.values or not said.strip("0123456789 ")


def _mark(line: str) -> str | None:
    return _MARKS.get(line[:2]) or _MARKS.get(line[:1])


def _cut(record: Record) -> slice:
    """The slice of the communication of a record; empty when the record has none."""
    return record.cut.get("communication", slice(0, 0))
