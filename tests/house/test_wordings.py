"""The code of a sentence is stable and stored: one form everywhere, lower-case words between dashes."""

from __future__ import annotations

import re

from boekbrug.project import catalogues
from boekbrug.wording import all_wordings

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def test_every_code_is_words_between_dashes() -> None:
    catalogues.source_texts()  # imports every module, which registers its wordings
    codes = [wording.code for wording in all_wordings()]

    assert len(codes) > 150
    assert [code for code in codes if not CODE.fullmatch(code)] == []
