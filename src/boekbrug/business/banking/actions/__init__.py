"""What changes in banking."""

from boekbrug.business.banking.actions.accounts import AccountExists, NotACurrency, add_account, rename
from boekbrug.business.banking.actions.importing import Imported, Outcome, import_statement

__all__ = [
    "AccountExists",
    "Imported",
    "NotACurrency",
    "Outcome",
    "add_account",
    "import_statement",
    "rename",
]
