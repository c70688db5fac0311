"""Tables out as CSV and as a workbook, in which no text ever starts a formula."""

from boekbrug.formats.spreadsheets.csv_writer import csv_bytes
from boekbrug.formats.spreadsheets.table import Cell, Column, Kind, Table
from boekbrug.formats.spreadsheets.xlsx_writer import XLSX_ROWS_MAX, TooManyRows, xlsx_bytes

__all__ = ["XLSX_ROWS_MAX", "Cell", "Column", "Kind", "Table", "TooManyRows", "csv_bytes", "xlsx_bytes"]
