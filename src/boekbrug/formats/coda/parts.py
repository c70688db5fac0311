"""Divide a communication over the records that carry it, and so decide which of those are needed."""

from __future__ import annotations

from boekbrug.formats.coda import layout
from boekbrug.formats.coda.statement import Counterparty, Information, Movement

Parts = tuple[str, str | None, str | None]
"""The text for the first, second and third record; None: that record is left out."""


class CommunicationTooLong(ValueError):
    """A communication that does not fit in the three records of a movement or an information."""

    def __init__(self, communication: str, width: int) -> None:
        super().__init__(
            f"The communication has {len(communication)} characters; {width} fit: {communication!r}."
        )
        self.width = width


def _width(mark: str, version: str = "2") -> int:
    columns = layout.BY_VERSION[version][mark].columns
    return sum(column.width for column in columns if column.name == "communication")


_MOVEMENT_WIDTHS = {version: tuple(_width(mark, version) for mark in ("21", "22", "23")) for version in "12"}
_INFORMATION_WIDTHS = tuple(_width(mark) for mark in ("31", "32", "33"))


def movement_parts(movement: Movement, version: str) -> Parts:
    """Divide the communication over records 21, 22 and 23, in the shape in which it was read."""
    text = (movement.structured_type or "") + movement.communication
    needs_second = bool(
        movement.has_second
        or movement.customer_reference
        or movement.counterparty.bic
        or movement.r_transaction
        or movement.category_purpose
        or movement.purpose
    )
    needs_third = movement.has_third or _is_named(movement.counterparty)
    widths = _MOVEMENT_WIDTHS[version]
    is_as_read = movement.has_third and not needs_second
    return _divide(text, widths, (needs_second or (len(text) > widths[0] and not is_as_read), needs_third))


def information_parts(information: Information) -> Parts:
    """Divide the communication over records 31, 32 and 33."""
    text = (information.structured_type or "") + information.communication
    needs_second = information.has_second or (
        len(text) > _INFORMATION_WIDTHS[0] and not information.has_third
    )
    return _divide(text, _INFORMATION_WIDTHS, (needs_second, information.has_third))


def _is_named(counterparty: Counterparty) -> bool:
    return bool(
        counterparty.name
        or counterparty.iban
        or counterparty.currency
        or counterparty.street
        or counterparty.locality
    )


def _divide(text: str, widths: tuple[int, ...], needs: tuple[bool, bool]) -> Parts:
    """Fill the records that are needed anyway; take the second, then the third, for more text."""
    first, second, third = widths
    has_second, has_third = needs
    if len(text) > first + second * has_second + third * has_third:
        has_second = True
    if len(text) > first + second:
        has_third = True
    if len(text) > first + second + third:
        raise CommunicationTooLong(text, first + second + third)
    rest = text[first:]
    after = rest[second:] if has_second else rest
    return text[:first], rest[:second] if has_second else None, after if has_third else None
