"""What hypothesis makes statements of: every value that a statement of version 2 can hold."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import strategies as st

from boekbrug.formats import coda
from tests.formats.coda import cases

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz0123456789/-.,+éèêëàâäùûüôöîïçÉÈÀÇœ€'"


def text(width: int) -> st.SearchStrategy[str]:
    """Text of at most so many characters, without blanks at its end."""
    return st.text(LETTERS, max_size=width).map(str.rstrip)


days = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
amounts = st.integers(-(10**12), 10**12).filter(bool)
information = st.builds(coda.PlainInformation, text(250), st.sampled_from([None, "001", "002", "008"]))
plain_values = {
    "amount_thousandths": amounts,
    "value_on": st.none() | days,
    "entry_on": days,
    "bank_reference": text(21),
    "customer_reference": text(35),
    "counterparty_name": text(60),
    "counterparty_iban": st.sampled_from(
        ["", cases.PARTY_ACCOUNT, "NL91ABNA0417164300", "539007547034", "12-34"]
    ),
    "counterparty_bic": st.sampled_from(["", "KREDBEBB", "ABNANL2AXXX"]),
    "structured_type": st.sampled_from([None, "101", "105", "127"]),
    "communication": text(140),
    "information": st.lists(information, max_size=3),
}


def _adding_up(plain: coda.PlainMovement) -> coda.PlainMovement:
    """Return the movement with the amount that its details make."""
    made = sum(one.amount_thousandths for one in plain.details)
    return dataclasses.replace(plain, amount_thousandths=made) if plain.details else plain


details = st.lists(st.builds(coda.PlainMovement, **plain_values), max_size=3)
movements = st.lists(
    st.builds(
        coda.PlainMovement,
        **plain_values,
        details=details,
        transaction_code=st.sampled_from(["00150000", "10107000", "20437000", "30150000"]),
    ).map(_adding_up),
    max_size=4,
)
statements = st.builds(
    coda.build_statement,
    account=st.sampled_from([cases.ACCOUNT, "539007547034", "FR9430004028379876543210943", "NL-9876"]),
    currency=st.sampled_from(["EUR", "USD"]),
    holder_name=text(30),
    bic=st.sampled_from(["KREDBEBB", "GEBABEBB36A", ""]),
    company_number=st.sampled_from(["", "0123456749"]),
    sequence=st.integers(0, 999),
    paper_number=st.integers(0, 999),
    opening_balance_thousandths=amounts,
    opening_on=st.none() | days,
    created_on=days,
    movements=movements,
    messages=st.lists(text(200), max_size=3),
    account_description=text(40),
    is_duplicate=st.booleans(),
)

codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=4)
accounts = st.sampled_from(
    [
        ("0", "539007547034", "0BE"),
        ("1", "NL-9876", ""),
        ("2", cases.ACCOUNT, "EXT"),
        ("3", "FR9430004028379876543210943", ""),
        (" ", "539007547034", "0BE"),
        (" ", "FR9430004028379876543210943", ""),
    ]
)


@st.composite
def changed(draw: st.DrawFn) -> coda.Statement:
    """A statement that was read, in which every value that the builder does not offer was changed too."""
    made = draw(statements)
    structure, account, rest = draw(accounts)
    frame = {
        "bank_id": draw(st.sampled_from(["000", "310", "539"])),
        "bic": draw(st.sampled_from(["", "GEBABEBB"])),
        "file_reference": draw(text(10)),
        "transaction_reference": draw(text(16)),
        "related_reference": draw(text(16)),
        "addressee_name": draw(text(26)),
        "closing_paper_number": draw(st.integers(0, 999)),
        "movements": [draw(with_codes(one)) for one in made.movements],
    }
    if made.closing_balance_thousandths is None:
        frame["closing_paper_number"] = 0
    own = {"account_structure": structure, "account": account, "account_rest": rest}
    return dataclasses.replace(made, **(frame | own))  # type: ignore[arg-type]


@st.composite
def with_codes(draw: st.DrawFn, movement: coda.Movement) -> coda.Movement:
    """The movement with payment codes and the currency of the other account."""
    party = dataclasses.replace(movement.counterparty, currency=draw(st.sampled_from(["", "EUR", "CHF"])))
    r_transaction = draw(st.sampled_from(["", "1", "5"]))
    values = {
        "r_transaction": r_transaction,
        "r_reason": draw(st.sampled_from(["", "AC01", "MD06"])) if r_transaction else "",
        "category_purpose": draw(st.just("") | codes),
        "purpose": draw(st.just("") | codes),
        "paper_number": draw(st.sampled_from(["", "000", "123"])),
        "details": [draw(with_codes(one)) for one in movement.details],
    }
    is_coded = any(values[name] for name in ("r_transaction", "category_purpose", "purpose"))
    has_second = movement.has_second or is_coded
    has_third = movement.has_third or bool(party.currency)
    return dataclasses.replace(
        movement, counterparty=party, has_second=has_second, has_third=has_third, **values
    )  # type: ignore[arg-type]


@st.composite
def of_version_1(draw: st.DrawFn) -> coda.Statement:
    """A statement of version 1, whose movements have an address and shorter communications."""
    made = draw(statements)
    account = draw(st.sampled_from(["539007547034", "FR9430004028379876543210943"]))
    rest = "0BE" if account[0].isdigit() else ""
    movements = [draw(_of_version_1(one)) for one in made.movements]
    own = {"account_structure": " ", "account": account, "account_rest": rest, "bic": ""}
    return dataclasses.replace(made, version="1", movements=movements, **own)  # type: ignore[arg-type]


@st.composite
def _of_version_1(draw: st.DrawFn, movement: coda.Movement) -> coda.Movement:
    party = dataclasses.replace(
        movement.counterparty,
        name=movement.counterparty.name[:26].rstrip(),
        bic="",
        street=draw(text(26)),
        locality=draw(text(26)),
    )
    return dataclasses.replace(
        movement,
        communication=movement.communication[:100].rstrip(),
        customer_reference=movement.customer_reference[:26].rstrip(),
        counterparty=party,
        details=[draw(_of_version_1(one)) for one in movement.details],
    )
