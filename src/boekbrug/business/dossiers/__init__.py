"""Dossiers, firms and mandates; who may do what; the tenant guard."""
