"""Parse JSON within bounds: files in it are set aside first, so that what is left can be small.

What is refused costs little: the size and the signs are counted before anything is built.
"""

from __future__ import annotations

import json
import re
from typing import Any

from boekbrug.formats.invoice_workshop import json_problems as problems
from boekbrug.formats.invoice_workshop.json_problems import NotRead

BYTES_MAX = 60_000_000  # 30 MB of files are 40 MB of base64
TEXT_BYTES_MAX = 16_000_000  # without the files: some 24,000 lines
SIGNS_MAX = 800_000  # braces, brackets and commas: of some 29,000 lines
FILE_KEY = "content"
# Letters of base64 between quotation marks; a text holds quotation marks only behind a backslash.
_FILE = re.compile(rb'("content"\s*:\s*)"([A-Za-z0-9+/=]{1000,})"')
_MARK = re.compile(r'"#(\d+)"')


def parsed(data: bytes) -> Any:
    """Return what JSON says; files under `content` are bytes in base64 where they are long.

    :raises NotRead: when it is too large, no JSON, or says a thing twice
    """
    if len(data) > BYTES_MAX:
        raise NotRead(problems.TOO_LARGE.at(found=str(len(data)), expected=str(BYTES_MAX)))
    files: list[memoryview] = []
    text = _FILE.sub(lambda found: _set_aside(found, files, data), data)
    _check_bounds(text)
    return _loaded(text, files)


def _set_aside(found: re.Match[bytes], files: list[memoryview], data: bytes) -> bytes:
    """Put a mark where a file stood."""
    files.append(memoryview(data)[found.start(2) : found.end(2)])
    return b'%s"#%d"' % (found[1], len(files) - 1)


def _check_bounds(text: bytes) -> None:
    if len(text) > TEXT_BYTES_MAX:
        raise NotRead(problems.TOO_LONG.at(found=str(len(text)), expected=str(TEXT_BYTES_MAX)))
    signs = sum(text.count(sign) for sign in (b"{", b"[", b","))
    if signs > SIGNS_MAX:
        raise NotRead(problems.TOO_MANY.at(found=str(signs), expected=str(SIGNS_MAX)))


def _loaded(text: bytes, files: list[memoryview]) -> Any:
    left = {f"#{at}": file for at, file in enumerate(files)}

    def group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = _once(pairs)
        mark = found.get(FILE_KEY)
        if isinstance(mark, str) and mark in left:
            found[FILE_KEY] = bytes(left.pop(mark))
        return found

    try:
        return json.loads(text.decode("utf-8-sig"), object_pairs_hook=group, parse_constant=_no_constant)
    except RecursionError:
        raise NotRead(problems.TOO_DEEP.at()) from None
    except UnicodeDecodeError:
        raise NotRead(problems.NOT_UTF_8.at()) from None
    except json.JSONDecodeError as wrong:
        raise NotRead(problems.NOT_JSON.at(line=wrong.lineno, found=str(_column(wrong, files)))) from None
    except ValueError:
        raise NotRead(problems.NOT_JSON.at(line=1, found="1")) from None


def _column(wrong: json.JSONDecodeError, files: list[memoryview]) -> int:
    """The column in the file as it came, where the marks on the line are files."""
    before = wrong.doc[wrong.pos - wrong.colno + 1 : wrong.pos]
    marks = (int(one) for one in _MARK.findall(before))
    return wrong.colno + sum(len(files[at]) - len(f"#{at}") for at in marks if at < len(files))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise NotRead(problems.TWICE.at(found=name[:100]))
        found[name] = value
    return found


def _no_constant(found: str) -> None:
    raise NotRead(problems.NO_NUMBER.at(place="/", found=found))
