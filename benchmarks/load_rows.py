"""Put the parties and invoices of a set in a dossier, in bulk; no part of what is measured."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from benchmarks.load_set import LoadSet
from boekbrug.belgium import enterprise_number
from boekbrug.business.banking import actions as banking
from boekbrug.business.contacts.models import Contact, ContactAccount
from boekbrug.business.documents.models import Document, DocumentKey
from boekbrug.business.dossiers import actions as dossiers
from boekbrug.business.dossiers import tenant
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.people import actions as people
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.matching import number_keys
from boekbrug.matching.names import name_key
from boekbrug.money import to_thousandths

CLI = Actor(None, Channel.CLI)
KIND = {"out": "SALE", "out_credit": "SALE_CREDIT", "in": "PURCHASE", "in_credit": "PURCHASE_CREDIT"}
ROWS_AT_ONCE = 2000


def load(loaded: LoadSet, now: dt.datetime) -> Dossier:
    """Make a dossier without a firm (so it books by itself) with the accounts, contacts and documents."""
    owner = people.add_person(email="bench@example.be", name="Bench", password=None, language="nl", now=now)
    number = enterprise_number.make(7123456)
    dossier = dossiers.add_dossier(name="Bench", enterprise_number=number, owner=owner, actor=CLI, now=now)
    with tenant.enter(dossier):
        for account in loaded.read("dossiers.json")[0]["accounts"]:
            banking.add_account(
                iban=account["iban"], currency=account["currency"], name="", actor=CLI, now=now
            )
        with tenant.one_act():
            contacts = _load_contacts(loaded.read("parties.json"), now)
            _load_documents(loaded.read("invoices.json"), contacts, now)
    return dossier


def _load_contacts(parties: list[dict[str, Any]], now: dt.datetime) -> dict[str, Contact]:
    made = {
        party["id"]: Contact(name=party["name"], name_key=name_key(party["name"])[:120], created_at=now)
        for party in parties
    }
    Contact.objects.bulk_create(made.values(), batch_size=ROWS_AT_ONCE)
    accounts = [
        ContactAccount(contact=made[party["id"]], iban=iban)
        for party in parties
        for iban in dict.fromkeys([party["iban"], *party.get("other_ibans", ())])
        if iban
    ]
    ContactAccount.objects.bulk_create(accounts, batch_size=ROWS_AT_ONCE)
    return made


def _load_documents(invoices: list[dict[str, Any]], contacts: dict[str, Contact], now: dt.datetime) -> None:
    documents = [
        Document(
            kind=KIND[one["type"]],
            state="FINAL",
            number=one["number"],
            contact=contacts.get(one["party"]),
            contact_name=one["party_name"],
            issued_on=dt.date.fromisoformat(one["date"]),
            due_on=dt.date.fromisoformat(one["due"]) if one.get("due") else None,
            currency=one["currency"],
            reference=one.get("ogm") or "",
            total_thousandths=to_thousandths(Decimal(one["total"])),
            prepaid_thousandths=to_thousandths(Decimal(one.get("paid") or 0)),
            channel="cli",
            created_at=now,
            finalised_at=now,
        )
        for one in invoices
    ]
    Document.objects.bulk_create(documents, batch_size=ROWS_AT_ONCE)
    keys = [
        DocumentKey(document=document, key=key[:60])
        for document in documents
        for key in sorted(number_keys(document.number))
    ]
    DocumentKey.objects.bulk_create(keys, batch_size=ROWS_AT_ONCE)
