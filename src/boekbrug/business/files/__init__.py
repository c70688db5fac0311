"""Originals kept byte for byte, by SHA-256."""
