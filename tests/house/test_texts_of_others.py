"""What Django and allauth say to people exists in our languages; where it lacks, our catalogues say it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import pytest
from django.utils import translation

from boekbrug.project import catalogues

MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
OF_DJANGO = (
    "core/validators.py",
    "contrib/auth/password_validation.py",
    "forms/fields.py",
    "forms/forms.py",
    "forms/models.py",
    "views/csrf.py",
)
OF_ALLAUTH = ("account", "mfa", "usersessions")
SAME_WORD = {"Code", "IPv4", "IPv6", "WebAuthn", "TOTP Authenticator", "Login", "Sessions", "MFA", ":"}


def _files() -> Iterator[Path]:
    yield from (Path(django.__file__).parent / name for name in OF_DJANGO)
    for name in OF_ALLAUTH:
        found = (Path(allauth.__file__).parent / name).rglob("*.py")
        yield from (path for path in found if not {"migrations", "tests"} & set(path.parts))


def _said(path: Path) -> Iterator[tuple[str, str]]:
    """The English of a call, and how it reads in the active language."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
        if not isinstance(call, ast.Call) or name not in MARKS:
            continue
        texts = [
            one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if name.startswith("ngettext") and len(texts) == 2:
            yield texts[1], translation.ngettext(texts[0], texts[1], 12)
        elif name.startswith("pgettext") and len(texts) == 2:
            yield texts[1], translation.pgettext(*texts)
        elif texts:
            yield texts[0], translation.gettext(texts[0])


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_every_message_of_others_is_in_our_languages(language: str) -> None:
    catalogues.compile_catalogues()
    with translation.override(language):
        said = [pair for path in _files() for pair in _said(path)]

    assert len(said) > 100
    assert [text for text, read in said if text == read and text not in SAME_WORD] == []
