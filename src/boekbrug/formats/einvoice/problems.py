"""Every sentence about an e-invoice that is being read."""

from __future__ import annotations

from boekbrug.formats.problem import ProblemKind, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_ASK = "Ask the sender for a new file."

EMPTY_FILE = ProblemKind("xml-empty", "xml", _ERROR, f"The file is empty. {_ASK}")
TOO_LARGE = ProblemKind(
    "xml-too-large", "xml", _ERROR, "The file holds {found} bytes; at most {expected} are read. " + _ASK
)
TOO_MANY_ELEMENTS = ProblemKind(
    "xml-too-many-elements", "xml", _ERROR, "The file has more than {expected} elements. " + _ASK
)
TOO_MANY_ATTRIBUTES = ProblemKind(
    "xml-too-many-attributes", "xml", _ERROR, "The file has more than {expected} attributes. " + _ASK
)
TOO_DEEP = ProblemKind(
    "xml-too-deep", "xml", _ERROR, "The elements are nested deeper than {expected} levels. " + _ASK
)
HAS_DOCTYPE = ProblemKind(
    "xml-has-doctype",
    "xml",
    _ERROR,
    "The file starts with a DOCTYPE, which an invoice never needs and which can be misused. " + _ASK,
)
UNKNOWN_ENCODING = ProblemKind(
    "xml-unknown-encoding",
    "xml",
    _ERROR,
    "The file is written in {found}; expected {expected}. Ask the sender to save it as UTF-8.",
)
WRONG_ENCODING = ProblemKind(
    "xml-wrong-encoding",
    "xml",
    _ERROR,
    "The file says that it is written in {expected}, but the bytes at position {found} are not. " + _ASK,
)
ENCODING_DIFFERS = ProblemKind(
    "xml-encoding-differs",
    "xml",
    _NOTE,
    "The file says that it is written in {expected}, but it is {found}; it was read as {found}.",
)
NOT_WELL_FORMED = ProblemKind(
    "xml-not-well-formed", "xml", _ERROR, "The XML breaks off on line {line} ({found}). " + _ASK
)

NOT_AN_INVOICE = ProblemKind(
    "einvoice-not-an-invoice",
    "ubl",
    _ERROR,
    "The file starts with {found}; expected an invoice or credit note in UBL or CII. "
    "Check that the right file was sent.",
)
EMPTY_ENVELOPE = ProblemKind(
    "einvoice-empty-envelope", "ubl", _ERROR, "The envelope (SBDH) holds no document. " + _ASK
)
TOO_MANY_DOCUMENTS = ProblemKind(
    "einvoice-too-many-documents",
    "ubl",
    _ERROR,
    "The file holds {found} documents; at most {expected} are read. Ask the sender to split it.",
)
UNKNOWN_CUSTOMIZATION = ProblemKind(
    "einvoice-unknown-customization",
    "ubl",
    _WARNING,
    "The file follows {found}, which Boekbrug does not know. It was read as a plain invoice; "
    "check the amounts before you pay.",
)
MORE_UNREAD = ProblemKind(
    "einvoice-more-unread",
    "ubl",
    _NOTE,
    "More than {expected} parts have no place in Boekbrug; the first {expected} are listed. "
    "The file itself is kept whole.",
)
ELEMENTS_IN_TEXT = ProblemKind(
    "einvoice-elements-in-text",
    "ubl",
    _ERROR,
    "{place} holds other elements; expected a plain text. " + _ASK,
)
CREDIT_CODE_ON_INVOICE = ProblemKind(
    "einvoice-credit-code-on-invoice",
    "ubl",
    _ERROR,
    "An Invoice carries type code {found}, which means a credit note, so its sign is not certain. "
    "Ask the sender for a CreditNote.",
)
MISSING = ProblemKind("einvoice-missing", "ubl", _ERROR, "{place} is missing or empty. " + _ASK)
NOT_A_NUMBER = ProblemKind(
    "einvoice-not-a-number",
    "ubl",
    _ERROR,
    "{place} holds “{found}”; expected a number such as 1234.56. " + _ASK,
)
NOT_A_RATE = ProblemKind(
    "einvoice-not-a-rate", "ubl", _ERROR, "{place} holds a VAT rate of {found} %; expected 0 to 100. " + _ASK
)
NOT_A_DATE = ProblemKind(
    "einvoice-not-a-date",
    "ubl",
    _ERROR,
    "{place} holds “{found}”; expected a date such as 2026-03-31. " + _ASK,
)
NOT_TRUE_OR_FALSE = ProblemKind(
    "einvoice-not-true-or-false", "ubl", _ERROR, "{place} holds “{found}”; expected true or false. " + _ASK
)
NOT_BASE64 = ProblemKind(
    "einvoice-attachment-broken",
    "ubl",
    _ERROR,
    "The embedded file {found} is damaged: its text is no base64. " + _ASK,
)
OTHER_CURRENCY = ProblemKind(
    "einvoice-other-currency",
    "ubl",
    _ERROR,
    "{place} is in {found}, while the invoice is in {expected}. One invoice has one currency. " + _ASK,
)
OTHER_CURRENCIES = ProblemKind(
    "einvoice-amounts-in-other-currency",
    "ubl",
    _ERROR,
    "{count} amounts are in {found}, the first at {place}, while the invoice is in {expected}. "
    "One invoice has one currency. " + _ASK,
)
UNKNOWN_CURRENCY = ProblemKind(
    "einvoice-unknown-currency",
    "ubl",
    _ERROR,
    "“{found}” is no currency; expected three capitals such as EUR. " + _ASK,
)
TOO_PRECISE = ProblemKind(
    "einvoice-amount-too-precise",
    "ubl",
    _ERROR,
    "{place} is {found}; an amount has at most three decimals. " + _ASK,
)

SUM_DIFFERS = ProblemKind(
    "einvoice-sum-differs",
    "invoice",
    _ERROR,
    "{place} is {found}, but the rest of the invoice adds up to {expected}. " + _ASK,
)
SUM_DIFFERS_A_LITTLE = ProblemKind(
    "einvoice-sum-differs-a-little",
    "invoice",
    _WARNING,
    "{place} is {found}, while the rest of the invoice adds up to {expected}. "
    "The amounts of the document are kept; check them before you pay.",
)
VAT_DIFFERS = ProblemKind(
    "einvoice-vat-differs",
    "invoice",
    _ERROR,
    "The VAT at {rate} % is {found}; {taxable} at that rate gives {expected}. " + _ASK,
)
VAT_DIFFERS_A_LITTLE = ProblemKind(
    "einvoice-vat-differs-a-little",
    "invoice",
    _WARNING,
    "The VAT at {rate} % is {found}; {taxable} at that rate gives {expected}. "
    "The amounts of the document are kept; check them before you pay.",
)
BASE_DIFFERS = ProblemKind(
    "einvoice-vat-base-differs",
    "invoice",
    _WARNING,
    "The VAT breakdown counts {found} at {rate} %, while the lines add up to {expected}. Check the lines.",
)
NO_LINES = ProblemKind("einvoice-no-lines", "invoice", _ERROR, "The invoice has no lines. " + _ASK)
WITHOUT_LINES = ProblemKind(
    "einvoice-without-lines",
    "invoice",
    _WARNING,
    "The invoice has totals but no lines, as its profile allows. Look at the PDF for what was bought.",
)
TOO_PRECISE_KEPT = ProblemKind(
    "einvoice-amount-very-precise",
    "ubl",
    _NOTE,
    "{place} is {found}, with more than three decimals; it is kept as it stands.",
)

_PDF_ASK = "Ask the sender for the UBL file, or enter the invoice by hand."
PDF_WITHOUT_INVOICE = ProblemKind(
    "file-pdf",
    "file",
    _ERROR,
    "This is a PDF without an e-invoice inside (Factur-X, ZUGFeRD or UBL). " + _PDF_ASK,
)
PDF_LOCKED = ProblemKind("pdf-locked", "file", _ERROR, f"The PDF is locked with a password. {_PDF_ASK}")
PDF_BROKEN = ProblemKind("pdf-broken", "file", _ERROR, "The PDF is damaged and cannot be opened. " + _PDF_ASK)
PDF_TOO_LARGE = ProblemKind(
    "pdf-too-large", "file", _ERROR, "The PDF holds {found} bytes; at most {expected} are read. " + _PDF_ASK
)
PDF_TOO_MUCH_WORK = ProblemKind(
    "pdf-too-much-work",
    "file",
    _ERROR,
    "The PDF has far more parts than an invoice needs, so it was not opened. " + _PDF_ASK,
)
PDF_MORE_FILES = ProblemKind(
    "pdf-more-files",
    "file",
    Severity.WARNING,
    "The PDF holds other files that were not taken out: at most {expected} are, of 30 MB together, and none "
    "that is damaged. Open the PDF itself to see them.",
)
