"""The page with fpdf2: standard fonts, no PDF/A, the UBL attached."""

import segno
from fpdf import FPDF


def page(data: dict) -> bytes:
    """Return the page as PDF."""
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("helvetica", size=9)
    pdf.set_title(data["title"])
    top = pdf.y
    pdf.multi_cell(85, 5, "\n".join(data["seller"]), new_x="LMARGIN")
    pdf.set_xy(105, top)
    pdf.multi_cell(85, 5, "\n".join(data["buyer"]), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(size=15)
    pdf.cell(0, 10, data["title"], new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(size=9)
    pdf.cell(0, 8, "   ".join(data["facts"]), new_x="LMARGIN", new_y="NEXT")
    widths = (90, 25, 25, 25, 25)
    with pdf.table(
        col_widths=widths, text_align=("LEFT", *["RIGHT"] * 4), borders_layout="HORIZONTAL_LINES"
    ) as table:
        for cells in (data["head"], *data["rows"]):
            table.row(cells)
    for name, said in data["totals"]:
        pdf.cell(150, 6, name, align="R")
        pdf.cell(40, 6, said, align="R", new_x="LMARGIN", new_y="NEXT")
    left, top, size = pdf.l_margin, pdf.y + 5, 25
    rows = list(segno.make(data["code"], error="m").matrix)
    pdf.set_fill_color(0)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                pdf.rect(
                    left + across * size / len(rows),
                    top + down * size / len(rows),
                    size / len(rows),
                    size / len(rows),
                    "F",
                )
    pdf.set_xy(45, top)
    pdf.multi_cell(100, 5, "\n".join(data["payment"]))
    pdf.embed_file(bytes=data["ubl"].encode(), basename="invoice.xml", desc="UBL")
    return bytes(pdf.output())
