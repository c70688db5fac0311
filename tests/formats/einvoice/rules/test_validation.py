"""The door of the rules: sound documents pass, each planted fault is told, with its place and sentence."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks import rules as bench
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice.reading import Format
from boekbrug.formats.einvoice.rules import lists, register, terms
from boekbrug.formats.problem import Severity
from tests.formats.einvoice import belgian

SOUND = belgian.documents()

PLANTED = (  # what is replaced in a sound document, by what, and the rules that this breaks
    ("<cbc:ID>", "<cbc:ID/><cbc:UUID>", "</cbc:ID>", "</cbc:UUID>", {"BR-02"}),
    ("<cbc:IssueDate>", "<cbc:Note>", "</cbc:IssueDate>", "</cbc:Note>", {"BR-03"}),
    ("</cbc:PayableAmount>", "9</cbc:PayableAmount>", "", "", {"BR-CO-16", "BR-DEC-18", "UBL-DT-01"}),
    (">EUR<", ">EUX<", "", "", {"BR-CL-04", "BR-CO-15"}),
)


@pytest.mark.parametrize("name", SOUND)
def test_every_document_that_we_write_is_sound(name: str) -> None:
    verdict = einvoice.validate(SOUND[name], einvoice.SEND)

    assert [
        (one.code, one.sentence.english) for one in verdict.findings if one.severity is Severity.ERROR
    ] == []
    assert verdict.is_valid
    assert "en16931" in verdict.sets


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: "-".join(sorted(one[4])))
def test_a_planted_fault_is_told(planted: tuple[str, str, str, str, set[str]]) -> None:
    text = SOUND["rates"].decode()
    for old, new in (planted[:2], planted[2:4]):
        text = text.replace(old, new, 1) if old else text

    found = einvoice.validate(text.encode(), einvoice.SEND, sets=["en16931"])

    assert found.codes() == planted[4]
    assert not found.is_valid
    for one in found.findings:
        assert one.line
        assert one.place.startswith("/Invoice")
        assert "{" not in one.sentence.english


def test_a_sentence_names_what_was_found_and_expected() -> None:
    text = SOUND["rates"].decode().replace("</cbc:PayableAmount>", "9</cbc:PayableAmount>")

    (sums,) = (one for one in einvoice.validate(text.encode()).findings if one.code == "BR-CO-16")

    assert sums.sentence.english.startswith(f"“Amount to pay” is {sums.found}, but the rest")
    assert sums.found == f"{sums.expected}9"
    assert sums.term == "BT-115"


@pytest.mark.parametrize(
    ("party", "term", "name"),
    [
        ("AccountingSupplierParty", "BT-40", "Country of the seller"),
        ("AccountingCustomerParty", "BT-55", "Country of the customer"),
    ],
)
def test_a_rule_for_all_parties_names_the_party(party: str, term: str, name: str) -> None:
    head, opening, rest = SOUND["rates"].decode().partition(f"<cac:{party}>")
    text = head + opening + rest.replace(">BE</cbc:IdentificationCode", ">XX</cbc:IdentificationCode", 1)

    (one,) = (one for one in einvoice.validate(text.encode()).findings if one.code == "BR-CL-14")

    assert one.term == term
    assert one.sentence.english.startswith(f"“{name}” holds “XX”")


def test_a_missing_due_date_is_told_once() -> None:
    text = SOUND["rates"].decode()
    for name in ("cbc:DueDate", "cac:PaymentTerms"):
        head, _, rest = text.partition(f"<{name}>")
        text = head + rest.partition(f"</{name}>")[2] if rest else head
    told = [one.code for one in einvoice.validate(text.encode()).findings if one.term == "BT-9"]

    assert told == ["BR-CO-25"]


def test_receiving_refuses_amounts_and_identity_and_warns_about_form() -> None:
    text = SOUND["rates"].decode().replace('mimeCode="application/pdf"', 'mimeCode="text/html"')
    text = text.replace("<cbc:ProfileID>", "<cbc:ProfileID/><cbc:ProfileID>").replace("unitCode=", "unit=")

    sent, received = (einvoice.validate(text.encode(), one) for one in (einvoice.SEND, einvoice.RECEIVE))

    assert "BR-23" in sent.codes()
    assert received.is_valid
    assert "BR-23" in received.codes(Severity.WARNING)
    assert {one.code for one in sent.findings} == {one.code for one in received.findings}


@pytest.mark.parametrize(
    "content", [b"", b"not xml", b"<a/>", b"<!DOCTYPE a><a/>", b"%PDF-1.7 nothing", b"<a"]
)
def test_whatever_the_bytes_a_verdict_comes_back(content: bytes) -> None:
    verdict = einvoice.validate(content)

    assert not verdict.is_valid
    assert verdict.format is Format.UNKNOWN
    assert all(one.sentence.english for one in verdict.findings)


def test_every_rule_is_whole() -> None:
    rules = [rule for one in register.SETS for rule in one.rules]
    given = {"term", "hint", "number", "found", "expected", "rule"}
    by_fault = {"rate", "base", "count", "code", "category"}

    assert len({rule.id for rule in rules}) >= 281
    for rule in rules:
        assert terms.term_of(rule.term).text
        assert terms.hint_of(rule.term).text
        assert rule.wording.places <= given | by_fault | rule.values.keys()


def test_every_list_is_dated_and_without_doubles() -> None:
    assert len(lists.names()) >= 17
    for name in lists.names():
        held = lists.code_list(name)
        assert len(held.as_of) == len("2026-05")
        assert held.codes
        assert held.title


def test_the_samples_are_judged_as_recorded(shared: Path) -> None:
    folder = shared / "samples/ubl"
    counts = {**bench.tests(folder), **bench.documents(folder)}

    assert {kind: count.wrong for kind, count in counts.items() if count.wrong} == {}
    assert counts["tests of en16931-rule-tests"].right >= 565
    assert counts["tests of peppol-rule-tests"].right == 100
    assert counts["documents by en16931_fatal (en16931)"].right >= 118
    assert counts["documents by peppol_fatal (peppol)"].right == 118
    assert counts["documents by ublbe_fatal (ublbe)"].right == 31


def test_a_folder_of_that_form_is_judged(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(SOUND["rates"])
    with (tmp_path / "INDEX.csv").open("w", newline="") as file:
        csv.writer(file).writerows((("file", "root", "en16931_fatal"), ("a.xml", "Invoice", "BR-01 BR-99")))

    (count,) = bench.documents(tmp_path).values()

    assert count.wrong == ["a.xml: BR-01 is recorded, does not fire"]
    assert dict(count.not_built) == {"BR-99": 1}
