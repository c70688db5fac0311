"""Backups that only their key opens, restoring them, and when that was done last."""
