"""Makers of the rules that come in families: each takes one row of a table and returns a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from boekbrug.formats.einvoice.rules import hints, sentences
from boekbrug.formats.einvoice.rules.lists import code_list
from boekbrug.formats.einvoice.rules.rule import About, Fault, Rule, When
from boekbrug.formats.einvoice.rules.tree import El, Tree

LINE = "cac:InvoiceLine|cac:CreditNoteLine"
DECIMALS_MAX = 2
IN_ANY_CAPITALS = {"exemption-reasons"}
NOWHERE = "-"  # a context that no element has


def required(rule_id: str, term: str, context: str, path: str, **more: Any) -> Rule:
    """There must be an element at the path (`a|b`: at one of them) with text in it."""
    paths = path.split("|")

    def check(element: El, _: Tree) -> Fault | None:
        return None if any(one.text.strip() for path in paths for one in element.every(path)) else Fault()

    return Rule(rule_id, term, sentences.MISSING, context, check, **more)


def present(rule_id: str, term: str, context: str, path: str, **more: Any) -> Rule:
    """There must be an element at the path (`a|b`: at one of them), even an empty one."""
    paths = path.split("|")

    def check(element: El, _: Tree) -> Fault | None:
        return None if any(element.every(path) for path in paths) else Fault()

    return Rule(rule_id, term, more.pop("wording", sentences.MISSING), context, check, **more)


def with_attribute(rule_id: str, term: str, context: str, attribute: str, **more: Any) -> Rule:
    """The element must have the attribute, even an empty one."""

    def check(element: El, _: Tree) -> Fault | None:
        return None if element.source.get(attribute) is not None else Fault(element.value)

    values = {"attribute": attribute}
    wording = more.pop("wording", sentences.NO_SCHEME)
    return Rule(rule_id, term, wording, context, check, values=values, **more)


def at_most_one(
    rule_id: str, term: str, context: str, path: str, *, keep: When | None = None, **more: Any
) -> Rule:
    """There may be one element at the path, or one of those that `keep` takes."""

    def check(element: El, _: Tree) -> Fault | None:
        found = element.every(path)
        if len(found) > 1 and (count := len(found) if keep is None else sum(map(keep, found))) > 1:
            return Fault(str(count), "1", at=found[1])
        return None

    return Rule(rule_id, term, sentences.SEVERAL, context, check, **more)


def decimals(rule_id: str, term: str, context: str, path: str, **more: Any) -> Rule:
    """The amount at the path has at most two decimals, counted as written."""

    def check(element: El, _: Tree) -> Fault | None:
        found = element.first(path)
        if found is None or not has_many_decimals(found.text):
            return None
        return Fault(found.value, at=found)

    return Rule(rule_id, term, sentences.DECIMALS, context, check, **more)


def has_many_decimals(text: str) -> bool:
    """Whether more than two signs follow the first point, as the official rules count them."""
    return len(text.partition(".")[2]) > DECIMALS_MAX


def listed(rule_id: str, term: str, context: str, name: str, *, attribute: str = "", **more: Any) -> Rule:
    """The text of the element, or its attribute, is a code of the list (of some: in any capitals)."""
    codes = code_list(name)
    accepted = codes.codes
    is_any_case = name in IN_ANY_CAPITALS

    def check(element: El, _: Tree) -> Fault | None:
        code = (element.attribute(attribute) or "") if attribute else element.text.strip()
        if code in accepted or (is_any_case and code.upper() in accepted):
            return None
        return Fault(code)

    return Rule(
        rule_id,
        term,
        more.pop("wording", sentences.UNKNOWN_CODE),
        context,
        check,
        hint=hints.CHOOSE,
        values={"list": codes.title},
        **more,
    )


def never(rule_id: str, term: str) -> Rule:
    """A rule that nothing breaks in its official form; kept so that its number is known."""
    return Rule(rule_id, term, sentences.MISSING, NOWHERE, lambda *_: None)


def period_ends_after_start(rule_id: str, term: str, context: str, *, when: When | None = None) -> Rule:
    """The end of a period does not lie before its start."""

    def check(element: El, _: Tree) -> Fault | None:
        start, end = (_date(element.value_at(f"cbc:{name}Date")) for name in ("Start", "End"))
        if start is None or end is None or end >= start:
            return None
        return Fault(f"{end:%d/%m/%Y}", f"{start:%d/%m/%Y}")

    return Rule(rule_id, term, sentences.PERIOD_REVERSED, context, check, when)


def _date(text: str) -> dt.date | None:
    """The day of a text, without its time zone; None when it is no day, which the schema tells."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def judged(
    rule_id: str,
    term: str,
    context: str,
    check: Callable[[El, Tree], Fault | None],
    **more: Any,
) -> Rule:
    """A rule with a check of its own; AMOUNTS when its sentence is about a sum."""
    wording = more.pop("wording", sentences.SUM)
    about = more.pop("about", About.AMOUNTS if wording is sentences.SUM else About.FORM)
    return Rule(rule_id, term, wording, context, check, about=about, **more)


def is_vat(element: El) -> bool:
    """Whether a category or registration is for VAT: its tax scheme says so, in whatever capitals."""
    return any(one.value_at("cbc:ID").upper() == "VAT" for one in element.every("cac:TaxScheme"))


def is_charge(element: El) -> bool:
    """Whether an allowance or charge is a charge."""
    return element.truth_at("cbc:ChargeIndicator") is True


def is_allowance(element: El) -> bool:
    """Whether an allowance or charge is an allowance."""
    return element.truth_at("cbc:ChargeIndicator") is False


def has_scheme(element: El) -> bool:
    """Whether an identifier names its scheme."""
    return element.source.get("schemeID") is not None
