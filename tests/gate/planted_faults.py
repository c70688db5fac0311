"""Random invoices, each with one planted fault: `python -m tests.gate.planted_faults [--invoices N]`.

Our own writer makes a random valid invoice or credit note; the rules must find nothing in it. Then one fault
of a known rule is planted, and that rule must find it. Prints per rule how often it was planted, found, and
found alone, with which other rules beside it; ends with 1 on a false alarm or a fault that was not found.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal

import click

from boekbrug.belgium import enterprise_number, iban, ogm, vat_rates
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import AllowanceCharge, Invoice, Line, Party, Payment
from tests.formats.einvoice.invoices import BUYER, SELLER, a_credit_note, a_line, an_invoice

UNITS = ("C62", "HUR", "KGM", "MTR", "DAY")
OTHER = enterprise_number.make(9876543)  # a number of nobody in these invoices
FIRST_DAY = dt.date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule, and what breaks it: the first match of a pattern becomes something else."""

    rule: str
    pattern: str
    into: str = ""

    def planted(self, text: str) -> str | None:
        """The document with the fault, or None when it has no place for it."""
        spoiled, count = re.subn(self.pattern, self.into, text, count=1, flags=re.DOTALL)
        return spoiled if count and spoiled != text else None


def _without(rule: str, name: str) -> Fault:
    """An element that is gone, with all that stands in it."""
    return Fault(rule, rf"<{name}(?: [^>]*)?>.*?</{name}>")


def _more(rule: str, name: str, *, within: str = "") -> Fault:
    """An amount with a digit too many at its front."""
    start = rf"<{within}>.*?" if within else ""
    return Fault(rule, rf"({start}<cbc:{name}[^>]*>-?)(\d)", r"\g<1>1\g<2>")


def _text(rule: str, name: str, into: str) -> Fault:
    """An element with another text."""
    return Fault(rule, rf"(<{name}(?: [^>]*)?>)[^<]*(</{name}>)", rf"\g<1>{into}\g<2>")


def _no_reason(rule: str, category: str) -> Fault:
    """A category of the breakdown that no longer says why no VAT is charged."""
    start = rf"(<cbc:ID>{category}</cbc:ID>\s*<cbc:Percent>[^<]*</cbc:Percent>)"
    reason = r"<cbc:(TaxExemptionReason(?:Code)?)>[^<]*</cbc:\2>"
    return Fault(
        rule, rf"{start}\s*{reason}(?:\s*<cbc:TaxExemptionReason>[^<]*</cbc:TaxExemptionReason>)?", r"\1"
    )


FAULTS = (
    _without("BR-01", "cbc:CustomizationID"),
    _without("BR-02", "cbc:ID"),
    _without("BR-03", "cbc:IssueDate"),
    _without("BR-04", "cbc:(?:Invoice|CreditNote)TypeCode"),
    _without("BR-05", "cbc:DocumentCurrencyCode"),
    _without("BR-06", "cbc:RegistrationName"),
    _without("BR-08", "cac:PostalAddress"),
    _without("BR-09", "cac:Country"),
    _without("BR-25", "cbc:Name(?=>(?:(?!<cbc:Name>).)*?<cac:ClassifiedTaxCategory>)"),
    _without("BR-26", "cbc:PriceAmount"),
    Fault("BR-23", r' unitCode="[^"]*"'),
    _more("BR-CO-10", "LineExtensionAmount", within="cac:LegalMonetaryTotal"),
    _more("BR-CO-13", "TaxExclusiveAmount"),
    _more("BR-CO-14", "TaxAmount", within="cac:TaxTotal"),
    _more("BR-CO-15", "TaxInclusiveAmount"),
    _more("BR-CO-16", "PayableAmount"),
    _more("BR-CO-17", "TaxAmount", within="cac:TaxSubtotal"),
    Fault("BR-S-08", r"(<cbc:TaxableAmount[^>]*>)(?=(?:(?!</cac:TaxSubtotal>).)*<cbc:ID>S<)", r"\g<1>1"),
    Fault("BR-DEC-18", r"(<cbc:PayableAmount[^>]*>[^<]*)", r"\g<1>0"),
    _text("BR-CL-04", "cbc:DocumentCurrencyCode", "EUX"),
    _text("BR-CL-14", "cbc:IdentificationCode", "XX"),
    _text("BR-CL-16", "cbc:PaymentMeansCode", "999"),
    Fault("BR-CL-23", r'unitCode="[^"]*"', 'unitCode="STUK"'),
    _no_reason("BR-E-10", "E"),
    _no_reason("BR-AE-10", "AE"),
    _without("PEPPOL-EN16931-R001", "cbc:ProfileID"),
    _without("PEPPOL-EN16931-R003", "cbc:BuyerReference"),
    _without("PEPPOL-EN16931-R020", "cbc:EndpointID"),
    _text("PEPPOL-EN16931-F001", "cbc:IssueDate", "16/03/2026"),
    _more("PEPPOL-EN16931-R120", "PriceAmount"),
    _text("PEPPOL-COMMON-R043", "cbc:EndpointID", "0123456789"),
    _text("BE-03", "cbc:CompanyID", "BE0123456789"),
    _text("BE-10", "cbc:PaymentID", "+++090/9337/55494+++"),
    Fault("BE-12", r"(<cac:PayeeFinancialAccount>\s*<cbc:ID>)[^<]*", r"\g<1>BE13610000000192"),
    Fault("BE-05", r"(<cac:PartyTaxScheme>\s*<cbc:CompanyID>)BE\d+", rf"\g<1>BE{OTHER}"),
)


@dataclass
class Tally:
    """What came of it; `false_alarms` and `missed` name rules, `beside` the others that a fault breaks."""

    invoices: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    beside: dict[str, Counter[str]] = field(default_factory=dict)
    false_alarms: Counter[str] = field(default_factory=Counter)

    @property
    def missed(self) -> Counter[str]:
        """Faults that their rule did not find."""
        return self.planted - self.found

    @property
    def is_good(self) -> bool:
        """Whether nothing sound was refused, and every fault was found by its rule."""
        return bool(self.invoices) and not self.false_alarms and not self.missed

    def lines(self) -> list[str]:
        """The report, a line per rule."""
        rows = [
            f"{rule:24} planted {count:6}  found {self.found[rule]:6}  alone {self.alone[rule]:6}  "
            + " ".join(f"{other}:{times}" for other, times in self.beside[rule].most_common(4))
            for rule, count in sorted(self.planted.items())
        ]
        alarms = " ".join(f"{rule}:{count}" for rule, count in self.false_alarms.items()) or "none"
        sums = (self.planted.total(), self.found.total(), self.alone.total())
        told = f"planted {sums[0]}, found {sums[1]}, found alone {sums[2]}"
        return [*rows, f"invoices {self.invoices}, false alarms {alarms}, {told}"]


def _party(chance: random.Random, like: Party) -> Party:
    """A Belgian party with a number of its own."""
    digits = enterprise_number.make(chance.randrange(19_000_000))
    return replace(like, enterprise_number=digits, vat_number=f"BE{digits}")


def _line(chance: random.Random, number: int, vat: tuple[str, Decimal]) -> Line:
    """A line with a random quantity, unit, price and sometimes a discount."""
    off = Decimal(chance.randrange(1, 5_000)) / 100
    discounts = (AllowanceCharge(False, off, "Korting", "95"),) if chance.random() < 0.2 else ()
    return a_line(
        number=str(number),
        quantity=Decimal(chance.randrange(1, 100_000)) / 100,
        unit_code=chance.choice(UNITS),
        unit_price=Decimal(chance.randrange(100_000, 10_000_000)) / 10_000,
        allowances_and_charges=discounts,
        vat_category=vat[0],
        vat_rate=vat[1],
    )


def an_invoice_of(chance: random.Random) -> Invoice:
    """A random invoice or credit note of a Belgian seller: rates mixed, or one kind without VAT."""
    treatment = chance.choice(
        (vat_rates.NORMAL, vat_rates.NORMAL, vat_rates.EXEMPT, vat_rates.REVERSE_CHARGE)
    )
    code, is_taxed = treatment.category.value, treatment is vat_rates.NORMAL
    lines = tuple(
        _line(chance, at, (code, Decimal(chance.choice((21, 12, 6)) if is_taxed else 0)))
        for at in range(1, chance.randrange(2, 9))
    )
    issued_on = FIRST_DAY + dt.timedelta(chance.randrange(300))
    account = iban.make_belgian(chance.randrange(10**9))
    payment = Payment("30", ogm.make(chance.randrange(1, 10**9)), account, "TESTBEBB", "Voorbeeldbouw BV")
    invoice = chance.choice((an_invoice, an_invoice, a_credit_note))(
        lines=lines,
        seller=_party(chance, SELLER),
        buyer=_party(chance, BUYER),
        issued_on=issued_on,
        due_on=issued_on + dt.timedelta(30),
        payment=payment,
    )
    reason = {} if is_taxed else {code: (treatment.exemption_code, treatment.mention("nl"))}
    return einvoice.completed(invoice, exemptions=reason)


def _broken(content: bytes) -> frozenset[str]:
    return frozenset(one.code for one in einvoice.validate(content, einvoice.SEND).findings)


def tally(count: int, *, seed: int = 1) -> Tally:
    """Make so many invoices, and plant a fault in each."""
    chance, result = random.Random(seed), Tally()
    for _ in range(count):
        text = einvoice.write_bis3(an_invoice_of(chance)).decode()
        result.invoices += 1
        result.false_alarms.update(_broken(text.encode()))
        fault, spoiled = next(
            (one, found)
            for one in chance.sample(FAULTS, len(FAULTS))
            if (found := one.planted(text)) is not None
        )
        _count(result, fault, _broken(spoiled.encode()))
    return result


def _count(result: Tally, fault: Fault, broken: frozenset[str]) -> None:
    """Take the outcome of one planted fault into the tally."""
    result.planted[fault.rule] += 1
    result.found[fault.rule] += fault.rule in broken
    result.alone[fault.rule] += broken == {fault.rule}
    result.beside.setdefault(fault.rule, Counter()).update(broken - {fault.rule})


@click.command(help=__doc__)
@click.option("--invoices", default=1_000, show_default=True, help="How many to make.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same invoices.")
def main(invoices: int, seed: int) -> None:
    """Print the tally; leave with 1 when it is not good."""
    result = tally(invoices, seed=seed)
    click.echo("\n".join(result.lines()))
    raise SystemExit(0 if result.is_good else 1)


if __name__ == "__main__":
    main()
