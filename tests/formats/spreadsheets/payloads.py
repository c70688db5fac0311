"""Texts that spreadsheets could take for formulas, and how to look for a formula in what was written."""

from __future__ import annotations

import csv
import io
import re
import zipfile

PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
)
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-?\d+(,\d+)?")


def formulas_in_csv(content: bytes) -> list[str]:
    """Every cell that would start a formula; a plain negative number does not."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return [
        cell
        for row in rows
        for cell in row
        if cell.lstrip(" ").startswith(STARTS) and not NUMBER.fullmatch(cell)
    ]


def formulas_in_xlsx(content: bytes) -> list[str]:
    """Every formula, link out or program in the parts of a workbook."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            text = book.read(name)
            if re.search(rb"<f[ >/]|<hyperlink|externalLink|vbaProject|<ddeLink", text):
                found.append(name)
    return found
