"""Check a file without taking it in: the same verdict on the web, in the API and on the command line."""

from boekbrug.formats.checking import FileReport, Verdict, check

__all__ = ["FileReport", "Verdict", "check_file"]

check_file = check
