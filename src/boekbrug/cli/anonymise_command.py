"""`boekbrug anonymise`: a CODA file without names, accounts and texts, fit to be sent to others."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from boekbrug.cli import coda_files
from boekbrug.cli.speech import _
from boekbrug.formats import workshop

_KEY_BYTES = 32


@click.command("anonymise")
@click.argument("source")
@coda_files.target_argument
@click.option("--key", help="Secret words: files made with the same key get the same replacements.")
@coda_files.encoding_option
def command(source: str, target: Path, key: str | None, encoding: str | None) -> None:
    """Write the CODA file SOURCE to TARGET without names, accounts and texts.

    It keeps its shape and its problems: amounts, days, codes, numbers of records and check digits hold.
    """
    coda_files.must_be_new(target)
    content = coda_files.coda_content(source)
    secret = key.encode() if key else secrets.token_bytes(_KEY_BYTES)
    coda_files.write(target, workshop.anonymised(content, secret, encoding=encoding))
    click.echo(
        _(
            "{path} written. Names, accounts and texts are others; amounts, days, codes and the bank stayed.",
            path=target,
        )
    )
