"""How the documents of a dossier look: its logo and its colour."""
