"""Codes that reader, writer and readiness ask for; the lists are those of the rules (`rules/lists`)."""

from __future__ import annotations

from boekbrug.formats.einvoice.rules.lists import code_list

CURRENCIES = code_list("currencies").codes
# Real currencies that the official list no longer or not yet has: they are read, never written.
READ_CURRENCIES = CURRENCIES | {"ANG", "BGN", "STN", "XAD"}
UNITS = code_list("units").codes
PAYMENT_MEANS = code_list("payment-means").codes
COUNTRIES = code_list("countries").codes  # `1A` is Kosovo, `XI` Northern Ireland (VAT)

# UNTDID 1001 (BT-3): a credit note, and a document that the buyer made.
CREDIT_TYPE_CODES = code_list("credit-note-types").codes
SELF_BILLING_TYPE_CODES = frozenset({"261", "389", "471", "473", "500", "501", "502", "527"})
PEPPOL_TYPE_CODES = code_list("peppol-invoice-types").codes | code_list("peppol-credit-note-types").codes

ENTERPRISE_SCHEME = "0208"  # ISO 6523: the Belgian register of enterprises
CREDITOR_SCHEME = "SEPA"  # marks the creditor of a direct debit (BT-90) among the numbers of a party
OBJECT_TYPE = "130"  # UNTDID 1001, on a supporting document: what is invoiced (BT-18, BT-128)
PROJECT_TYPE = "50"  # the same: the project (BT-11) of a UBL credit note
