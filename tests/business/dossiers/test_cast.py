"""The cast is what the other tests believe it is."""

import pytest

from boekbrug.business.dossiers import rights


def test_carla_reaches_the_atelier_through_her_firm(cast, now):
    access = rights.open_dossier(person=cast.carla, public_id=cast.atelier.public_id, on=now.date())

    assert access.may(rights.Right.MATCH)
    assert not access.is_member


def test_dirk_finds_no_atelier(cast, now):
    with pytest.raises(rights.NoSuchDossier):
        rights.open_dossier(person=cast.dirk, public_id=cast.atelier.public_id, on=now.date())
