"""Rules meet the elements of their context, and only those; what they find says where."""

from __future__ import annotations

from lxml import etree

from boekbrug.formats.einvoice import problems
from boekbrug.formats.einvoice.node import CAC, CBC
from boekbrug.formats.einvoice.recognition import INVOICE_NAMESPACE
from boekbrug.formats.einvoice.rules.engine import PER_RULE_MAX, Compiled
from boekbrug.formats.einvoice.rules.rule import Fault, Rule
from boekbrug.formats.einvoice.rules.tree import El, Tree

SAID = problems.MISSING.wording


def tree(body: str) -> Tree:
    text = f'<Invoice xmlns="{INVOICE_NAMESPACE}" xmlns:cac="{CAC}" xmlns:cbc="{CBC}">{body}</Invoice>'
    return Tree(etree.fromstring(text))


def places(context: str, document: Tree, **more: object) -> list[str]:
    """Where a rule that nothing satisfies is broken."""
    always = Rule("X-1", "BT-1", SAID, context, lambda element, _: Fault(element.text), **more)  # type: ignore[arg-type]
    return [one.element.path for one in Compiled([always]).run(document)]


NOTES = tree(
    "<cbc:Note>a</cbc:Note><cac:InvoiceLine><cbc:Note>b</cbc:Note></cac:InvoiceLine>"
    "<cac:InvoiceLine><cbc:Note>c</cbc:Note><cbc:Name>d</cbc:Name></cac:InvoiceLine>"
)


def test_a_context_is_a_path_that_ends_at_the_judged_element() -> None:
    assert places("/", NOTES) == ["/Invoice"]
    assert places("/cbc:Note", NOTES) == ["/Invoice/cbc:Note"]
    assert len(places("cbc:Note", NOTES)) == 3
    assert places("cac:InvoiceLine|cac:CreditNoteLine/cbc:Note|cbc:Name", NOTES) == [
        "/Invoice/cac:InvoiceLine[1]/cbc:Note",
        "/Invoice/cac:InvoiceLine[2]/cbc:Note",
        "/Invoice/cac:InvoiceLine[2]/cbc:Name",
    ]
    assert places("*ame", NOTES) == ["/Invoice/cac:InvoiceLine[2]/cbc:Name"]


def test_when_narrows_a_context() -> None:
    def is_b(element: El) -> bool:
        return element.value == "b"

    assert places("cbc:Note", NOTES, when=is_b) == ["/Invoice/cac:InvoiceLine[1]/cbc:Note"]


def test_a_name_of_another_namespace_meets_no_rule() -> None:
    assert places("cbc:Note", tree('<x:Note xmlns:x="urn:x"/><Note/>')) == []


def test_one_rule_tells_a_fault_so_many_times_and_no_more() -> None:
    assert len(places("cbc:Note", tree("<cbc:Note/>" * (PER_RULE_MAX + 5)))) == PER_RULE_MAX


def test_values_are_read_without_ever_raising() -> None:
    odd = tree("<cbc:A> 1.50 </cbc:A><cbc:A>1e5</cbc:A><cbc:A/><cbc:A>1</cbc:A><cbc:A>ja</cbc:A>").root

    assert [str(one.number) for one in odd.every("cbc:A")] == ["1.50", "None", "None", "1", "None"]
    assert [one.truth for one in odd.every("cbc:A")] == [None, None, None, True, None]
    assert (odd.first("cbc:B/cbc:C"), odd.value_at("cbc:B"), odd.number_at("cbc:B")) == (None, "", None)
