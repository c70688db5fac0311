"""Close a login and open it again; it stands here, because whoever is the last owner cannot go."""

from __future__ import annotations

from django.db import transaction

from boekbrug.business.dossiers.actions import LastOwner, is_last
from boekbrug.business.dossiers.models import Dossier, DossierRole, Firm, FirmRole
from boekbrug.business.people import actions as people
from boekbrug.business.people.models import Person


@transaction.atomic
def disable(*, person: Person) -> None:
    """Close a login: its sessions end, its API keys open nothing, its roles wait.

    :raises LastOwner: when a dossier or a firm would be left without an owner who can log in
    """
    dossiers = Dossier.objects.filter(members__person=person, members__role=DossierRole.OWNER)
    firms = Firm.objects.filter(members__person=person, members__role=FirmRole.ADMIN)
    for dossier in Dossier.objects.select_for_update(no_key=True).filter(pk__in=dossiers.values("pk")):
        if is_last(dossier.members.filter(role=DossierRole.OWNER), person):
            raise LastOwner
    for firm in Firm.objects.select_for_update(no_key=True).filter(pk__in=firms.values("pk")):
        if is_last(firm.members.filter(role=FirmRole.ADMIN), person):
            raise LastOwner
    Person.objects.filter(pk=person.pk).update(is_active=False)
    person.refresh_from_db()
    people.end_sessions(person=person)


@transaction.atomic
def enable(*, person: Person) -> None:
    """Open a closed login again; the person signs in anew."""
    Person.objects.filter(pk=person.pk).update(is_active=True)
    person.refresh_from_db()
    people.end_sessions(person=person)
