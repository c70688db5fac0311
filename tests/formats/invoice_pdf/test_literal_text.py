"""What somebody types comes out on the page letter by letter, or is seen to be replaced: never as markup."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace

import pypdf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from boekbrug.formats import invoice_pdf
from boekbrug.formats.einvoice.model import Invoice
from boekbrug.formats.invoice_pdf import letters
from tests.formats.invoice_pdf.samples import one_line

MARKUP = st.sampled_from(
    [
        "#panic()",
        "#{",
        "$x$",
        "*b*",
        "_i_",
        "`r`",
        "@ref",
        "<label>",
        "\\",
        "//",
        "/*",
        "*/",
        "= ",
        "- ",
        "+ ",
        "~",
        '"',
        "'",
        "---",
        "...",
        "[",
        "]",
        "{page}",
        "{pages}",
        "#sys.inputs",
        "https://x.example",
        "&amp;",
        "%",
        "ﬁ",
    ]
)
TYPED = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
ANYTHING = st.lists(MARKUP | TYPED | st.text(max_size=8), max_size=6).map("".join)
LATIN = st.characters(min_codepoint=0x21, max_codepoint=0x17F, exclude_categories=["Cc", "Cf", "Zs"])
PLAIN = st.lists(MARKUP | st.text(LATIN, max_size=20), min_size=1, max_size=6).map(" ".join)
SPACE = re.compile(r"[\s\u200b]+")


def bare(said: str) -> str:
    """A text without what a page may break or widen."""
    return SPACE.sub("", unicodedata.normalize("NFC", said))


def with_text(said: str) -> Invoice:
    """An invoice that has the text wherever somebody may type one."""
    base = one_line("nl")
    party = replace(base.seller, name=said, street=said, city=said, legal_text=said)
    return replace(
        base,
        number=said,
        seller=party,
        buyer=replace(base.buyer, name=said, trade_name=said, contact_name=said),
        lines=(replace(base.lines[0], name=said, description=f"{said}.", note=f"{said}!", unit_code=said),),
        notes=(said,),
        buyer_reference=said,
        payment_terms=said,
        currency=said,
        payment=replace(base.payment, reference=said, bic=said),
    )


def page_of(invoice: Invoice, footer: str = "") -> str:
    content = invoice_pdf.make(invoice, language="nl", style=invoice_pdf.Style(footer=footer))
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@given(ANYTHING)
@example("\x00\x1b[31m\u202egnirts\u2028\ud800")
@example("😀 漢字 שלום مرحبا Привет Ωμέγα é \ufb01 \u00ad")
@settings(deadline=None, max_examples=60)
def test_any_text_anywhere_makes_a_page(said: str) -> None:
    assert "Totaal zonder btw" in page_of(with_text(said), footer=said).replace("\u00a0", " ")


@given(PLAIN)
@example('#panic("x") #read("/etc/passwd") $x^2$ *vet* _schuin_ = kop \\ @ref <label> // weg /* weg */')
@example('"aanhaling" ---  ... [blok] {page} `code` ~ https://x.example &amp; 100 % € 5')
@settings(deadline=None, max_examples=60)
def test_a_text_of_our_letters_comes_out_as_it_was_typed(said: str) -> None:
    base = one_line("nl")
    typed = said.replace("\ufb01", "fi")
    invoice = replace(base, lines=(replace(base.lines[0], name=f"<<{said}>>"),), notes=(f"[[{said}]]",))

    page = bare(page_of(invoice))

    assert bare(f"<<{typed}>>") in page
    assert bare(f"[[{typed}]]") in page


@given(ANYTHING)
@settings(max_examples=300)
def test_what_is_shown_has_only_letters_that_can_be_drawn(said: str) -> None:
    shown = letters.text(said)

    assert re.fullmatch(rf"[{letters.DRAWN}\u200b]*", shown)
    assert letters.text(shown) == shown


@given(ANYTHING.filter(str.strip))
@settings(max_examples=300)
def test_no_letter_disappears_unseen(said: str) -> None:
    visible = [letter for letter in said if unicodedata.category(letter)[0] in "LNPS"]

    assert len(bare(letters.text(said))) >= len(bare("".join(visible))) - said.count("\u034f")


def test_every_letter_that_we_let_through_has_a_shape() -> None:
    through = [chr(code) for code in range(0x20, 0x3000) if re.fullmatch(f"[{letters.DRAWN}]", chr(code))]
    known = [letter for letter in through if unicodedata.category(letter) not in ("Cn", "Co")]
    base = one_line("nl")
    rows = tuple(
        replace(base.lines[0], name=" ".join(known[start : start + 100]))
        for start in range(0, len(known), 100)
    )

    content = invoice_pdf.make(replace(base, lines=rows), language="nl", style=invoice_pdf.Style())

    assert content.startswith(b"%PDF")
