"""Where and when it was delivered, and the mentions of Belgian law that UBL.BE keeps there."""

from __future__ import annotations

from lxml import etree

from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.einvoice.model.parties import NOWHERE
from boekbrug.formats.einvoice.ubl_tree import day, group, identifier, leaf
from boekbrug.formats.einvoice.ubl_writer.parties import address


def write_delivery(root: etree._Element, invoice: Invoice) -> None:
    """The delivery (BG-13, BG-15), with the legal mentions."""
    has_place = invoice.delivered_to != NOWHERE or invoice.delivery_location
    if not (invoice.delivered_on or has_place or invoice.delivered_to_name or invoice.legal_mentions):
        return
    delivery = group(root, "Delivery")
    day(delivery, "ActualDeliveryDate", invoice.delivered_on)
    if has_place:
        location = group(delivery, "DeliveryLocation")
        if invoice.delivery_location:
            identifier(location, "ID", invoice.delivery_location)
        address(location, "Address", invoice.delivered_to)
    if invoice.delivered_to_name:
        leaf(group(group(delivery, "DeliveryParty"), "PartyName"), "Name", invoice.delivered_to_name)
    for mention in invoice.legal_mentions:
        terms = group(delivery, "DeliveryTerms")
        leaf(terms, "ID", mention.code)
        leaf(terms, "SpecialTerms", mention.text)
