"""The hot path of the reader: whole movements with their information, as long as all is as it should be.

`take` leaves the state of a `Body` as its methods would, record by record. It stops before the first group
that is not perfect; that one goes record by record, where what is wrong is told. Nothing is decided here: no
problem is made, no rule is bent. One expression validates every column of up to three records; numbers,
amounts and days are made at once, texts and information when they are asked for (`late`).
"""

from __future__ import annotations

from boekbrug.formats.coda import layout
from boekbrug.formats.coda.body import NUMBERS_MAX, Body
from boekbrug.formats.coda.columns import KNOWN_DAYS, WIDTH
from boekbrug.formats.coda.groups import scan_group, scan_information
from boekbrug.formats.coda.late import LateMovement
from boekbrug.formats.coda.statement import Movement

_DEBIT = 10 ** layout.MOVEMENT_1["amount"].width  # the sign stands before the digits, 1 for debit
_LINE = WIDTH + 1
_KIND = layout.MOVEMENT_1["transaction_code"].first - 1
_NEXT, _INFORMATION = "next_numbers", "31"
_LEVEL = layout.MOVEMENT_1["globalisation"].first - 1


def take(body: Body, text: str, place: int, number: int) -> int:
    """Take movements of version 2 from a place in a text of lines of 128, with so many lines before it.

    Returns the place of the first record that was not taken; a day that was not met yet stops it too.
    """
    booked, made, sequence = body.booked, body.movement, body.sequence
    numbers, following = sequence * NUMBERS_MAX + body.detail, (sequence + 1) * NUMBERS_MAX
    new, days, book = object.__new__, KNOWN_DAYS, body.statement.movements.append
    while match := scan_group(text, place):
        its_numbers, amount, value_on, entry_on, next_numbers, link = match.groups()
        found = int(its_numbers)
        if found != following and (booked is None or found != numbers + 1):
            break
        try:
            value_day, entry_day = days[value_on], days[entry_on]
        except KeyError:
            break
        made = new(LateMovement)
        made.text, made.place = text, place
        thousandths = int(amount)
        made.amount_thousandths = thousandths if thousandths < _DEBIT else _DEBIT - thousandths
        made.value_on, made.entry_on = value_day, entry_day
        made.details = []
        made.first_line = number + 1
        begin, place, numbers = place, match.end(), found
        if next_numbers is not None:
            if int(next_numbers) == numbers + 1 != following:
                numbers += 1
            else:
                place, link = match.start(_NEXT) - len(_INFORMATION), None
        while link is not None and (match := scan_information(text, place)):
            its_numbers, link = match.groups()
            if int(its_numbers) != numbers + 1 or numbers + 1 == following:
                break
            numbers, place = numbers + 1, match.end()
        number += (place - begin) // _LINE
        made.last_line = number
        if found == following or booked is None:
            sequence += 1
            following += NUMBERS_MAX
            made.sequence, made.detail = sequence, 0
            body.booked = booked = made
            book(made)
        else:
            made.sequence, made.detail = sequence, found % NUMBERS_MAX
            _hang(body, made, booked)
            booked.last_line = number
    body.sequence, body.detail = divmod(numbers, NUMBERS_MAX)
    body.movement = made
    body.end_group()
    return place


def _hang(body: Body, made: Movement, booked: Movement) -> None:
    """Hang a detail below its total; type and level are read where they stand, so that texts can wait."""
    if isinstance(booked, LateMovement) and not body.levels.is_begun(booked):
        begin = booked.place
        body.levels.begin(booked, booked.text[begin + _KIND], int(booked.text[begin + _LEVEL]))
    body.hang(made, made.text[made.place + _KIND], int(made.text[made.place + _LEVEL]))
