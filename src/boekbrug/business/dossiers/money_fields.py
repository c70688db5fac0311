"""The field types of exact numbers: whole thousandths, and integers scaled by 10^8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    _WholeNumber = models.BigIntegerField[int, int]
else:  # fields take type arguments for the type checker only
    _WholeNumber = models.BigIntegerField


class ThousandthsField(_WholeNumber):
    """Money as whole thousandths; the name of the field ends in `_thousandths`."""


class ScaledField(_WholeNumber):
    """A quantity, unit price or rate as an integer times 10^8; the name of the field ends in `_scaled`."""
