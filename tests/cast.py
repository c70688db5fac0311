"""The cast: An owns the atelier, Bram works there, Carla keeps its books, Dirk is a stranger."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import TOTP

from boekbrug.belgium import enterprise_number
from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers import actions_firm as firms
from boekbrug.business.dossiers.models import Dossier, DossierRole, Firm, FirmRole
from boekbrug.business.people import actions as people
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.business.people.models import Person

PASSWORD = "vier-paarden-in-de-wei"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of the people of the office, who must have one


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays, and what they own."""

    an: Person
    bram: Person
    carla: Person
    bea: Person
    dirk: Person
    office: Firm
    atelier: Dossier
    dirks: Dossier

    @staticmethod
    def actor(person: Person, channel: Channel = Channel.WEB) -> Actor:
        """Let a person act."""
        return Actor(person, channel)


def make_cast(now: dt.datetime) -> Cast:
    """Put the cast in the database: the firm's mandate in the atelier is active, Dirk is alone."""
    an, bram, carla, dirk, bea = (
        people.add_person(
            email=f"{name.split()[0].lower()}@example.be",
            name=name,
            password=PASSWORD,
            language="nl",
            now=now,
        )
        for name in ("An Peeters", "Bram Claes", "Carla Dubois", "Dirk Maes", "Bea Dubois")
    )
    by_an, by_carla, by_dirk = (Actor(person, Channel.WEB) for person in (an, carla, dirk))
    atelier = dossiers.add_dossier(
        name="Atelier Noordzee",
        enterprise_number=enterprise_number.make(7123456),
        owner=an,
        actor=by_an,
        now=now,
        street="Visserskaai 12",
        postcode="8400",
        city="Oostende",
    )
    dossiers.set_role(dossier=atelier, person=bram, role=DossierRole.EMPLOYEE, actor=by_an, now=now)
    office = dossiers.add_firm(
        name="Kantoor Dubois",
        enterprise_number=enterprise_number.make(8765432),
        language="nl",
        admin=carla,
        now=now,
    )
    firms.set_firm_role(firm=office, person=bea, role=FirmRole.ADMIN, actor=by_carla, now=now)
    firms.set_firm_role(firm=office, person=carla, role=FirmRole.MANAGER, actor=by_carla, now=now)
    for person in (carla, bea):
        TOTP.activate(person, TOTP_SECRET)
    mandate = dossiers.offer_mandate(
        dossier=atelier, firm=office, from_on=dt.date(2026, 1, 1), by_dossier=True, actor=by_an, now=now
    )
    dossiers.accept_mandate(mandate=mandate, by_dossier=False, actor=by_carla, now=now)
    dirks = dossiers.add_dossier(
        name="Maes Dakwerken",
        enterprise_number=enterprise_number.make(6543210),
        owner=dirk,
        actor=by_dirk,
        now=now,
        street="Leiestraat 3",
        postcode="9000",
        city="Gent",
    )
    return Cast(an, bram, carla, bea, dirk, office, atelier, dirks)
