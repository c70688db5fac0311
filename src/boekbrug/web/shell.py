"""What the frame around every page shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DossierLink:
    """A dossier in the switcher."""

    name: str
    enterprise_number: str
    href: str
    initials: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class NavItem:
    """A task in the navigation; `count` is what waits, 0 shows nothing."""

    key: str
    label: str
    icon: str
    href: str
    count: int = 0
    is_late: bool = False
    is_current: bool = False
    is_off_phone: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame: who is here, in which dossier, and what can be done there."""

    person_name: str
    initials: str
    email: str
    language: str
    theme: str
    dossier: DossierLink | None
    dossiers: tuple[DossierLink, ...]
    nav: tuple[NavItem, ...]
    firm_nav: tuple[NavItem, ...]
    search_href: str
    version: str
