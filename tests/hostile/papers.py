"""PDF files with scripts and broken tables, files of two kinds at once, and pages that pose as PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from tests.formats.einvoice.papers import hostile

CALL = "parent.executed=1;top.executed=1;window.executed=1;document.title='executed'"
SCRIPT = f"<script>{CALL}</script>"


def corpus() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each polyglot."""
    for name, action in _actions().items():
        yield name, _pdf(action)
    yield "HTML called PDF", f'<html><body onload="{CALL}">{SCRIPT}</body></html>'.encode()
    yield "HTML with the mark of PDF", f"<!--%PDF-1.7-->\n<html>{SCRIPT}</html>".encode()
    yield "PDF, then HTML", _pdf("") + f"<html>{SCRIPT}</html>".encode()
    yield "HTML, then PDF", f"<html>{SCRIPT}<!--".encode() + _pdf("")
    yield (
        "SVG with the mark of PDF",
        f'<svg xmlns="http://www.w3.org/2000/svg"><!--%PDF-1.7-->{SCRIPT}</svg>'.encode(),
    )
    yield "XHTML", f'<html xmlns="http://www.w3.org/1999/xhtml"><head>{SCRIPT}</head></html>'.encode()
    yield "script with the mark of PDF", f"/*%PDF-1.7*/{CALL}".encode()
    yield "GIF that is a script", b"GIF89a=1;" + CALL.encode() + b"//%PDF-1.7"
    yield "PDF and ZIP", _pdf("") + _archive()
    yield "ZIP with the mark of PDF", _archive(comment=b"%PDF-1.7")
    yield "PDF and XML", b'<?xml version="1.0"?><!--%PDF-1.7--><a/>'
    yield "broken table", _pdf("").replace(b"0000000009", b"9999999999")
    yield "table that leads to itself", _pdf("").replace(b"/Size 4", b"/Size 4/Prev 9")
    for name in ("bomb", "bomb in a bomb", "tree that doubles", "deep", "many tables", "swollen table"):
        yield f"e-invoice inside: {name}", hostile()[name]
    yield "a million objects", b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 300_000
    yield "deep arrays", b"%PDF-1.7\n1 0 obj" + b"[" * 500_000 + b"]" * 500_000 + b"endobj"
    yield "only the mark", b"%PDF-"
    yield "HTA", f'%PDF-1.7\n<script language="VBScript">{CALL}</script>'.encode()
    yield "MHTML", f"MIME-Version: 1.0\nContent-Type: text/html\n\n%PDF-1.7{SCRIPT}".encode()


def _actions() -> dict[str, str]:
    return {
        "script when opened": f"/OpenAction<</S/JavaScript/JS({CALL.replace('(', '[')})>>",
        "script by name": "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert[1])>>]>>>>",
        "program when opened": "/OpenAction<</S/Launch/F(calc.exe)>>",
        "address when opened": "/OpenAction<</S/URI/URI(javascript:alert[1])>>",
        "form that sends itself": "/OpenAction<</S/SubmitForm/F(http://127.0.0.1/)>>",
        "file elsewhere": "/OpenAction<</S/GoToR/F(file:///etc/passwd)>>",
        "embedded program": "/Names<</EmbeddedFiles<</Names[(a.exe)<</F(a.exe)>>]>>>>",
        "XFA form": "/AcroForm<</XFA[(template)(<script>x</script>)]>>",
    }


def _pdf(action: str) -> bytes:
    return (
        f"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R{action}>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        "xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000060 00000 n \n0000000110 00000 n \n"
        "trailer<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n"
    ).encode()


def _archive(*, comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.html", SCRIPT)
        archive.comment = comment
    return made.getvalue()
