"""Bank accounts, statements and movements."""
