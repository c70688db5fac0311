"""The terms of the parties: seller, buyer, payee, tax representative, place of delivery."""

from __future__ import annotations

from boekbrug.formats.einvoice.rules.hints import BUYER, DELIVERY, PARTY, SELLER, Entry

TERMS: tuple[Entry, ...] = (
    ("BG-4", "Seller", SELLER),
    ("BT-27", "Name of the seller", SELLER),
    ("BT-28", "Trading name of the seller", SELLER),
    ("BT-29", "Identifier of the seller", SELLER),
    ("BT-30", "Enterprise number of the seller", SELLER),
    ("BT-31", "VAT number of the seller", SELLER),
    ("BT-32", "Tax registration of the seller", SELLER),
    ("BT-33", "Legal form of the seller", SELLER),
    ("BT-34", "Electronic address of the seller", SELLER),
    ("BG-5", "Address of the seller", SELLER),
    ("BT-40", "Country of the seller", SELLER),
    ("BG-7", "Customer", BUYER),
    ("BT-44", "Name of the customer", BUYER),
    ("BT-45", "Trading name of the customer", BUYER),
    ("BT-46", "Identifier of the customer", BUYER),
    ("BT-47", "Enterprise number of the customer", BUYER),
    ("BT-48", "VAT number of the customer", BUYER),
    ("BT-49", "Electronic address of the customer", BUYER),
    ("BG-8", "Address of the customer", BUYER),
    ("BT-55", "Country of the customer", BUYER),
    ("BG-10", "Payee", PARTY),
    ("BT-59", "Name of the payee", PARTY),
    ("BT-60", "Identifier of the payee", PARTY),
    ("BT-61", "Enterprise number of the payee", PARTY),
    ("BG-11", "Tax representative of the seller", PARTY),
    ("BT-62", "Name of the tax representative", PARTY),
    ("BT-63", "VAT number of the tax representative", PARTY),
    ("BG-12", "Address of the tax representative", PARTY),
    ("BT-69", "Country of the tax representative", PARTY),
    ("BG-13", "Delivery", DELIVERY),
    ("BT-70", "Name of the receiver of the goods", DELIVERY),
    ("BT-71", "Identifier of the place of delivery", DELIVERY),
    ("BT-72", "Date of delivery", DELIVERY),
    ("BG-15", "Address of delivery", DELIVERY),
    ("BT-80", "Country of delivery", DELIVERY),
)

OF_OTHERS = {
    "cac:AccountingCustomerParty": {
        "BT-29": "BT-46",
        "BT-30": "BT-47",
        "BT-31": "BT-48",
        "BT-34": "BT-49",
        "BT-40": "BT-55",
        "BG-5": "BG-8",
    },
    "cac:PayeeParty": {"BT-29": "BT-60", "BT-30": "BT-61"},
    "cac:TaxRepresentativeParty": {"BT-31": "BT-63", "BT-40": "BT-69", "BG-5": "BG-12"},
    "cac:Delivery": {"BT-40": "BT-80", "BG-5": "BG-15"},
}
"""The terms of the seller as they are called where they stand with another party."""
