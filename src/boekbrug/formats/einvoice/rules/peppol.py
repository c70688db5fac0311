"""Peppol BIS Billing 3.0 and Self-Billing 3.0: the 56 general rules, as tables.

National rules are left out: they bind sellers of Denmark, Germany, Greece, Iceland, Italy, the Netherlands,
Norway and Sweden; Belgium has none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from boekbrug.formats.einvoice.recognition import (
    BIS_3_CUSTOMIZATION,
    BIS_3_PROFILE,
    SELF_BILLING_CUSTOMIZATION,
    SELF_BILLING_PROFILE,
)
from boekbrug.formats.einvoice.rules import hints, peppol_numbers, sentences
from boekbrug.formats.einvoice.rules import peppol_document as document
from boekbrug.formats.einvoice.rules import peppol_lines as lines
from boekbrug.formats.einvoice.rules import peppol_words as words
from boekbrug.formats.einvoice.rules.families import LINE, judged, listed, present
from boekbrug.formats.einvoice.rules.lists import code_list
from boekbrug.formats.einvoice.rules.rule import About, Check, Fault, Layer, Rule, RuleSet, When
from boekbrug.formats.einvoice.rules.tree import El, Tree

SOURCE = "Peppol BIS Billing 3.0"
VERSION = "3.0.21 (2026-05)"
SCHEMES_WITHDRAWN = date(2026, 8, 24)
_ID = "PEPPOL-EN16931-"
_OURS = {"layer": Layer.PEPPOL, "source": SOURCE}
_AMOUNTS = (
    "cbc:Amount|cbc:BaseAmount|cbc:PriceAmount|cbc:TaxAmount|cbc:TaxableAmount|cbc:LineExtensionAmount|"
    "cbc:TaxExclusiveAmount|cbc:TaxInclusiveAmount|cbc:AllowanceTotalAmount|cbc:ChargeTotalAmount|"
    "cbc:PrepaidAmount|cbc:PayableRoundingAmount|cbc:PayableAmount"
)
_DATES = "cbc:IssueDate|cbc:DueDate|cbc:TaxPointDate|cbc:StartDate|cbc:EndDate|cbc:ActualDeliveryDate"
_EXTRA = "cac:AllowanceCharge"
_PRICE_EXTRA = "cac:Price/cac:AllowanceCharge"
_REASON = "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode"
_LINE_PERIOD = f"{LINE}/cac:InvoicePeriod/cbc:"
_OWNERS = frozenset({"/", *LINE.split("|")})
_PROCESSES = ("01", "02")
_GERMAN_TYPES = frozenset({"326", "384"})


_Process = Callable[[Tree], str]


@dataclass(frozen=True, slots=True)
class _Specification:
    """How a document says that it follows a specification, and which types of document it has."""

    customization: str
    profile: str
    process: _Process
    invoice_types: str
    credit_note_types: str


_BILLING = _Specification(
    BIS_3_CUSTOMIZATION,
    BIS_3_PROFILE,
    document.billing_process,
    "peppol-invoice-types",
    "peppol-credit-note-types",
)
_SELF_BILLING = _Specification(
    SELF_BILLING_CUSTOMIZATION,
    SELF_BILLING_PROFILE,
    document.self_billing_process,
    "self-billing-invoice-types",
    "self-billing-credit-note-types",
)


def _rule(number: str, term: str, context: str, check: Check, **more: Any) -> Rule:
    """A rule with a check of its own, by the last part of its id."""
    return judged(_ID + number, term, context, check, **{**_OURS, **more})


def _is_own_extra(extra: El) -> bool:
    """Whether a discount or charge is one of the document or of a line, not of a price."""
    return extra.parent is not None and extra.parent.name in _OWNERS


def _says(indicator: str) -> When:
    """Whether the code stands in a charge (true) or a discount (false)."""

    def when(code: El) -> bool:
        parent = code.parent
        return parent is not None and any(
            one.text == indicator for one in parent.every("cbc:ChargeIndicator")
        )

    return when


def _has_unknown_scheme(address: El) -> bool:
    """Whether the scheme is one to look up: a withdrawn one was right on documents of before that day."""
    scheme = address.source.get("schemeID")
    if scheme is None or scheme not in code_list("peppol-address-schemes-withdrawn").codes:
        return scheme is not None
    root = address
    while root.parent is not None:
        root = root.parent
    issued = lines.date_of(root.value_at("cbc:IssueDate"))
    return issued is None or issued >= SCHEMES_WITHDRAWN


def _has(attribute: str) -> When:
    return lambda element: element.source.get(attribute) is not None


def _specification(expected: str) -> Check:
    """R004: the document says that it follows this specification."""

    def check(root: El, tree: Tree) -> Fault | None:
        found = " ".join(root.value_at("cbc:CustomizationID").split())
        at = root.first("cbc:CustomizationID")
        is_right = found.startswith(expected) and "::" not in found
        return None if is_right else Fault(found, expected, at=at)

    return check


def _process(expected: str, process: _Process) -> Check:
    """R007: the business process is one that is approved."""

    def check(root: El, tree: Tree) -> Fault | None:
        if tree.fact(process):
            return None
        return Fault(root.value_at("cbc:ProfileID"), expected, at=root.first("cbc:ProfileID"))

    return check


def _type(name: str, process: _Process) -> Check:
    """P0100, P0101: the type code is one of those of the business process."""
    codes = code_list(name).codes

    def check(code: El, tree: Tree) -> Fault | None:
        if tree.fact(process) not in _PROCESSES or code.value in codes:
            return None
        return Fault(code.value)

    return check


def _german_type(code: El, tree: Tree) -> Fault | None:
    """P0112: two types exist between German businesses only."""
    if code.value not in _GERMAN_TYPES or tree.fact(document.is_between_germans):
        return None
    return Fault(code.value)


def _of_specification(of: _Specification) -> tuple[Rule, ...]:
    """The four rules in which billing and self-billing differ."""
    return (
        _rule("R004", "BT-24", "/", _specification(of.customization), wording=words.NOT_AS_EXPECTED),
        _rule("R007", "BT-23", "/", _process(of.profile, of.process), wording=words.NOT_AS_EXPECTED),
        *(
            _rule(
                number,
                "BT-3",
                context,
                _type(name, of.process),
                wording=sentences.UNKNOWN_CODE,
                hint=hints.CHOOSE,
                values={"list": code_list(name).title},
            )
            for number, context, name in (
                ("P0100", "cbc:InvoiceTypeCode", of.invoice_types),
                ("P0101", "cbc:CreditNoteTypeCode", of.credit_note_types),
            )
        ),
    )


FILLED = _rule(
    "R008", "BT-24", "*", document.filled, when=document.is_leaf, wording=words.EMPTY_ELEMENT, hint=hints.FILE
)
PROCESS = _rule(
    "R007", "BT-23", "/", _process(BIS_3_PROFILE, document.billing_process), wording=words.NOT_AS_EXPECTED
)

_DOCUMENT = (
    FILLED,
    _rule("R002", "BT-22", "/", document.one_note, wording=sentences.SEVERAL),
    _rule("R003", "BT-10", "/", document.reference, wording=words.NO_REFERENCE),
    _rule("R005", "BT-6", "/cbc:TaxCurrencyCode", document.other_currency, wording=words.SAME_CURRENCY),
    _rule("R053", "BG-23", "/", document.one_breakdown, wording=words.ONE_BREAKDOWN, about=About.AMOUNTS),
    _rule("R054", "BT-111", "/", document.second_total, wording=words.SECOND_VAT_TOTAL),
    _rule("R055", "BT-111", "/", document.same_sign, wording=words.VAT_SIGNS, about=About.AMOUNTS),
    _rule("R061", "BT-89", "cac:PaymentMeans", document.mandate, wording=sentences.MISSING),
    _rule("R080", "BT-11", "/", document.one_project, wording=sentences.SEVERAL),
    _rule(
        "R051",
        "BT-5",
        _AMOUNTS,
        document.in_currency,
        when=document.is_in_document_currency,
        wording=words.OTHER_CURRENCY,
        about=About.AMOUNTS,
    ),
    *(
        present(_ID + number, term, context, path, **_OURS)
        for number, term, context, path in (
            ("R001", "BT-23", "/", "cbc:ProfileID"),
            ("R010", "BT-49", document.BUYER, "cbc:EndpointID"),
            ("R020", "BT-34", document.SELLER, "cbc:EndpointID"),
        )
    ),
)
_EXTRAS = tuple(
    _rule(number, "BG-20", _EXTRA, check, when=_is_own_extra, wording=wording, hint=hints.EXTRA)
    for number, check, wording in (
        ("R040", lines.percent_amount, words.EXTRA_AMOUNT),
        ("R041", lines.with_base, words.EXTRA_WITHOUT_BASE),
        ("R042", lines.with_rate, words.EXTRA_WITHOUT_RATE),
        ("R043", lines.true_or_false, words.CHARGE_OR_DISCOUNT),
    )
)
_LINES = tuple(
    _rule(number, term, context, check, wording=wording)
    for number, term, context, check, wording in (
        ("R044", "BT-147", _PRICE_EXTRA, lines.discount_on_price, words.CHARGE_ON_PRICE),
        ("R046", "BT-146", _PRICE_EXTRA, lines.net_price, words.NET_PRICE),
        ("R100", "BT-128", LINE, lines.one_object, sentences.SEVERAL),
        ("R101", "BT-128", LINE, lines.only_objects, words.LINE_DOCUMENT),
        ("R110", "BT-134", f"{_LINE_PERIOD}StartDate", lines.starts_within, words.LINE_STARTS_EARLY),
        ("R111", "BT-135", f"{_LINE_PERIOD}EndDate", lines.ends_within, words.LINE_ENDS_LATE),
        ("R120", "BT-131", LINE, lines.line_amount, words.LINE_AMOUNT),
        ("R121", "BT-149", LINE, lines.price_units, words.NOT_ABOVE_ZERO),
        ("R130", "BT-150", "cac:Price/cbc:BaseQuantity", lines.price_unit, words.PRICE_UNIT),
    )
)
_CODES = tuple(
    listed(_ID + number, term, context, name, **_OURS, **more)
    for number, term, context, name, more in (
        ("CL001", "BT-125", "cbc:EmbeddedDocumentBinaryObject", "media-types",
         {"attribute": "mimeCode", "when": _has("mimeCode"), "wording": sentences.WRONG_ATTACHMENT_KIND}),
        ("CL002", "BT-98", _REASON, "allowance-reasons", {"when": _says("false")}),
        ("CL003", "BT-105", _REASON, "charge-reasons", {"when": _says("true")}),
        ("CL006", "BT-8", "cac:InvoicePeriod/cbc:DescriptionCode", "tax-point-codes", {}),
        ("CL007", "BT-5", _AMOUNTS, "currencies", {"attribute": "currencyID"}),
        ("CL008", "BT-34", "cbc:EndpointID", "peppol-address-schemes",
         {"attribute": "schemeID", "when": _has_unknown_scheme}),
    )
)  # fmt: skip
_FORMS = (_rule("F001", "BT-2", _DATES, lines.is_date, wording=words.NO_DATE, hint=hints.FILE),)
_REASONS = tuple(
    _rule(
        f"P{number:04}",
        "BT-118",
        "cac:TaxCategory",
        lines.with_category(f"VATEX-EU-{reason}", category),
        wording=words.REASON_AND_CATEGORY,
        about=About.VAT,
    )
    for number, reason, category in (
        (104, "G", "G"),
        (105, "O", "O"),
        (106, "IC", "K"),
        (107, "AE", "AE"),
        (108, "D", "E"),
        (109, "F", "E"),
        (110, "I", "E"),
        (111, "J", "E"),
    )
)
_SHARED = (*_DOCUMENT, *_EXTRAS, *_LINES, *_CODES, *_FORMS, *_REASONS, *peppol_numbers.RULES)
_GERMAN = _rule("P0112", "BT-3", "cbc:InvoiceTypeCode", _german_type, wording=words.GERMAN_ONLY)


def customization_of(tree: Tree) -> str:
    """The specification that a document says it follows (BT-24), in small letters."""
    return " ".join(tree.root.value_at("cbc:CustomizationID").split()).lower()


def is_billing(tree: Tree) -> bool:
    """Whether a document says that it follows Peppol BIS Billing 3.0."""
    return tree.fact(customization_of).startswith(BIS_3_CUSTOMIZATION.lower())


def is_self_billing(tree: Tree) -> bool:
    """Whether a document says that it follows Peppol BIS Self-Billing 3.0."""
    return tree.fact(customization_of).startswith(SELF_BILLING_CUSTOMIZATION.lower())


BILLING = RuleSet(
    "peppol",
    Layer.PEPPOL,
    VERSION,
    (*_of_specification(_BILLING), _GERMAN, *_SHARED),
    is_billing,
)
SELF_BILLING = RuleSet(
    "peppol-self-billing",
    Layer.PEPPOL,
    VERSION,
    (*_of_specification(_SELF_BILLING), *_SHARED),
    is_self_billing,
)
