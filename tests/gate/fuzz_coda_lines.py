"""How the fuzzer of CODA changes an input: in lines and columns, so that it gets past the first controls.

Of ten inputs four are changed in their bytes, as libFuzzer does. The others lose, move or repeat lines, get
lines of the seeds, or hold something else in a column; most are then made to add up again, because the writer
and much of the reader are only met by a statement without errors.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from boekbrug.formats.coda import layout, order
from boekbrug.formats.coda.columns import WIDTH

Lines = list[bytes]

BYTEWISE, SETTLED, FORMED = 0.4, 0.8, 0.05
"""The part that is changed in its bytes; of the rest, what is made to add up; and what gets another form."""

_CUTS = {
    mark.encode(): [column.cut for column in record.columns] for mark, record in layout.VERSION_2.items()
}
_CODES = {(mark.encode(), then.encode()): codes for (mark, then), codes in order.CODES.items()}
_UNCOUNTED = tuple(mark.encode() for mark in order.UNCOUNTED)
_BALANCES = {mark.encode(): layout.VERSION_2[mark].cut["balance"] for mark in "18"}  # a sign stands before it
_AMOUNT, _DETAIL = layout.MOVEMENT_1.cut["amount"], layout.MOVEMENT_1.cut["detail"]
_FIGURES = slice(layout.TRAILER["record_count"].first - 1, layout.TRAILER["credit_total"].last)
_NEXT, _LINK = layout.MOVEMENT_1.cut["next_code"].start, layout.MOVEMENT_1.cut["link_code"].start
_ALPHABETS = (
    b"0",
    b"9",
    b" ",
    b"0123456789",
    b"01",
    b"AB /?:,+'",
    b"\xe9\x82\x80\xa4\xc3\xff",
    b"\x00\r\n\x1a\x85",
)
_FORMS: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: data.rstrip(b"\n"),
    lambda data: data + b"\x1a",
    lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: data.replace(b"\n", b"\r"),
    lambda data: b"\xef\xbb\xbf" + data,
    lambda data: data.decode("latin-1").encode("utf-8"),
    lambda data: data.decode("latin-1").encode("utf-16"),
    lambda data: data.decode("latin-1").encode("cp1140", "replace"),
)


class Change:
    """Changes an input: `bytewise` its bytes; lines that are put in come from `seeds`."""

    def __init__(self, bytewise: Callable[[bytes, int], bytes], seeds: Iterable[bytes]) -> None:
        self._bytewise = bytewise
        self._known = sorted({line for seed in seeds for line in seed.split(b"\n") if _mark(line)})
        self._chance = random.Random()

    def __call__(self, data: bytes, size_max: int, seed: int) -> bytes:
        """Return a changed input of at most so many bytes."""
        chance = self._chance
        chance.seed(seed)
        if chance.random() < BYTEWISE:
            return self._bytewise(data, size_max)
        lines = data.split(b"\n")
        for _ in range(chance.choice((1, 1, 2, 3))):
            chance.choice(_CHANGES)(self, lines)
        made = b"\n".join(settled(lines) if chance.random() < SETTLED else lines)
        if chance.random() < FORMED:
            made = chance.choice(_FORMS)(made)
        return made[:size_max]

    def _place(self, lines: Lines) -> int:
        return int(self._chance.random() * len(lines))

    def insert(self, lines: Lines) -> None:
        """Put a line of the seeds somewhere."""
        lines.insert(self._place(lines), self._chance.choice(self._known))

    def replace(self, lines: Lines) -> None:
        """Put a line of the seeds in the place of one."""
        lines[self._place(lines)] = self._chance.choice(self._known)

    def repeat(self, lines: Lines) -> None:
        """Put a line in a second place."""
        lines.insert(self._place(lines), lines[self._place(lines)])

    def swap(self, lines: Lines) -> None:
        """Let two lines change places."""
        one, other = self._place(lines), self._place(lines)
        lines[one], lines[other] = lines[other], lines[one]

    def remove(self, lines: Lines) -> None:
        """Take a line away."""
        if len(lines) > 1:
            del lines[self._place(lines)]

    def shorten(self, lines: Lines) -> None:
        """Cut a line off."""
        place = self._place(lines)
        lines[place] = lines[place][: self._chance.randrange(WIDTH)]

    def set_column(self, lines: Lines) -> None:
        """Let a column hold other characters, or what another line has in its place."""
        place, chance = self._place(lines), self._chance
        line = lines[place]
        cut = chance.choice(_CUTS[_mark(line) or b"21"])
        if chance.random() < 0.5:
            new = bytes(chance.choices(chance.choice(_ALPHABETS), k=cut.stop - cut.start))
        else:
            new = chance.choice(self._known)[cut]
        lines[place] = line[: cut.start] + new + line[cut.stop :]


_CHANGES = (
    Change.insert, Change.replace, Change.repeat, Change.swap, Change.remove, Change.shorten,
    *[Change.set_column] * 6,
)  # fmt: skip


def settled(lines: Lines) -> Lines:
    """Let next and link codes, closing balance, count and totals follow from the lines, where they can."""
    sums = _Sums()
    marks = [_mark(line) for line in lines]
    made = []
    for line, mark, following in zip(lines, marks, [*marks[1:], b""], strict=True):
        is_whole = len(line) == WIDTH and mark
        made.append(_coded(sums.settled(mark, line), _CODES.get((mark, following))) if is_whole else line)
    return made


class _Sums:
    """What the lines of a statement make so far."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start with the next statement."""
        self.count = self.balance = self.credit = self.debit = 0

    def settled(self, mark: bytes, line: bytes) -> bytes:
        """Add up a line; one that holds sums comes back with these."""
        self.count += mark not in _UNCOUNTED
        if mark == b"21" and line[_DETAIL] == b"0000":
            amount = _signed(line, _AMOUNT)
            self.balance += amount
            self.credit += max(amount, 0)
            self.debit -= min(amount, 0)
        elif mark == b"1":
            self.balance += _signed(line, _BALANCES[mark])
        elif mark == b"8":
            cut = _BALANCES[mark]
            figure = b"%d%015d" % (self.balance < 0, abs(self.balance))
            return line[: cut.start - 1] + figure[:16] + line[cut.stop :]
        elif mark == b"9":
            figures = b"%06d%015d%015d" % (self.count, self.debit, self.credit)
            self.begin()
            return line[: _FIGURES.start] + figures[:36] + line[_FIGURES.stop :]
        return line


def _signed(line: bytes, cut: slice) -> int:
    amount = int(line[cut]) if line[cut].isdigit() else 0
    return -amount if line[cut.start - 1 : cut.start] == b"1" else amount


def _coded(line: bytes, codes: tuple[str, str] | None) -> bytes:
    if codes is None:
        return line
    following, link = codes
    return line[:_NEXT] + (following or " ").encode() + line[_NEXT + 1 : _LINK] + (link or "0").encode()


def _mark(line: bytes) -> bytes:
    return line[:2] if line[:2] in _CUTS else line[:1] if line[:1] in _CUTS else b""
