"""The hot path of the reader: whole movements with their information, as long as all is as it should be.

`take` leaves the state of a `Body` as its methods would, record by record. It stops before the first group
that is not perfect; that one goes record by record, where what is wrong is told. Nothing is decided here: no
problem is made, no rule is bent. One expression validates every column of up to three records; numbers,
amounts and days are made at once, texts when they are asked for (`late`).
"""

from __future__ import annotations

from boekbrug.formats.coda import layout
from boekbrug.formats.coda.body import NUMBERS_MAX, Body
from boekbrug.formats.coda.columns import KNOWN_DAYS, WIDTH
from boekbrug.formats.coda.groups import scan_information, scan_movement
from boekbrug.formats.coda.late import LateInformation, LateMovement
from boekbrug.formats.coda.statement import Information, Movement

_DEBIT = 10 ** layout.MOVEMENT_1["amount"].width  # the sign stands before the digits, 1 for debit
_LINE = WIDTH + 1
_LINK, _LINK_OF_INFORMATION = 5, 2  # the last group that matched, when an information follows


def take(body: Body, text: str, place: int, number: int) -> int:
    """Take movements of version 2 from a place in a text of lines of 128; `number` counts the lines before it.

    Returns the place of the first record that was not taken; a day that was not met yet stops it too.
    """
    sequence, detail, booked, made = body.sequence, body.detail, body.booked, body.movement
    new, days, book = Movement.__new__, KNOWN_DAYS, body.statement.movements.append
    while match := scan_movement(text, place):
        numbers, amount, value_on, entry_on = match.group(1, 2, 3, 4)
        its_sequence, its_detail = divmod(int(numbers), NUMBERS_MAX)
        if its_detail:
            if its_sequence != sequence or its_detail != detail + 1 or booked is None:
                break
        elif its_sequence != (sequence + 1) % NUMBERS_MAX:
            break
        if value_on not in days or entry_on not in days:
            break
        made = new(Movement)
        made.sequence, made.detail = sequence, detail = its_sequence, its_detail
        thousandths = int(amount)
        made.amount_thousandths = thousandths if thousandths < _DEBIT else _DEBIT - thousandths
        made.value_on, made.entry_on = days[value_on], days[entry_on]
        made.information, made.details = [], []
        made.source = (text, place)
        end = match.end()
        made.first_line = number + 1
        number += (end - place) // _LINE
        made.last_line = number
        if match.lastindex == _LINK:
            place, detail = _take_information(text, end, made)
            number = made.last_line
        else:
            place = end
        made.__class__ = LateMovement
        if its_detail:
            body.levels.hang(made)
            booked.last_line = number
        else:
            booked = made
            book(made)
            body.levels.begin(made)
    body.sequence, body.detail, body.booked, body.movement = sequence, detail, booked, made
    body.information = made.information[-1] if made is not None and made.information else None
    return place


def _take_information(text: str, place: int, movement: Movement) -> tuple[int, int]:
    """Take the information that follows a movement; return the place behind it and the last detail number."""
    sequence, detail, number = movement.sequence, movement.detail, movement.last_line
    new, add = Information.__new__, movement.information.append
    while match := scan_information(text, place):
        its_sequence, its_detail = divmod(int(match[1]), NUMBERS_MAX)
        if its_sequence != sequence or its_detail != detail + 1:
            break
        made = new(Information)
        made.sequence, made.detail = sequence, its_detail
        made.source = (text, place)
        made.first_line = number + 1
        end = match.end()
        number += (end - place) // _LINE
        made.last_line = number
        made.__class__ = LateInformation
        add(made)
        detail, place = its_detail, end
        if match.lastindex != _LINK_OF_INFORMATION:
            break
    movement.last_line = number
    return place, detail
