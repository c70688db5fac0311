"""Turn hostile bytes into an XML tree, or say why not: limits first, no DOCTYPE, no network.

The DOCTYPE is looked for in text whose encoding we decided ourselves, so no encoding can hide it. Without a
DOCTYPE there are no entities and no external files. The counts of `<` and `=` bound elements and attributes
before memory is spent; the exact limits are checked on the tree.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lxml import etree

from boekbrug.formats.einvoice import problems
from boekbrug.formats.problem import Problem

BYTES_MAX = 30_000_000
ELEMENTS_MAX = 200_000
ATTRIBUTES_MAX = 1_000  # of one element
DEPTH_MAX = 64
LIBXML_TEXT_BYTES_MAX = 9_000_000  # libxml2 refuses a text above 10 MB unless told otherwise
_OPENINGS_MAX = 2 * ELEMENTS_MAX + 50_000  # an end tag also opens with <, comments too
_EQUALS_MAX = 400_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODINGS = {
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
    "US-ASCII": "ascii",
    "ASCII": "ascii",
    "ISO-8859-1": "iso-8859-1",
    "LATIN1": "iso-8859-1",
    "ISO-8859-15": "iso-8859-15",
    "WINDOWS-1252": "cp1252",
    "CP1252": "cp1252",
}
_DECLARATION = re.compile(r"""<\?xml\s[^>]{0,200}?>""")
_DECLARED = re.compile(r"""\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._\-]*)["']""")
_PROLOG = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DEEP = etree.XPath(f"boolean(//*/ancestor::*[{DEPTH_MAX}])")  # an element with so many above it
_WIDE = etree.XPath(f"boolean(//@*[{ATTRIBUTES_MAX + 1}])")
_MANY = etree.XPath(f"boolean(count(//*) > {ELEMENTS_MAX})")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root of the tree, or None when a problem of severity error says why."""

    root: etree._Element | None
    problems: tuple[Problem, ...] = ()


def parse(data: bytes) -> Parsed:
    """Parse XML of an unknown sender; never raises, never reads anything but `data`."""
    if refused := _too_much(data):
        return Parsed(None, (refused,))
    text, notes = _decoded(data)
    if text is None:
        return Parsed(None, notes)
    body = _without_declaration(text)
    if has_doctype(body):
        return Parsed(None, (*notes, problems.HAS_DOCTYPE.at(line=1)))
    encoded = body.encode("utf-8", "surrogatepass")
    del text, body  # 30 MB each, not to lie beside the tree
    return _tree(encoded, notes)


def looks_like_xml(data: bytes) -> bool:
    """Whether the first letter of the bytes, in whatever encoding, is a <."""
    text, _ = _decoded(data[:4096], is_cut=True)
    return text is not None and text.lstrip().startswith("<")


def text_of(data: bytes) -> str:
    """Return the text of bytes in whatever encoding, to show it; what cannot be read becomes a mark."""
    text, _ = _decoded(data)
    return data.decode("utf-8", "replace") if text is None else text


def root_name(data: bytes) -> tuple[str, str] | None:
    """Return namespace and name of the root element, reading no further; None when it is no safe XML."""
    text, _ = _decoded(data[:65_536], is_cut=True)
    if text is None or has_doctype(body := _without_declaration(text)) or not body.lstrip().startswith("<"):
        return None
    puller = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        puller.feed(body.encode("utf-8", "surrogatepass"))
    except etree.XMLSyntaxError:
        return None
    for _, element in puller.read_events():
        if isinstance(element, etree._Element):
            name = etree.QName(element)
            return name.namespace or "", name.localname
    return None


def has_doctype(text: str) -> bool:
    """Whether a DOCTYPE stands before the root element, the only place where XML allows one."""
    prolog = _PROLOG.match(text)
    return text.startswith("<!DOCTYPE", prolog.end() if prolog else 0)


def _too_much(data: bytes) -> Problem | None:
    """The limit that the bytes break, judged before anything is parsed."""
    if not data.strip():
        return problems.EMPTY_FILE.at()
    if len(data) > BYTES_MAX:
        return problems.TOO_LARGE.at(found=str(len(data)), expected=str(BYTES_MAX))
    if data.count(b"<") > _OPENINGS_MAX:
        return problems.TOO_MANY_ELEMENTS.at(expected=str(ELEMENTS_MAX))
    if data.count(b"=") > _EQUALS_MAX:
        return problems.TOO_MANY_ATTRIBUTES.at(expected=str(_EQUALS_MAX))
    return None


def _decoded(data: bytes, *, is_cut: bool = False) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of the bytes in the encoding of their mark, their shape or their declaration."""
    marked = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), None)
    encoding = marked[1] if marked else _shape(data)
    declared = _declared(data) if encoding in (None, "utf-8") else ""
    notes: tuple[Problem, ...] = ()
    if encoding is None:
        encoding = _ENCODINGS.get(declared or "UTF-8")
        if encoding is None and declared.startswith(("UTF-16", "UCS-2")):
            # .NET writes this declaration over UTF-8 bytes when a string is saved as a file.
            encoding = "utf-8"
            notes = (problems.ENCODING_DIFFERS.at(line=1, found="UTF-8", expected=declared),)
        if encoding is None:
            expected = ", ".join(("UTF-8", "UTF-16", "ISO-8859-1", "Windows-1252"))
            return None, (problems.UNKNOWN_ENCODING.at(line=1, found=declared, expected=expected),)
    content = data[len(marked[0]) :] if marked else data
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(content, not is_cut), notes
    except UnicodeDecodeError as wrong:
        at = problems.WRONG_ENCODING.at(found=str(wrong.start), expected=(declared or encoding).upper())
        return None, (at,)


def _shape(data: bytes) -> str | None:
    """UTF-16 without a mark, seen from the zero byte next to the first <."""
    return {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(data[:2])


def _declared(data: bytes) -> str:
    """The encoding that the XML declaration names, in capitals, or nothing."""
    head = data[:300].decode("latin-1").removeprefix("\xef\xbb\xbf")
    declaration = _DECLARATION.match(head.lstrip())
    named = _DECLARED.search(declaration.group()) if declaration else None
    return named.group(1).upper() if named else ""


def _without_declaration(text: str) -> str:
    """The text without its XML declaration (we hand over UTF-8), with as many lines as before."""
    start = len(text) - len(text.lstrip())
    declaration = _DECLARATION.match(text, start)
    if not declaration:
        return text
    return "\n" * text.count("\n", 0, declaration.end()) + text[declaration.end() :]


def _tree(body: bytes, notes: tuple[Problem, ...]) -> Parsed:
    """Parse text that holds no DOCTYPE, then check depth, width and count exactly."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=len(body) > LIBXML_TEXT_BYTES_MAX,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        line = getattr(wrong, "lineno", None)
        said = getattr(wrong, "msg", None) or str(wrong)
        return Parsed(None, (*notes, problems.NOT_WELL_FORMED.at(line=line or 1, found=said[:200])))
    if over := _over_limits(root):
        return Parsed(None, (*notes, over))
    return Parsed(root, notes)


def _over_limits(root: etree._Element) -> Problem | None:
    """The exact limit that a parsed tree breaks."""
    if _DEEP(root):
        return problems.TOO_DEEP.at(expected=str(DEPTH_MAX))
    if _MANY(root):
        return problems.TOO_MANY_ELEMENTS.at(expected=str(ELEMENTS_MAX))
    if _WIDE(root):
        return problems.TOO_MANY_ATTRIBUTES.at(expected=str(ATTRIBUTES_MAX))
    return None
