"""The dossiers that a key or a token opens."""

from __future__ import annotations

from django.utils import timezone
from ninja import Router, Status

from boekbrug.api.access import ApiRequest, Key
from boekbrug.api.fields import Shown
from boekbrug.api.operations import Subject, refusals
from boekbrug.business.dossiers import credentials
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.dossiers.rights import Right

subject = Subject("Dossier")
router: Router = subject.router


class DossierListed(Shown):
    """A dossier in the list: enough to make the addresses inside it."""

    id: str
    name: str
    enterprise_number: str


class DossierShown(DossierListed):
    """A dossier, and what the person behind the key may do in it."""

    is_vat_liable: bool
    language: str
    street: str
    postcode: str
    city: str
    country: str
    email: str
    phone: str
    invoice_iban: str
    invoice_prefix: str
    payment_days: int
    rights: list[str]


class DossierList(Shown):
    """The dossiers of a key, which are one, or of the token of an agent."""

    dossiers: list[DossierListed]


@router.get(
    "/dossiers",
    auth=Key(),
    response={200: DossierList, **refusals("GET", takes="", has_right=False)},
    operation_id="list_dossiers",
    summary="The dossiers that this key or token opens",
)
def list_dossiers(request: ApiRequest) -> Status[DossierList]:
    """The dossiers that this key or token opens; their ids are in every other address."""
    listed = [
        DossierListed(id=one.public_id, name=one.name, enterprise_number=one.enterprise_number)
        for one in credentials.openable(request.auth, on=timezone.localdate(request.now))
    ]
    return Status(200, DossierList(dossiers=listed))


@subject.operation("GET", "", Right.SEE_DOSSIER, gives=DossierShown)
def show_dossier(request: ApiRequest) -> DossierShown:
    """One dossier, with the rights of the person behind the key."""
    return _shown(request.access.dossier, sorted(right.value for right in request.access.rights))


def _shown(own: Dossier, rights: list[str]) -> DossierShown:
    return DossierShown(
        id=own.public_id,
        name=own.name,
        enterprise_number=own.enterprise_number,
        is_vat_liable=own.is_vat_liable,
        language=own.language,
        street=own.street,
        postcode=own.postcode,
        city=own.city,
        country=own.country,
        email=own.email,
        phone=own.phone,
        invoice_iban=own.invoice_iban,
        invoice_prefix=own.invoice_prefix,
        payment_days=own.payment_days,
        rights=rights,
    )
