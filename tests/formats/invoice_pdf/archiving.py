"""What PDF/A-3b (ISO 19005-3) asks of a file, as far as a program of our size can see; empty if all is well.

Not a replacement for veraPDF, which does not run here (docs/decisions): structure, metadata, colours, fonts,
what is forbidden, and the file inside. Clause numbers are those of ISO 19005-3:2012.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide"}
FORBIDDEN_KEYS = {"/AA", "/OPI", "/TR", "/HTP", "/Alternates", "/XFA", "/NeedsRendering", "/Requirements"}
STRING_MAX, NAME_MAX, NESTED_MAX, OBJECTS_MAX = 32_767, 127, 28, 8_388_607  # 6.1.13
PACKET = re.compile(rb"<\?xpacket[^>]*(encoding|bytes)=")


def findings(content: bytes) -> list[str]:
    """Return what is not as PDF/A-3b wants it, each with its clause."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        checks = (_file(content), _syntax(pdf), _metadata(pdf), _colours(pdf), _fonts(pdf), _pages(pdf))
        return [said for found in (*checks, _forbidden(pdf), _inside(pdf), _tags(pdf)) for said in found]


def embedded(content: bytes) -> dict[str, bytes]:
    """Return the files inside, by name."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}


def _file(content: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", content):
        yield "6.1.2: the head lacks a version or its line of bytes above 127"
    if not re.search(rb"%%EOF\r?\n?\Z", content):
        yield "6.1.3: something follows the end of the file"


def _syntax(pdf: pikepdf.Pdf) -> Iterator[str]:
    yield from (f"6.1: qpdf says {said}" for said in pdf.check_pdf_syntax())
    if "/ID" not in pdf.trailer:
        yield "6.1.3: no file identifier"
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        yield "6.1.3: encrypted"
    if len(pdf.objects) > OBJECTS_MAX:
        yield "6.1.13: too many objects"
    for one in _dictionaries(pdf):
        for key, value in one.items():
            if len(key.encode()) - 1 > NAME_MAX:
                yield f"6.1.13: name {key[:20]} is too long"
            if isinstance(value, pikepdf.String) and len(bytes(value)) > STRING_MAX:
                yield f"6.1.13: the string of {key} is too long"
        filters = str(one.get("/Filter", ""))
        if "LZWDecode" in filters or ("/Crypt" in filters):
            yield "6.1.7.2: a filter that is not allowed"
        if isinstance(one, pikepdf.Stream) and {"/F", "/FFilter", "/FDecodeParms"} & set(one.keys()):
            yield "6.1.7.1: a stream outside the file"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        yield "6.6.2.1: no metadata"
        return
    if PACKET.search(stream.read_bytes()):
        yield "6.6.2.1: the packet names bytes or an encoding"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        if (said.get("pdfaid:part"), said.get("pdfaid:conformance")) != ("3", "B"):
            yield "6.6.4: it does not say that it is PDF/A-3b"
        for key, term in (
            ("/Title", "dc:title"),
            ("/Creator", "xmp:CreatorTool"),
            ("/Producer", "pdf:Producer"),
        ):
            if key in pdf.docinfo and str(pdf.docinfo[key]) != said.get(term):
                yield f"6.6.3: {key} differs from {term}"
        made = str(pdf.docinfo.get("/CreationDate", ""))
        if made and re.sub(r"\D", "", said.get("xmp:CreateDate", ""))[:14] != re.sub(r"\D", "", made)[:14]:
            yield "6.6.3: the creation date differs"


def _colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.S == Name.GTS_PDFA1]
    if len(intents) != 1:
        yield "6.2.3: no single output intent"
        return
    profile = intents[0].DestOutputProfile
    content = profile.read_bytes()
    if content[36:40] != b"acsp" or content[16:20] != b"RGB " or profile.N != 3:
        yield "6.2.3: the profile is not one of RGB"
    text = "".join(str(one.get("/ColorSpace", "")) + str(one.get("/CS", "")) for one in _dictionaries(pdf))
    if "DeviceCMYK" in text or "DeviceN" in text:
        yield "6.2.4.3: a colour of another device than that of the profile"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in _dictionaries(pdf):
        if one.get("/Type") != Name.Font:
            continue
        name = str(one.get("/BaseFont", "?"))
        if one.get("/Subtype") == Name.Type0:
            if "/ToUnicode" not in one:
                yield f"6.2.11.7: {name} does not say which letters it draws"
            if str(one.Encoding) not in ("/Identity-H", "/Identity-V"):
                yield f"6.2.11.3: {name} has an encoding of its own"
            continue
        descriptor = one.get("/FontDescriptor")
        if descriptor is None or not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield f"6.2.11.4: {name} is not in the file"
        elif one.get("/Subtype") == Name.CIDFontType2 and "/CIDToGIDMap" not in one:
            yield f"6.2.11.3.2: {name} does not map its letters"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        depth = deepest = marks = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            depth += {"q": 1, "Q": -1}.get(str(operator), 0)
            marks += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
            deepest = max(deepest, depth)
            if str(operator) in ("K", "k"):
                yield f"6.2.4.3: page {number} draws in CMYK"
            if str(operator) in ("Tj", "TJ") and marks == 0:
                yield f"7.1 of ISO 14289-1: page {number} has text without a tag"
            if str(operator) in ("PS", "sh") and not operands:
                yield f"6.2.2: page {number} has an operator without operands"
        if depth or deepest > NESTED_MAX:
            yield f"6.1.13: page {number} nests {deepest} states and leaves {depth} open"


def _forbidden(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/JavaScript" in pdf.Root.get("/Names", {}):
        yield "6.5.1: scripts"
    for one in _dictionaries(pdf):
        for key in FORBIDDEN_KEYS & set(one.keys()):
            yield f"6: {key} is not allowed"
        if str(one.get("/S", "")) in FORBIDDEN_ACTIONS:
            yield f"6.5.1: the action {one.S} is not allowed"
        if one.get("/Interpolate") is True:
            yield "6.2.8: an image that is interpolated"
        if one.get("/Subtype") == Name.PS:
            yield "6.2.9: PostScript"


def _inside(pdf: pikepdf.Pdf) -> Iterator[str]:
    related = [one.objgen for one in pdf.Root.get("/AF", [])]
    for name, spec in pdf.attachments.items():
        one = spec.obj
        if one.objgen not in related:
            yield f"6.8: {name} is not related to the document"
        for key in {"/F", "/UF", "/AFRelationship", "/Desc"} - set(one.keys()):
            yield f"6.8: {name} lacks {key}"
        stream = one.EF.F
        if not re.fullmatch(r"/[a-z]+/[a-z.+-]+", str(stream.get("/Subtype", ""))):
            yield f"6.8: {name} does not say what it is"
        params = stream.get("/Params", {})
        if "/ModDate" not in params or params.get("/Size") != len(stream.read_bytes()):
            yield f"6.8: {name} lacks its date or its size"


def _tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "6.7: not tagged"
    if not str(root.get("/Lang", "")):
        yield "6.7.4: no language"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for one in pdf.objects:
        yield from _within(one)


def _within(one: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        yield one
        children = [one[key] for key in one.keys()]  # noqa: SIM118 - a dictionary of PDF, not of Python
    elif isinstance(one, pikepdf.Array):
        children = list(one)
    else:
        return
    for child in children:
        if isinstance(child, (pikepdf.Dictionary, pikepdf.Array)) and not child.is_indirect:
            yield from _within(child)
