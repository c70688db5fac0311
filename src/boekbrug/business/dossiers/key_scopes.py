"""What a key may be made for: names that programmers know, each a few rights of the person behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from boekbrug.business.dossiers.role_table import Right
from boekbrug.wording import Refusal, Wording

SCOPES: dict[str, frozenset[Right]] = {
    "dossier:read": frozenset({Right.SEE_DOSSIER}),
    "sales:read": frozenset({Right.SEE_SALES}),
    "sales:write": frozenset({Right.SEE_SALES, Right.EDIT_SALES}),
    "purchases:read": frozenset({Right.SEE_PURCHASES}),
    "files:write": frozenset({Right.HAND_IN}),
    "bank:read": frozenset({Right.SEE_BANK}),
    "bank:write": frozenset({Right.SEE_BANK, Right.IMPORT_BANK, Right.MATCH}),
    "deliveries:read": frozenset({Right.SEE_DELIVERIES}),
    "deliveries:write": frozenset({Right.SEE_DELIVERIES, Right.SEND, Right.REDELIVER}),
    "connections:read": frozenset({Right.SEE_CONNECTIONS}),
    "connections:write": frozenset({Right.SEE_CONNECTIONS, Right.EDIT_CONNECTIONS}),
    "timeline:read": frozenset({Right.SEE_TIMELINE}),
    "visits:read": frozenset({Right.SEE_VISITS}),
}
UNKNOWN_SCOPE = Wording("key-scope-unknown", "There is no scope {name}. Choose some of {known}.")

AGENT_SCOPES = ("dossier:read", "sales:read", "purchases:read", "files:write", "bank:read", "deliveries:read")
"""What an agent may be given: to fetch and to hand in; never people, keys, mandates or credentials."""


class UnknownScope(Refusal, ValueError):
    """There is no such scope."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(UNKNOWN_SCOPE.say(name=name, known=", ".join(known)))
        self.name = name


def parse_scopes(names: Iterable[str], known: Collection[str] = SCOPES) -> list[str]:
    """Return the scopes in the order of those that are known, each once; raises UnknownScope."""
    wanted = set(names)
    if unknown := sorted(wanted - set(known)):
        raise UnknownScope(unknown[0], known)
    return [name for name in known if name in wanted]


def rights_of(scopes: Iterable[str]) -> frozenset[Right]:
    """Return the rights that scopes leave of those of the person; a name we dropped gives nothing."""
    named = (SCOPES[name] for name in scopes if name in SCOPES)
    return frozenset({Right.ENTER}).union(*named)


def rights_of_agent(scopes: Iterable[str]) -> frozenset[Right]:
    """Return the rights that the scopes of an agent leave; one that no agent may have gives nothing."""
    return rights_of(name for name in scopes if name in AGENT_SCOPES)
