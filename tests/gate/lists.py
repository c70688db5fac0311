"""Our code lists beside those in the official rules: `python -m tests.gate.lists` prints what differs."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from lxml import etree

from boekbrug.formats.einvoice.rules import lists
from tests.gate import official
from tests.gate.official_child import RULES, SVRL

RULES_OF_LISTS = {  # list: the rule whose official form holds it, and which of its texts that is
    "invoice-types": ("BR-CL-01", 0),
    "credit-note-types": ("BR-CL-01", 1),
    "currencies": ("BR-CL-03", 0),
    "tax-point-codes": ("BR-CL-06", 0),
    "object-schemes": ("BR-CL-07", 0),
    "note-subjects": ("BR-CL-08", 0),
    "identifier-schemes": ("BR-CL-10", 0),
    "item-classifications": ("BR-CL-13", 0),
    "countries": ("BR-CL-14", 0),
    "payment-means": ("BR-CL-16", 0),
    "vat-categories": ("BR-CL-17", 0),
    "allowance-reasons": ("BR-CL-19", 0),
    "charge-reasons": ("BR-CL-20", 0),
    "exemption-reasons": ("BR-CL-22", 0),
    "units": ("BR-CL-23", 0),
    "address-schemes": ("BR-CL-25", 0),
}
_CODES = re.compile(r"'( [^']{3,} )'")
_XSL = "{http://www.w3.org/1999/XSL/Transform}"


def differences() -> list[str]:
    """Return a line per list that differs; raises NotHere where the official file is not."""
    tests = _tests(official.packages(may_fetch=False) / RULES["en16931"])
    lines = []
    for name, (rule, position) in RULES_OF_LISTS.items():
        theirs = set(_CODES.findall(tests[rule])[position].split())
        ours = lists.code_list(name).codes
        if ours != theirs:
            lines.append(f"{name}: only ours {sorted(ours - theirs)}, only official {sorted(theirs - ours)}")
    return lines


def _tests(path: Path) -> dict[str, str]:
    """The condition of each rule in a compiled rule file."""
    found = {}
    for choice in etree.parse(path).getroot().iter(f"{_XSL}choose"):
        failed, when = choice.find(f".//{SVRL}failed-assert"), choice.find(f"{_XSL}when")
        if failed is not None and when is not None:
            names = [one.text for one in failed.iter(f"{_XSL}attribute") if one.get("name") == "id"]
            found.update(dict.fromkeys(filter(None, names), when.get("test", "")))
    return found


def main() -> int:
    """Print what differs."""
    try:
        lines = differences()
    except official.NotHere as why:
        print(f"Skipped, nothing is compared: {why}")
        return 0
    print("\n".join(lines) or f"{len(RULES_OF_LISTS)} lists are the same")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
