"""ETag and If-Match keep changes from being lost; Location and Link lead on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.program import Program, problem
from tests.cast import Cast

LINE = {"description": "Oak table", "unit_price": "100.00"}


@pytest.fixture
def contact(an: Program) -> Any:
    return an.call("POST", "/contacts", {"name": "Kaai 12"})


def test_a_new_row_says_where_it_is_and_which_version(an: Program, contact: Any) -> None:
    found = an.client.get(contact.headers["Location"], headers=an.headers)

    assert found.json() == contact.json()
    assert found.headers["ETag"] == contact.headers["ETag"] == '"1"'


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_the_second_of_two_who_change_is_told(an: Program, contact: Any, method: str) -> None:
    place = f"/contacts/{contact.json()['id']}"
    seen = {"If-Match": contact.headers["ETag"]}

    first = an.call(method, place, {"name": "First"}, headers=seen)
    second = an.call(method, place, {"name": "Second"}, headers=seen)
    third = an.call(method, place, {"name": "Third"}, headers={"If-Match": first.headers["ETag"]})

    assert (first.status_code, second.status_code, third.status_code) == (200, 412, 200)
    assert problem(second)["code"] == "contact-edited-meanwhile"


@pytest.mark.parametrize("tag", ["", "1", '"x"', '"1", "2"', '"99999999999"'])
def test_a_tag_that_is_none_of_ours_changes_nothing(an: Program, contact: Any, tag: str) -> None:
    place = f"/contacts/{contact.json()['id']}"
    refused = an.call("PATCH", place, {"name": "Other"}, headers={"If-Match": tag})

    assert (refused.status_code, an.get(place)["name"]) == (412, "Kaai 12")


def test_header_and_body_must_agree_and_a_star_asks_nothing(an: Program, contact: Any) -> None:
    place = f"/contacts/{contact.json()['id']}"
    given = {"name": "Other", "version": 2}

    assert an.call("PATCH", place, given, headers={"If-Match": '"1"'}).status_code == 412
    assert an.call("PATCH", place, {"name": "Other"}, headers={"If-Match": "*"}).status_code == 200


def test_a_draft_is_issued_as_it_was_seen(an: Program, contact: Any) -> None:
    given = {"contact": contact.json()["id"], "issued_on": "2026-03-16", "lines": [LINE]}
    draft = an.call("POST", "/documents", given)
    place = f"/documents/{draft.json()['id']}"
    an.call("PUT", place, {**given, "version": 1, "note": "x"})

    refused = an.call("POST", f"{place}/issue", headers={"If-Match": draft.headers["ETag"]})

    assert (refused.status_code, an.get(place)["state"]) == (412, "DRAFT")


def test_a_link_leads_to_the_next_page(an: Program, cast: Cast) -> None:
    for name in ("A", "B", "C"):
        an.post("/contacts", {"name": f"Kaai {name}"}, expect=201)
    address, seen = f"{an.inside}/contacts?limit=2&q=kaai", []
    while address:
        response = an.client.get(address, headers=an.headers)
        seen += [one["name"] for one in response.json()["contacts"]]
        address = response.headers.get("Link", "").partition(">")[0].removeprefix("<")

    assert seen == ["Kaai A", "Kaai B", "Kaai C"]
