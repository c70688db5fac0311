"""Regular expressions that take a movement, or one information, with all its records at once.

They are derived from the layouts and from the codes of `order`, and match only what is as it should be: every
column of its kind, continuation records that repeat the numbers, next and link codes that tell what follows.
Whatever they do not match goes record by record, where each deviation is told. Text comes in lines of 128.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from boekbrug.formats.coda import layout, order
from boekbrug.formats.coda.columns import LayoutBroken, Record

Matcher = Callable[[str, int], re.Match[str] | None]
Parts = dict[str, tuple[str, ...]]

TYPE_WIDTH = 3
"""A structured communication begins with its type, in as many columns."""

_FIRST = (
    "numbers", "bank_reference", "amount", "value_on", "transaction_code", "structured_type", "communication",
    "entry_on", "paper_number", "globalisation",
)  # fmt: skip

MOVEMENT: Parts = {
    "21": _FIRST,
    "22": ("second", "customer_reference", "bic", "codes"),
    "23": ("zone", "name", "third"),
}
"""What each record of a movement of version 2 gives, in this order; None where a record or code is absent."""

INFORMATION: Parts = {
    "31": ("numbers", "bank_reference", "transaction_code", "structured_type", "communication"),
    "32": ("second",),
    "33": ("third",),
}

_TOGETHER = {  # columns that are taken as one text: the first and the last of them
    "numbers": ("sequence", "detail"),
    "amount": ("sign", "amount"),
    "codes": ("blank_110", "purpose"),
}
_CONTINUED = {"second": "communication", "third": "communication", "zone": "account_zone"}
_UNTIL_CODES = "next_code"


def matcher(records: dict[str, Record], parts: Parts) -> Matcher:
    """Make the expression for three records; its groups are the names of the parts, in order, and `link`.

    :raises LayoutBroken: when the layouts give other groups than the names
    """
    return _compiled(_expression(records, parts), (*_names(parts), "link"))


def group_matcher(records: dict[str, Record], movement: Parts, information: Parts) -> Matcher:
    """Make the expression for a movement with its first information, if one follows.

    Its groups are the parts of the movement, those of the information with `next_` before them (None without
    one), and `link` where another information follows that one.

    :raises LayoutBroken: when the layouts give other groups than the names
    """
    follows = re.sub(r"\(\?P(<|=)(?!link>)", r"(?P\1next_", _expression(records, information))
    names = (*_names(movement), *(f"next_{name}" for name in _names(information)), "link")
    return _compiled(_expression(records, movement, follows=follows), names)


def _expression(records: dict[str, Record], parts: Parts, *, follows: str = "") -> str:
    """Write the expression for three records; `follows` is that of an information to take along."""
    first, second, third = parts
    return (
        _columns(records[first], parts[first])
        + _continuation(records[second], parts[second])
        + _continuation(records[third], parts[third])
        + _end(first, follows)
    )


def _names(parts: Parts) -> tuple[str, ...]:
    return tuple(name for names in parts.values() for name in names)


def _compiled(text: str, names: tuple[str, ...]) -> Matcher:
    made = re.compile(text, re.DOTALL)
    if tuple(made.groupindex) != names:
        raise LayoutBroken(f"The records give {tuple(made.groupindex)} instead of {names}.")
    return made.match


def _columns(record: Record, names: tuple[str, ...]) -> str:
    """Take record 21 or 31: numbers, amounts with their sign, a communication with or without its type."""
    firsts = {first: name for name, (first, _) in _TOGETHER.items() if name in names}
    lasts = {last for name, (_, last) in _TOGETHER.items() if name in names}
    text = ""
    for column in record.columns:
        if column.name == _UNTIL_CODES:
            break
        if column.name == "mark":
            text += record.mark
        elif column.name == "communication_type" and "structured_type" in names:
            text += f"(?:1(?P<structured_type>.{{{TYPE_WIDTH}}})|0)"
        elif column.name == "communication" and "structured_type" in names:
            width = column.width
            text += f"(?P<communication>(?(structured_type).{{{width - TYPE_WIDTH}}}|.{{{width}}}))"
        else:
            opens = firsts.get(column.name)
            is_single = column.name in names and opens is None and column.name not in lasts
            text += f"(?P<{opens}>" if opens else f"(?P<{column.name}>" if is_single else ""
            text += f"{column.kind.pattern}{{{column.width}}}"
            text += ")" if column.name in lasts or is_single else ""
    return text


def _continuation(record: Record, names: tuple[str, ...]) -> str:
    """Take record 22, 23, 32 or 33, which the next code of the record before announces, or nothing."""
    of_column = {_CONTINUED.get(name, name): name for name in names}
    first_code, last_code = _TOGETHER["codes"]
    text = ""
    for column in record.columns:
        if column.name == _UNTIL_CODES:
            break
        if column.name == "mark":
            text += f"{record.mark}(?P=numbers)"
        elif column.name == first_code and "codes" in names:
            width = record[last_code].last - column.first + 1
            text += f"(?: {{{width}}}|(?P<codes>.{{{width}}}))"
            break
        elif column.name not in ("sequence", "detail"):
            pattern = f"{column.kind.pattern}{{{column.width}}}"
            name = of_column.get(column.name)
            pattern = f"(?P<{name}>{pattern})" if name else pattern
            is_mostly_blank = column.name == "communication" and len(names) > 1
            text += f"(?: {{{column.width}}}|{pattern})" if is_mostly_blank else pattern
    return f"(?:{_tail(record.mark)}\n{text}|)"


def _tail(mark: str) -> str:
    """Columns 126-128 before a continuation record, as `order` allows them."""
    before = {"22": "21", "23": "22", "32": "31", "33": "32"}[mark]
    return _one_of(order.AFTER[before][mark])


def _end(mark: str, follows: str) -> str:
    """Columns 126-128 of the last record, and an information, taken along or not, or what else follows."""
    after = order.AFTER[mark]
    information = _one_of(after["31"])
    others = [each for each in order.AFTER_GROUP if each != "31"]
    tails = {_one_of(after[each]) for each in others}
    (other,) = tails
    informed = f"{information}\n{follows}" if follows else f"(?P<link>{information})\n(?=31)"
    return f"(?:{informed}|{other}\n(?={'|'.join(others)}))"


def _one_of(tails: frozenset[str] | None) -> str:
    """Write texts of the same width as one class of characters per column."""
    texts = sorted(tails or ())
    classes = ["".join(sorted({text[place] for text in texts})) for place in range(len(texts[0]))]
    return "".join(each if len(each) == 1 else f"[{each}]" for each in classes)


_SCANNED: Parts = {"21": ("numbers", "amount", "value_on", "entry_on"), "22": (), "23": ()}
_SCANNED_INFORMATION: Parts = {"31": ("numbers",), "32": (), "33": ()}

scan_group = group_matcher(layout.VERSION_2, _SCANNED, _SCANNED_INFORMATION)
"""Match a movement of version 2 with its first information, and give what the controls need.

The numbers of the information are None where none follows; the last group is `link` or None.
"""

scan_information = matcher(layout.VERSION_2, _SCANNED_INFORMATION)
"""Match records 31 to 33, and give their numbers and `link`."""

match_movement = matcher(layout.VERSION_2, MOVEMENT)
"""Match records 21 to 23 of version 2 and give all that they hold."""

match_information = matcher(layout.VERSION_2, INFORMATION)
"""Match records 31 to 33 and give all that they hold."""
