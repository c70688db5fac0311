"""Sales and purchase documents, their lines, numbers and balances."""
