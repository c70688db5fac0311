"""Keep the translation catalogues: `python -m boekbrug.project.catalogues compile | extract`.

`compile` turns every django.po into the django.mo that Django reads; a bare machine has no msgfmt, so Babel
does it. `extract` takes the texts of code, templates and wordings into the catalogue of every language and
keeps what was translated already. Compiling needs no settings; extracting sets up Django, because a wording
exists once its module is imported.
"""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
LANGUAGES = ("nl", "fr", "de")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "mark": None,  # how the pages name gettext_noop
    "mark_many": (1, 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
USAGE = "Say what to do: compile (make .mo files) or extract (take new texts into the .po files).\n"


def catalogue_path(language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def compile_catalogues() -> list[Path]:
    """Write every .mo that is missing or older than its .po; return the ones written.

    Each is written beside its place first and then moved, so that a reader never sees half a file.
    """
    written = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as file:
            write_mo(file, read_catalogue(source))
        unfinished.replace(target)
        written.append(target)
    return written


def read_catalogue(path: Path) -> Catalog:
    """Read a .po file; its folder names the language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def source_texts() -> Catalog:
    """Collect every English text that people may read: from code, from templates, from wordings."""
    found = Catalog(project="Boekbrug", charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            _add_calls(found, path, path.read_text(encoding="utf-8"))
    for path in sorted([*PACKAGE.rglob("*.html"), *PACKAGE.rglob("templates/**/*.txt")]):
        _add_calls(found, path, _template_as_code(path))
    for text in filter(None, _help_texts()):
        found.add(text, locations=[("cli", 0)])
    for text in _wording_texts():
        found.add(text, locations=[("wordings", 0)], flags=["python-brace-format"] if "{" in text else [])
    return found


def _add_calls(found: Catalog, path: Path, code: str) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    source = io.BytesIO(code.encode())
    options = {"encoding": "utf-8"}
    for _, text, _, context in babel_extract("python", source, keywords=KEYWORDS, options=options):
        if text and text != ("",):
            found.add(text, locations=[(place, 0)], context=context)


def _template_as_code(path: Path) -> str:
    """Turn a Django template into calls that Babel can read.

    Django blanks out everything but the texts and keeps the spacing; the brackets around it make that
    spacing mean nothing to Python's tokeniser.
    """
    from django.utils.translation.template import templatize  # noqa: PLC0415  compile does without Django

    return f"(\n{templatize(path.read_text(encoding='utf-8'), origin=str(path))}\n)"


def _wording_texts() -> Iterator[str]:
    from boekbrug.wording import all_wordings  # noqa: PLC0415  the modules below must be imported first

    for module in _module_names():
        importlib.import_module(module)
    for wording in all_wordings():
        yield wording.text


def _help_texts() -> Iterator[str]:
    from boekbrug.cli import main  # noqa: PLC0415  compile needs no commands

    return main.all_texts()


def _module_names() -> Iterator[str]:
    """Name every module that may hold wordings: not the start-up files, migrations or this one."""
    skipped = ("boekbrug.project.", "boekbrug.__main__")
    for module in pkgutil.walk_packages([str(PACKAGE)], prefix="boekbrug."):
        name = module.name
        if not name.startswith(skipped) and ".migrations" not in name and not name.endswith("__main__"):
            yield name


def extract() -> list[Path]:
    """Bring the catalogue of every language up to date with the source texts; return the files written."""
    import django  # noqa: PLC0415  compile does without Django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boekbrug.project.settings")
    django.setup()
    texts = source_texts()
    return [_update(language, texts) for language in LANGUAGES]


def _update(language: str, texts: Catalog) -> Path:
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = read_catalogue(path) if path.exists() else Catalog(locale=language, project="Boekbrug")
    texts.creation_date = (
        catalogue.creation_date
    )  # a date that changes by itself makes every merge a conflict
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# Texts of Boekbrug. `make messages` takes in new ones."
    catalogue.fuzzy = False
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False, sort_output=True)
    return path


def main(arguments: list[str]) -> int:
    """Do what the one argument says; return the exit code."""
    doings = {"compile": compile_catalogues, "extract": extract}
    if len(arguments) != 1 or arguments[0] not in doings:
        sys.stderr.write(USAGE)
        return 2
    for path in doings[arguments[0]]():
        sys.stdout.write(f"wrote {path.relative_to(PACKAGE)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
