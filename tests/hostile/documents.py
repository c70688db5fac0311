"""Hostile XML: entities in every encoding, floods of elements, attributes and depth, lies about the encoding.

`{port}` in an address is where a canary listens; `{file}` is a file whose text must appear nowhere.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

UBL = (
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">{inside}</Invoice>'
)
PLAIN = UBL.format(inside="<cbc:ID>F-1</cbc:ID>")
XINCLUDE = "http://www.w3.org/2001/XInclude"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
COMMENTS = f"<!-- a -->{' ' * 5000}<?pi a?><!-- <b> -->"
LONG = "y" * 100_000
LAUGHS = "<!DOCTYPE lolz [<!ENTITY a 'lollollol'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


def corpus(*, port: int, file: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each hostile document."""
    for name, text in _doctypes(port, file).items():
        yield name, text.encode()
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037", "utf-8-sig", "cp500"):
        yield f"entity in {encoding}", _doctypes(port, file)["external entity"].encode(encoding)
    yield from _lies(port, file)
    yield from _floods()


def _doctypes(port: int, file: str) -> dict[str, str]:
    where = f"http://127.0.0.1:{port}/"
    body = UBL.format(inside="<cbc:ID>&x;</cbc:ID>")
    late = UBL.format(inside='<!DOCTYPE a [<!ENTITY x "y">]><cbc:ID>&x;</cbc:ID>')
    return {
        "external entity": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{where}">]>{body}',
        "entity of a file": f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{file}">]>{body}',
        "external DTD": f'<!DOCTYPE a SYSTEM "{where}a.dtd">{PLAIN}',
        "public DTD": f'<!DOCTYPE a PUBLIC "-//A//B" "{where}a.dtd">{PLAIN}',
        "parameter entity": f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{where}p"> %p;]>{PLAIN}',
        "internal entity": f'<!DOCTYPE a [<!ENTITY x "y">]>{body}',
        "empty DOCTYPE": f"<!DOCTYPE a>{PLAIN}",
        "billion laughs": f"{LAUGHS}]>{UBL.format(inside='<cbc:ID>&j;</cbc:ID>')}",
        "quadratic blow-up": f"<!DOCTYPE a [<!ENTITY x '{LONG}'>]>{UBL.format(inside='&x;' * 10_000)}",
        "DOCTYPE after comments": f"{COMMENTS}<!DOCTYPE a [<!ENTITY x 'y'>]>{body}",
        "DOCTYPE inside": late,
        "DOCTYPE in small letters": f"<!doctype a>{PLAIN}",
        "undeclared entity": body,
        "style sheet": f'<?xml-stylesheet type="text/xsl" href="{where}a.xsl"?>{PLAIN}',
        "XInclude": UBL.format(inside=f'<xi:include xmlns:xi="{XINCLUDE}" href="{where}" parse="text"/>'),
        "XInclude of a file": UBL.format(
            inside=f'<xi:include xmlns:xi="{XINCLUDE}" href="file://{file}" parse="text"/>'
        ),
        "schema elsewhere": PLAIN.replace(
            "<Invoice ",
            f'<Invoice xmlns:i="{INSTANCE}" i:schemaLocation="a {where}a.xsd" ',
        ),
        "script inside": UBL.format(inside="<cbc:ID><![CDATA[<script>alert(1)</script>]]></cbc:ID>"),
        "SVG with a script": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script/></svg>',
        "HTML": "<html><body onload=alert(1)><script>alert(1)</script></body></html>",
        "cut off": PLAIN[:-12],
        "two roots": PLAIN + PLAIN,
        "NUL inside": UBL.format(inside="<cbc:ID>a\x00b</cbc:ID>"),
        "forbidden characters": UBL.format(inside="<cbc:ID>a\x08\x1b\ufffe</cbc:ID>"),
    }


def _lies(port: int, file: str) -> Iterator[tuple[str, bytes]]:
    entity = _doctypes(port, file)["external entity"]
    for declared in ("UTF-7", "EBCDIC-CP-BE", "UTF-16", "x-unknown", "ISO-2022-JP"):
        yield f"declared as {declared}", f'<?xml version="1.0" encoding="{declared}"?>{entity}'.encode()
    yield "two byte marks", codecs.BOM_UTF8 + codecs.BOM_UTF8 + entity.encode()
    yield "mark of UTF-16, text of UTF-8", codecs.BOM_UTF16_LE + entity.encode()
    yield "broken UTF-8", UBL.format(inside="<cbc:ID>\udc80</cbc:ID>").encode("utf-8", "surrogateescape")


def _attributes(count: int, name: str = "b") -> str:
    return " ".join(f'{name}{n}="c"' for n in range(count))


def _floods() -> Iterator[tuple[str, bytes]]:
    yield "200,000 deep", ("<a>" * 200_000 + "</a>" * 200_000).encode()
    yield "a million siblings", UBL.format(inside="<a/>" * 1_000_000).encode()
    yield "300,000 siblings", UBL.format(inside="<a/>" * 300_000).encode()
    yield (
        "200,000 attributes",
        UBL.format(inside=f"<a {_attributes(200_000)}/>").encode(),
    )
    yield "1,001 attributes", UBL.format(inside=f"<a {_attributes(1001)}/>").encode()
    yield "an attribute of 20 MB", UBL.format(inside=f'<a b="{"c" * 20_000_000}"/>').encode()
    yield "a text of 20 MB", UBL.format(inside=f"<cbc:Note>{'c' * 20_000_000}</cbc:Note>").encode()
    yield "a comment of 20 MB", f"<!--{'c' * 20_000_000}-->{PLAIN}".encode()
    yield "40 MB of blanks", b" " * 40_000_000 + PLAIN.encode()
    yield "a name of 1 MB", f"<{'n' * 1_000_000}/>".encode()
    yield "50,000 namespaces", f"<a {_attributes(50_000, 'xmlns:n')}/>".encode()
    yield "200,000 comments", ("<!---->" * 200_000 + PLAIN).encode()
    yield "200,000 instructions", ("<?a?>" * 200_000 + PLAIN).encode()
    yield "100,000 references", UBL.format(inside="<cbc:ID>" + "&#65;" * 100_000 + "</cbc:ID>").encode()
