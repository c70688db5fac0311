"""The page with weasyprint: HTML and CSS, PDF/A-3b with the UBL attached, not tagged."""

import html

import segno
import weasyprint

STYLE = """
@page { size: A4; margin: 18mm 20mm }
@page { @bottom-right { content: "Pagina " counter(page) " van " counter(pages) } }
body { font: 9pt sans-serif } h1 { clear: left } .half { float: left; width: 50% }
table { width: 100%; border-collapse: collapse } td + td, th + th { text-align: right }
td { border-bottom: .5pt solid #d9dee4; padding: 2mm 0 } .sums { margin-left: 50%; width: 50% }
svg { width: 25mm; float: left; margin-right: 6mm }
"""


def page(data: dict) -> bytes:
    """Return the page as PDF."""

    def cells(row: list, tag: str = "td") -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(said)}</{tag}>" for said in row) + "</tr>"

    code = segno.make(data["code"], error="m").svg_inline(border=0, omitsize=True)
    written = f"""<html lang="nl"><head><title>{data["title"]}</title><style>{STYLE}</style></head><body>
    <div class="half">{"<br>".join(data["seller"])}</div>
    <div class="half">{"<br>".join(data["buyer"])}</div>
    <h1>{data["title"]}</h1><p>{" ".join(data["facts"])}</p>
    <table><thead>{cells(data["head"], "th")}</thead>{"".join(map(cells, data["rows"]))}</table>
    <table class="sums">{"".join(map(cells, data["totals"]))}</table>{code}
    <p>{"<br>".join(data["payment"])}</p>"""
    ubl = weasyprint.Attachment(
        string=data["ubl"], name="invoice.xml", description="UBL", relationship="Alternative"
    )
    return weasyprint.HTML(string=written).write_pdf(pdf_variant="pdf/a-3b", attachments=[ubl])
