"""Draw every kind of document to look at: `python -m tests.formats.invoice_pdf.papers FOLDER [WORD ...]`.

Four languages x {one line, sixty lines, long names} x {logo, none} x five kinds, a PNG for each page; with
words only the names that hold them all. `sheet-…png` shows the four languages of one document side by side.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from PIL import Image

from boekbrug.formats.invoice_pdf import LANGUAGES, Kind, Style, draw
from tests.formats.invoice_pdf.samples import SAMPLES, as_kind, logo

STYLES = {
    "plain": Style(),
    "logo": Style("#8a3d06", logo(), "Algemene voorwaarden: atelierverlinden.example"),
}


def main(folder: Path, wanted: list[str]) -> int:
    """Draw them, and tell how many pages there are."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for kind, sample, look in product(Kind, SAMPLES, STYLES):
        name = f"{kind.value}-{sample}-{look}"
        if not all(word in name for word in wanted):
            continue
        drawn = {language: list(pages(kind, sample, look, language)) for language in LANGUAGES}
        for language, found in drawn.items():
            for number, page in enumerate(found, start=1):
                (folder / f"{name}-{language}-{number}.png").write_bytes(page)
                count += 1
        sheet(list(drawn.values())).save(folder / f"sheet-{name}.png")
    sys.stdout.write(f"{count} pages in {folder}\n")
    return 0


def pages(kind: Kind, sample: str, look: str, language: str) -> Iterator[bytes]:
    """Draw one document; a delivery note with the plain look shows no prices."""
    shows_prices = kind is not Kind.DELIVERY_NOTE or look == "logo"
    made = as_kind(SAMPLES[sample](language), kind)
    yield from draw(made, language=language, style=STYLES[look], kind=kind, shows_prices=shows_prices)


def sheet(languages: list[list[bytes]]) -> Image.Image:
    """Put the pages of each language in a row, and the rows below each other."""
    rows = [[Image.open(io.BytesIO(page)).convert("RGB") for page in found] for found in languages]
    width, height = rows[0][0].size
    whole = Image.new("RGB", ((width + 8) * max(map(len, rows)), (height + 8) * len(rows)), "#888888")
    for down, row in enumerate(rows):
        for across, page in enumerate(row):
            whole.paste(page, (across * (width + 8), down * (height + 8)))
    return whole


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
