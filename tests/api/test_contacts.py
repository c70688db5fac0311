"""Contacts by programs."""

from __future__ import annotations

from typing import Any

import pytest

from boekbrug.belgium import enterprise_number
from tests.api.program import Program, places
from tests.business.banking.sheets import CUSTOMER_IBAN

NUMBER = enterprise_number.make(4567890)
BAKERY = {
    "name": "Bakkerij De Korrel",
    "enterprise_number": NUMBER,
    "ibans": [CUSTOMER_IBAN],
    "city": "Brugge",
}


def test_a_contact_is_made_read_and_listed(bram: Program) -> None:
    made = bram.post("/contacts", BAKERY, expect=201)

    assert bram.get(f"/contacts/{made['id']}") == made
    assert made["ibans"] == [CUSTOMER_IBAN]
    assert [one["id"] for one in bram.get("/contacts?q=korrel&role=customer")["contacts"]] == [made["id"]]
    assert bram.get("/contacts?q=slager")["contacts"] == []


def test_put_replaces_and_patch_changes(an: Program) -> None:
    made = an.post("/contacts", BAKERY, expect=201)

    patched = an.call("PATCH", f"/contacts/{made['id']}", {"city": "Gent", "version": made["version"]}).json()
    replaced = an.call("PUT", f"/contacts/{made['id']}", {"name": "De Korrel"}).json()

    assert (patched["city"], patched["name"], patched["ibans"]) == ("Gent", made["name"], [CUSTOMER_IBAN])
    assert (replaced["name"], replaced["city"], replaced["ibans"]) == ("De Korrel", "", [])
    assert patched["version"] == made["version"] + 1


def test_a_change_of_what_somebody_changed_is_a_conflict(an: Program) -> None:
    made = an.post("/contacts", BAKERY, expect=201)
    an.call("PATCH", f"/contacts/{made['id']}", {"city": "Gent"})

    refusal = an.refused(
        "PATCH", f"/contacts/{made['id']}", {"city": "Luik", "version": made["version"]}, status=409
    )

    assert refusal["code"] == "contact-edited-meanwhile"
    assert an.get(f"/contacts/{made['id']}")["city"] == "Gent"


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"name": ""}, "name"),
        ({"enterprise_number": "123"}, "enterprise_number"),
        ({"email": "nobody"}, "email"),
        ({"country": "XX"}, "country"),
        ({"ibans": ["BE00"]}, "ibans"),
        ({"ibans": "BE00"}, "ibans"),
        ({"is_customer": "perhaps"}, "is_customer"),
        ({"nickname": "x"}, "nickname"),
    ],
)
def test_a_wrong_field_is_named(an: Program, given: dict[str, Any], place: str) -> None:
    refusal = an.refused("POST", "/contacts", {**BAKERY, **given}, status=422)

    assert places(refusal) == [place]
    assert refusal["problems"][0]["message"]


def test_an_enterprise_is_one_contact(an: Program) -> None:
    an.post("/contacts", BAKERY, expect=201)

    refusal = an.refused("POST", "/contacts", {**BAKERY, "name": "Nog een"}, status=422)

    assert places(refusal) == ["enterprise_number"]


def test_a_stranger_cannot_read_or_change_a_contact(an: Program, dirk: Program) -> None:
    made = an.post("/contacts", BAKERY, expect=201)

    for method, given in (("GET", None), ("PUT", BAKERY), ("PATCH", {"city": "x"})):
        known = dirk.call(method, f"/contacts/{made['id']}", given)
        unknown = dirk.call(method, "/contacts/zzzzzzzzzzzzz", given)

        assert known.status_code == unknown.status_code == 404
        assert known.content == unknown.content


def test_contacts_come_in_pages_by_name(an: Program) -> None:
    for name in ("Zwaan", "Appel", "Molen"):
        an.post("/contacts", {"name": name}, expect=201)

    first = an.get("/contacts?limit=2")
    second = an.get(f"/contacts?limit=2&after={first['next']}")

    assert [one["name"] for one in first["contacts"] + second["contacts"]] == ["Appel", "Molen", "Zwaan"]
    assert second["next"] is None
