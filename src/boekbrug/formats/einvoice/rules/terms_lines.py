"""The terms of an invoice line."""

from __future__ import annotations

from boekbrug.formats.einvoice.rules.hints import COMPUTE, LINE, Entry

TERMS: tuple[Entry, ...] = (
    ("BG-25", "Invoice line", LINE),
    ("BT-126", "Number of the line", LINE),
    ("BT-127", "Note on the line", LINE),
    ("BT-128", "Invoiced object of the line", LINE),
    ("BT-129", "Quantity", LINE),
    ("BT-130", "Unit of the quantity", LINE),
    ("BT-131", "Amount of the line", COMPUTE),
    ("BT-132", "Order line reference", LINE),
    ("BG-26", "Period of the line", LINE),
    ("BT-134", "Start of the period of the line", LINE),
    ("BT-135", "End of the period of the line", LINE),
    ("BG-27", "Discount on the line", LINE),
    ("BT-136", "Amount of the discount on the line", LINE),
    ("BT-137", "Base of the discount on the line", LINE),
    ("BT-139", "Reason of the discount on the line", LINE),
    ("BT-140", "Reason code of the discount on the line", LINE),
    ("BG-28", "Charge on the line", LINE),
    ("BT-141", "Amount of the charge on the line", LINE),
    ("BT-142", "Base of the charge on the line", LINE),
    ("BT-144", "Reason of the charge on the line", LINE),
    ("BT-145", "Reason code of the charge on the line", LINE),
    ("BT-146", "Net price", LINE),
    ("BT-147", "Discount on the price", LINE),
    ("BT-148", "Gross price", LINE),
    ("BT-149", "Number of units that the price is for", LINE),
    ("BT-150", "Unit that the price is for", LINE),
    ("BT-151", "VAT category of the line", LINE),
    ("BT-152", "VAT rate of the line", LINE),
    ("BG-31", "Goods or service", LINE),
    ("BT-153", "Name of the article", LINE),
    ("BT-154", "Description of the article", LINE),
    ("BT-157", "Standard identifier of the article", LINE),
    ("BT-158", "Classification of the article", LINE),
    ("BT-159", "Country of origin of the article", LINE),
    ("BG-32", "Property of the article", LINE),
)
