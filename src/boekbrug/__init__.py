"""Boekbrug: the open bridge between a Belgian entrepreneur, the bank and the accountant."""
