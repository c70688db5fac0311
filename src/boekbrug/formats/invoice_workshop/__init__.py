"""Look into e-invoices, hold them as JSON, convert them. Pure: what comes out is a value or bytes."""

from boekbrug.formats.invoice_workshop import file_names
from boekbrug.formats.invoice_workshop.converting import Converted, Form, as_json, as_pdf, as_ubl, as_ubl_be
from boekbrug.formats.invoice_workshop.json_form import invoice_data, looks_like_json, read_json, write_json
from boekbrug.formats.invoice_workshop.json_problems import NotRead
from boekbrug.formats.invoice_workshop.raw_lines import RawLine, line_count, raw_lines
from boekbrug.formats.invoice_workshop.view import (
    ROWS_MAX,
    AttachmentView,
    First,
    Group,
    LineView,
    Row,
    VatView,
    View,
)
from boekbrug.formats.invoice_workshop.viewing import attachments_of, kind, view
from boekbrug.formats.invoice_workshop.writing_out import clean

__all__ = [
    "ROWS_MAX",
    "AttachmentView",
    "Converted",
    "First",
    "Form",
    "Group",
    "LineView",
    "NotRead",
    "RawLine",
    "Row",
    "VatView",
    "View",
    "as_json",
    "as_pdf",
    "as_ubl",
    "as_ubl_be",
    "attachments_of",
    "clean",
    "file_names",
    "invoice_data",
    "kind",
    "line_count",
    "looks_like_json",
    "raw_lines",
    "read_json",
    "view",
    "write_json",
]
