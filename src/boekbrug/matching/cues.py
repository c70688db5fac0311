"""The words before a number: do they say that it is a document's number, or something else's?"""

from __future__ import annotations

import re

_DOCUMENT = """
f fa fac fact facts fakt fct fra fre ft inv invoice invoices invoicenr bill re rg rn rgnr rnr rechnung
rechnungen rechn beleg belegnr nota notas kreditnota creditnota cn nc avoir gutschrift doc document
verkoopfactuur aankoopfactuur vf vk af fv fc sales
"""
_SOMETHING_ELSE = """
klant kl klantnr kunde kd kdnr customer client clt cust order orders ordernr bestelling bestelbon bon bc po
commande cde bestellung auftrag tel tél gsm fax mobile mobiel dossier polis police contract contrat vertrag
btw tva vat ust kbo rijksregister periode période kwartaal trimestre week maand mois monat dd datum date
lidnr lidnummer abonnement kenteken plaat ticket schadegeval
"""
_NEUTRAL = "nr nrs no nos n num numero número numéro nummer nummers number numbers ref réf reference"
_CHAIN = "en et und and u e plus of ou oder"

DOCUMENT = frozenset(_DOCUMENT.split())
SOMETHING_ELSE = frozenset(_SOMETHING_ELSE.split())
NEUTRAL = frozenset(_NEUTRAL.split())
CHAIN = frozenset(_CHAIN.split())
_STARTS_DOCUMENT = ("factu", "faktu", "invoic", "rechnung", "facture")
_STARTS_ELSE = (
    "klant",
    "kunden",
    "bestel",
    "command",
    "custom",
    "order",
    "auftrag",
    "polis",
    "contr",
    "vertrag",
)
# Matched against the text before a number, read backwards: that looks at each letter once.
_WORD_BEFORE = re.compile(r"[\W_]*([^\W\d_]+)")
_GROUP_BEFORE = re.compile(r"[\W_]*(?:[^\W\d_]{1,4}[\W_]*)?\d")
_LOOK_BACK = 40


def cue(text: str, match: re.Match[str]) -> int:
    """Return 1 when the word before a group names a document, -1 when it names something else, else 0.

    "nr" and the like pass the question to the word before them; "en", "&" or a comma to the number before.
    "Klantnr 4512 2026/31" says something else of the first number only, so that never passes on.
    """
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()][::-1]
    inherited = False
    for _ in range(12):  # a longer enumeration than this is no sentence
        found = _WORD_BEFORE.match(before)
        word = found[1][::-1].lower() if found else ""
        follows_number = _GROUP_BEFORE.match(before)
        if follows_number and (word in CHAIN or not found or found.end() > follows_number.end()):
            before = before[follows_number.end() :].lstrip("0123456789/-._ ")
            inherited = True
        elif word in NEUTRAL and found:
            before = before[found.end() :]
        else:
            weight = _weigh(word)
            return max(0, weight) if inherited else weight
    return 0


def _weigh(word: str) -> int:
    if word in DOCUMENT or word.startswith(_STARTS_DOCUMENT):
        return 1
    if word in SOMETHING_ELSE or word.startswith(_STARTS_ELSE):
        return -1
    return 0
