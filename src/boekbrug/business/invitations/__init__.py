"""Invitations: somebody is asked by mail to take a role in a dossier or a firm."""
