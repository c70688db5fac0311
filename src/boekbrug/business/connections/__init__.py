"""Configured bridges: where documents of a dossier can go."""
