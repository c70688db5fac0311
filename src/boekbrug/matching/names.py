"""Compare names as a bookkeeper does: accents, legal forms, capitals and the order of words do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORDS = re.compile(r"[^\W_]+")
_POINTS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_FORMS = """
nv sa bv srl bvba sprl cv sc cvba scrl cvoa comm commv scomm sca vzw asbl ivzw aisbl vof snc gcv scs ebvba
sprlu esv gie maatschap gmbh ag kg ohg ev ltd plc llc inc bvi sarl eurl sas sasu spa
"""
_ADDRESSED = "mr mevr mw mme mlle dhr de heer mevrouw madame monsieur m herr frau mrs ms dr ir"
LEGAL_FORMS = frozenset(_FORMS.split())
_TITLES = frozenset(_ADDRESSED.split())


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """Return the words that count, folded and sorted; "" when nothing but a legal form is left.

    Pure and remembered per distinct name: the same payer returns on most statements.
    """
    letters = name.casefold()
    if not letters.isascii():
        folded = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = _WORDS.findall(_POINTS.sub("", letters) if "." in letters else letters)
    counting = [word for word in words if word not in LEGAL_FORMS and word not in _TITLES]
    return " ".join(sorted(counting))
