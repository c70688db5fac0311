"""The hot path of the reader: whole movements with their information, as long as all is as it should be.

`take` leaves the state of a `Body` as its methods would, record by record. It stops before the first group
that is not perfect; that one goes record by record, where what is wrong is told. Nothing is decided here: no
problem is made, no rule is bent. One expression validates every column of up to three records; numbers,
amounts and days are made at once, texts when they are asked for (`late`).
"""

from __future__ import annotations

from boekbrug.formats.coda import layout
from boekbrug.formats.coda.body import LAST_NUMBER, NUMBERS_MAX, Body
from boekbrug.formats.coda.columns import KNOWN_DAYS, WIDTH
from boekbrug.formats.coda.groups import scan_information, scan_movement
from boekbrug.formats.coda.late import LateInformation, LateMovement
from boekbrug.formats.coda.statement import Movement

_DEBIT = 10 ** layout.MOVEMENT_1["amount"].width  # the sign stands before the digits, 1 for debit
_LINE = WIDTH + 1
_KIND = layout.MOVEMENT_1["transaction_code"].first - 1
_LEVEL = layout.MOVEMENT_1["globalisation"].first - 1
_new = object.__new__
_LINK, _LINK_OF_INFORMATION = 5, 2  # the last group that matched, when an information follows


def take(body: Body, text: str, place: int, number: int) -> int:
    """Take movements of version 2 from a place in a text of lines of 128, with so many lines before it.

    Returns the place of the first record that was not taken; a day that was not met yet stops it too.
    """
    booked, made = body.booked, body.movement
    numbers, following = body.sequence * NUMBERS_MAX + body.detail, (body.sequence + 1) * NUMBERS_MAX
    new, days, book = _new, KNOWN_DAYS, body.statement.movements.append
    while match := scan_movement(text, place):
        its_numbers, amount, value_on, entry_on = match.group(1, 2, 3, 4)
        found = int(its_numbers)
        is_booked = found == following
        if not is_booked and (booked is None or found != numbers + 1):
            break
        if value_on not in days or entry_on not in days:
            break
        made = new(LateMovement)
        made.text, made.place = text, place
        made.sequence, made.detail = divmod(found, NUMBERS_MAX)
        thousandths = int(amount)
        made.amount_thousandths = thousandths if thousandths < _DEBIT else _DEBIT - thousandths
        made.value_on, made.entry_on = days[value_on], days[entry_on]
        made.information, made.details = [], []
        end, numbers = match.end(), found
        made.first_line = number + 1
        number += (end - place) // _LINE
        made.last_line = number
        place = end
        if match.lastindex == _LINK:
            place = _take_information(text, end, made)
            number = made.last_line
            numbers += len(made.information)
        if is_booked or booked is None:
            body.booked = booked = made
            following += NUMBERS_MAX
            book(made)
        else:
            body.hang(made, text[made.place + _KIND], int(text[made.place + _LEVEL]))
            booked.last_line = number
    body.sequence, body.detail = divmod(numbers, NUMBERS_MAX)
    body.booked, body.movement = booked, made
    body.information = made.information[-1] if made is not None and made.information else None
    return place


def _take_information(text: str, place: int, movement: Movement) -> int:
    """Take the information that follows a movement; return the place behind it."""
    sequence, detail, number = movement.sequence, movement.detail, movement.last_line
    numbers = sequence * NUMBERS_MAX + detail
    add = movement.information.append
    while match := scan_information(text, place):
        if int(match[1]) != numbers + 1 or detail == LAST_NUMBER:
            break
        made = _new(LateInformation)
        made.text, made.place = text, place
        numbers, detail = numbers + 1, detail + 1
        made.sequence, made.detail = sequence, detail
        made.first_line = number + 1
        end = match.end()
        number += (end - place) // _LINE
        made.last_line = number
        add(made)
        place = end
        if match.lastindex != _LINK_OF_INFORMATION:
            break
    movement.last_line = number
    return place
