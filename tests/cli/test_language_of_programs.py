"""What `--json` prints is for programs: the same in every language, but for the sentences in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boekbrug.business.dossiers.models import Dossier
from boekbrug.formats import coda
from tests.cli.typing_in import boekbrug, printed
from tests.formats.coda.cases import incoming, statement

SENTENCES = {"message", "text", "what", "why"}


def _plain(value: Any) -> Any:
    """What is left of JSON without its sentences."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if name not in SENTENCES}
    return [_plain(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "words",
    [
        ("check", "FILE"),
        ("show", "FILE"),
        ("dossier", "list"),
        ("match", "--dossier", "DOSSIER"),
        ("visits", "--dossier", "DOSSIER"),
        ("user", "keys", "--dossier", "DOSSIER"),
        ("jobs", "list"),
        ("verify",),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_json_is_the_same_in_every_language(words: tuple[str, ...], atelier: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "bank.cod"
    file.write_bytes(coda.write([statement(incoming(1_234_560))])[:-130])
    given = [{"FILE": str(file), "DOSSIER": atelier.public_id}.get(word, word) for word in words]

    said = {one: boekbrug("--language", one, *given, "--json") for one in ("en", "nl", "fr", "de")}

    english = said["en"]
    for done in said.values():
        assert done.exit_code == english.exit_code
        assert _plain(printed(done)) == _plain(printed(english))
    if words[0] in {"check", "doctor"}:
        assert len({done.stdout for done in said.values()}) == 4
