"""A demo firm with three dossiers and a year of work: invented, deterministic, with valid check digits."""

from boekbrug.business.demo.story import FIRST_LOGIN, LOGINS, PASSWORD, Login, make_demo

__all__ = ["FIRST_LOGIN", "LOGINS", "PASSWORD", "Login", "make_demo"]
