"""Secrets with a song of their own, pushed through everything: `python -m tests.canaries`."""
