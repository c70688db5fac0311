"""An employee sees the sales they made; an act still sees the whole dossier."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from boekbrug.business.documents import queries
from boekbrug.business.documents.actions import drafting
from boekbrug.business.documents.models import Document, DocumentLine
from boekbrug.business.dossiers import actions, rights, tenant
from boekbrug.business.dossiers.models import DossierMember
from boekbrug.business.dossiers.rights import Right
from tests.business.documents.making import customer, draft
from tests.cast import Cast


@pytest.fixture
def drafts(cast: Cast, now: dt.datetime) -> dict[str, Document]:
    """A draft of An and one of Bram."""
    with tenant.enter(cast.atelier):
        contact = customer(now)
        return {
            one.name: drafting.save_draft(draft=draft(contact), actor=cast.actor(one), now=now)
            for one in (cast.an, cast.bram)
        }


def access_of(cast: Cast, person: Any, now: dt.datetime) -> rights.Access:
    return rights.open_dossier(person=person, public_id=cast.atelier.public_id, on=now.date())


def test_a_document_says_who_made_it(cast: Cast, drafts: dict[str, Document]) -> None:
    assert [one.made_by for one in drafts.values()] == [cast.an, cast.bram]


def test_an_employee_finds_their_own_sales_only(
    cast: Cast, now: dt.datetime, drafts: dict[str, Document]
) -> None:
    access = access_of(cast, cast.bram, now)

    with tenant.enter(cast.atelier, **access.limits):
        assert list(Document.objects.all()) == [drafts["Bram Claes"]]
        assert set(DocumentLine.objects.values_list("document", flat=True)) == {drafts["Bram Claes"].pk}
        with pytest.raises(queries.NoSuchDocument):
            queries.document(drafts["An Peeters"].public_id)
    with tenant.enter(cast.atelier, **access_of(cast, cast.an, now).limits):
        assert Document.objects.count() == 2


def test_what_was_bought_is_no_matter_of_who_made_it(
    cast: Cast, now: dt.datetime, drafts: dict[str, Document]
) -> None:
    with tenant.enter(cast.atelier):
        Document.objects.filter(made_by=cast.an).update(kind="PURCHASE")

    with tenant.enter(cast.atelier, **access_of(cast, cast.bram, now).limits):
        assert Document.objects.count() == 2


def test_an_employee_to_whom_it_was_granted_sees_all(
    cast: Cast, now: dt.datetime, drafts: dict[str, Document]
) -> None:
    by: dict[str, Any] = {"actor": cast.actor(cast.an), "now": now}
    member = DossierMember.objects.get(person=cast.bram)

    actions.grant(member=member, rights=[Right.SEE_ALL_SALES], **by)

    assert access_of(cast, cast.bram, now).sales_of is None


def test_an_act_sees_the_whole_dossier_whoever_acts(
    cast: Cast, now: dt.datetime, drafts: dict[str, Document]
) -> None:
    with tenant.enter(cast.atelier, **access_of(cast, cast.bram, now).limits):
        with tenant.one_act():
            assert Document.objects.count() == 2
        assert Document.objects.count() == 1


def test_the_scopes_of_a_key_do_not_decide_whose_sales_it_sees(cast: Cast, now: dt.datetime) -> None:
    from boekbrug.business.dossiers import actions_keys, credentials

    seen = []
    for person in (cast.an, cast.bram):
        key, _ = actions_keys.make_key(
            dossier=cast.atelier, person=person, title="x", scopes=["sales:read"],
            actor=cast.actor(cast.an), now=now,
        )  # fmt: skip
        access = credentials.enter(key, public_id=cast.atelier.public_id, on=now.date())
        seen.append(access.sales_of)
    assert seen == [None, cast.bram.pk]
