"""The IBAN of the account that a statement is of. Pure."""

from __future__ import annotations

from boekbrug.belgium import iban as ibans

_OLD_DIGITS = 12  # the Belgian number of before IBAN: three of the bank, seven, two that check (modulo 97)
_BASE_DIGITS = 10


def own_iban(account: str) -> str | None:
    """Return the IBAN of an account as CODA names it (structures 0, 2 and 3), or None where it has none."""
    if len(account) == _OLD_DIGITS and account.isascii() and account.isdigit():
        made = ibans.make_belgian(int(account[:_BASE_DIGITS]))
        return made if made.endswith(account) else None
    return ibans.parse_or_none(account)
