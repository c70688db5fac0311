"""What this server lends to bridges speaks the language of its reader, else of the dossier."""

from __future__ import annotations

import datetime as dt

import pytest

from boekbrug.business.connections.lent_tools import language_of, tools_for
from boekbrug.business.people.models import Person
from boekbrug.connectors.bridges.email import SUBJECTS
from tests.cast import Cast


def test_a_mail_to_the_accountant_speaks_the_language_of_the_dossier(cast: Cast):
    sentence = SUBJECTS["SALE"].say(number="2026-0001", contact="Hotel De Leie")

    said = tools_for(cast.atelier).say(sentence)

    assert said == "Factuur 2026-0001 - Hotel De Leie"


@pytest.mark.parametrize("who", ["an", "bram", "bea"])
def test_a_mail_to_somebody_of_the_dossier_speaks_their_language(cast: Cast, now: dt.datetime, who: str):
    person = getattr(cast, who)
    Person.objects.filter(pk=person.pk).update(language="de")

    language = language_of(cast.atelier, person.email.upper(), on=now.date())

    assert language == "de"
    said = tools_for(cast.atelier, language=language).say(SUBJECTS["SALE"].say(number="1", contact="De Leie"))
    assert said == "Rechnung 1 - De Leie"


@pytest.mark.parametrize("address", ["", "boekhouding@example.be", "dirk"])
def test_of_a_stranger_to_the_dossier_nothing_is_told(cast: Cast, now: dt.datetime, address: str):
    """Dirk logs in here, in German, and works in another dossier."""
    Person.objects.filter(pk=cast.dirk.pk).update(language="de")
    to = cast.dirk.email if address == "dirk" else address

    assert language_of(cast.atelier, to, on=now.date()) == cast.atelier.language == "nl"
