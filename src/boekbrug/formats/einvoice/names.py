"""The names of elements as people write them: a usual prefix for each namespace, and paths to elements."""

from __future__ import annotations

from lxml import etree

CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
QDT = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"
NAMESPACES = {"cbc": CBC, "cac": CAC}
_NAMES_MAX = 4096
_RAM_1 = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
_UDT_1 = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15"
_PREFIXES = {
    CBC: "cbc",
    CAC: "cac",
    RAM: "ram",
    UDT: "udt",
    QDT: "qdt",
    _RAM_1: "ram",
    _UDT_1: "udt",
    "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100": "rsm",
    "urn:ferd:CrossIndustryDocument:invoice:1p0": "rsm",
    "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2": "ext",
    "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader": "sh",
}


# What ZUGFeRD 1 calls otherwise than CII: one name to take both by.
_ZUGFERD_1 = {
    "rsm:SpecifiedExchangedDocumentContext": "rsm:ExchangedDocumentContext",
    "rsm:HeaderExchangedDocument": "rsm:ExchangedDocument",
    "rsm:SpecifiedSupplyChainTradeTransaction": "rsm:SupplyChainTradeTransaction",
    "ram:ApplicableSupplyChainTradeAgreement": "ram:ApplicableHeaderTradeAgreement",
    "ram:ApplicableSupplyChainTradeDelivery": "ram:ApplicableHeaderTradeDelivery",
    "ram:ApplicableSupplyChainTradeSettlement": "ram:ApplicableHeaderTradeSettlement",
    "ram:SpecifiedSupplyChainTradeAgreement": "ram:SpecifiedLineTradeAgreement",
    "ram:SpecifiedSupplyChainTradeDelivery": "ram:SpecifiedLineTradeDelivery",
    "ram:SpecifiedSupplyChainTradeSettlement": "ram:SpecifiedLineTradeSettlement",
    "ram:SpecifiedTradeSettlementMonetarySummation": "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
    "ram:ApplicablePercent": "ram:RateApplicablePercent",
}


def shown(tag: object) -> str:
    """Return a tag with its usual prefix, or in full where the namespace is none that we know."""
    namespace, _, local = str(tag).rpartition("}")
    prefix = _PREFIXES.get(namespace[1:])
    return f"{prefix}:{local}" if prefix else str(tag)


class _Names(dict[object, str]):
    """Tags with the names to take them by, remembered up to a limit: a hostile file may hold any number."""

    def __missing__(self, tag: object) -> str:
        name = shown(tag)
        name = _ZUGFERD_1.get(name, name)
        if len(self) < _NAMES_MAX:
            self[tag] = name
        return name


SHORT = _Names()
"""The name to take a child by: `cbc:ID`; in full where the namespace is none that we know."""


class Paths:
    """Paths to elements below a root, such as /Invoice/cac:InvoiceLine[2]/cbc:Note."""

    def __init__(self, root: etree._Element) -> None:
        self._known: dict[etree._Element, str] = {root: f"/{etree.QName(root).localname}"}
        self._counted: set[etree._Element] = set()

    def of(self, element: etree._Element) -> str:
        """Return the path of an element; a name that stands there more than once has its place, from 1."""
        if (known := self._known.get(element)) is not None:
            return known
        parent = element.getparent()
        if parent is None:
            return f"/{etree.QName(element).localname}"
        above = self.of(parent)
        if parent not in self._counted:
            self._counted.add(parent)
            self._label(parent, above)
        return self._known[element]

    def _label(self, parent: etree._Element, above: str) -> None:
        """Give every child of an element its path, in one pass."""
        places: dict[str, list[etree._Element]] = {}
        for child in parent:
            places.setdefault(shown(child.tag), []).append(child)
        for name, children in places.items():
            for position, child in enumerate(children, start=1):
                self._known[child] = (
                    f"{above}/{name}" if len(children) == 1 else f"{above}/{name}[{position}]"
                )
