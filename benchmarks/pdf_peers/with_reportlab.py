"""The page with reportlab: standard fonts, no PDF/A, no file inside."""

import io

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

PLAIN = getSampleStyleSheet()["Normal"]


class Code(Flowable):
    """The payment code as squares."""

    width = height = 25 * mm

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows = list(segno.make(text, error="m").matrix)

    def draw(self) -> None:
        """Draw each dark square."""
        size = self.width / len(self.rows)
        for down, row in enumerate(self.rows):
            for across, dark in enumerate(row):
                if dark:
                    self.canv.rect(across * size, self.height - (down + 1) * size, size, size, 0, 1)


def page(data: dict) -> bytes:
    """Return the page as PDF."""
    out = io.BytesIO()
    lines = TableStyle(
        [("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor("#d9dee4"))]
    )
    story = [
        Table(
            [[Paragraph("<br/>".join(data["seller"]), PLAIN), Paragraph("<br/>".join(data["buyer"]), PLAIN)]]
        ),
        Paragraph(data["title"], getSampleStyleSheet()["Title"]),
        Table([data["facts"]]),
        Table([data["head"], *data["rows"]], colWidths=[90 * mm] + [20 * mm] * 4, repeatRows=1, style=lines),
        Table(data["totals"], hAlign="RIGHT"),
        Spacer(1, 5 * mm),
        Table([[Code(data["code"]), Paragraph("<br/>".join(data["payment"]), PLAIN)]]),
    ]
    SimpleDocTemplate(out, pagesize=A4, title=data["title"]).build(story)
    return out.getvalue()
