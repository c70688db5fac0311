"""Customers and suppliers of a dossier."""
