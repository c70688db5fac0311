"""What this server lends to bridges speaks the language of the dossier."""

from __future__ import annotations

from boekbrug.business.connections.lent_tools import tools_for
from boekbrug.connectors.bridges.email import SUBJECTS
from tests.cast import Cast


def test_a_mail_to_the_accountant_speaks_the_language_of_the_dossier(cast: Cast):
    sentence = SUBJECTS["SALE"].say(number="2026-0001", contact="Hotel De Leie")

    said = tools_for(cast.atelier).say(sentence)

    assert said == "Factuur 2026-0001 - Hotel De Leie"
