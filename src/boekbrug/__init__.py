"""Boekbrug: the open bridge between a Belgian entrepreneur, the bank and the accountant."""

__version__ = "0.1.0"
