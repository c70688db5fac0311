"""Who must have a second factor: everybody with a role in a firm, who reaches the books of others.

Source: capabilities 5.3; OWASP ASVS 5.0 requirement 6.3.3.
"""

from __future__ import annotations

from boekbrug.business.dossiers.models import FirmMember
from boekbrug.business.people.factors import FACTORS
from boekbrug.business.people.models import Person


def lacks_a_needed_factor(person: Person) -> bool:
    """Whether a person must set up a second factor before they may go on; one query."""
    in_firms = FirmMember.objects.filter(person=person)
    return in_firms.exclude(person__authenticator__type__in=FACTORS).exists()


def works_in_a_firm(person: Person) -> bool:
    """Whether a person has a role in any firm."""
    return FirmMember.objects.filter(person=person).exists()
