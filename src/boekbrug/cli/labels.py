"""The words of one piece that commands print for codes and fields; `--json` keeps the codes."""

from __future__ import annotations

from boekbrug.cli.speech import _, translate
from boekbrug.wording import mark

WORDS = {
    # files and what became of them
    "ok": mark("ok"),
    "problems": mark("problems"),
    "unreadable": mark("not readable"),
    "xml-other": mark("other XML"),
    "empty": mark("empty"),
    "unknown": mark("unknown"),
    "received": mark("received"),
    "working": mark("at work"),
    "imported": mark("taken in"),
    "partly": mark("partly taken in"),
    "known": mark("here already"),
    "refused": mark("refused"),
    "quarantine": mark("in quarantine"),
    "new": mark("new"),
    "conflict": mark("in conflict with what is here"),
    # deliveries
    "waiting": mark("waiting"),
    "sending": mark("being sent"),
    "delivered": mark("delivered"),
    "needs_user": mark("needs somebody"),
    "unclear": mark("unclear"),
    "count": mark("count"),
    "total": mark("total"),
    "documents": mark("documents"),
    "left_out": mark("left out"),
    "deliveries": mark("deliveries"),
    # keys
    "usable": mark("usable"),
    "revoked": mark("revoked"),
    "expired": mark("expired"),
    # mandates
    "active": mark("active"),
    "ended": mark("ended"),
    "outside-dates": mark("outside its dates"),
    "terms-wait": mark("new terms wait"),
    "waits-for-dossier": mark("enterprise must accept"),
    "waits-for-firm": mark("firm must accept"),
    # jobs
    "import": mark("import"),
    "send": mark("send"),
    "invite": mark("invite"),
    # an invoice
    "is_credit_note": mark("credit note"),
    "number": mark("number"),
    "issued_on": mark("issued on"),
    "due_on": mark("due on"),
    "currency": mark("currency"),
    "seller": mark("seller"),
    "buyer": mark("buyer"),
    "net": mark("without VAT"),
    "vat": mark("VAT"),
    "gross": mark("with VAT"),
    "lines": mark("lines"),
    "database": mark("database"),
    "files": mark("files"),
    "dossiers": mark("dossiers"),
}


def word(code: str) -> str:
    """Return the word for a code in the language of the command; an unknown code stays as it is."""
    known = WORDS.get(code.lower())
    return translate(known) if known else code


def line(name: str, value: object) -> str:
    """Write a name with its value as the language does: French has a space before the colon."""
    return _("{name}: {value}", name=name, value=value)
