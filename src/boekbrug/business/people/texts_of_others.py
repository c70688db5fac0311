"""What Django and allauth say at a login and have no translation of; our catalogues have it.

A test compares with their sources: a version with new texts fails it until they stand here.
"""

from __future__ import annotations

from boekbrug.wording import mark, mark_many

TEXTS = (
    mark_many(  # Django 5.2 asks with %d, its Dutch catalogue answers to %(min_length)d
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    mark("Authenticator code"),
)
