"""What a bridge gets and gives: parcels and settings in, one of five endings out.

A bridge never touches the database and never retries. It returns a `Receipt` (they have it) or raises one
of `TryLater` (nothing arrived), `NeedsUser` (somebody must act), `Refused` (never as it is) and `Unclear`
(it may have arrived). Whatever else it raises counts as Unclear: the outbox sees to that.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from boekbrug.connectors.settings import Wrong
from boekbrug.wording import Sentence, Wording

if TYPE_CHECKING:
    from boekbrug.connectors.http import Http


class Ability(StrEnum):
    """What a bridge can do besides sending."""

    SEND_DOCUMENTS = "send-documents"
    LOOK_UP = "look-up"  # `find` answers for certain, so a lost call may be repeated


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a bridge may say about a document: in a manifest, a subject or a folder name."""

    kind: Literal["SALE", "SALE_CREDIT", "PURCHASE", "PURCHASE_CREDIT"]
    number: str
    issued_on: dt.date
    contact: str
    total_thousandths: int
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file beside the main one of a parcel."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """One document on its way: frozen bytes, a safe file name, and a key made before the call."""

    name: str
    content: bytes
    media_type: str
    key: str
    document: DocumentFacts
    pdf: Enclosure | None = None

    @property
    def sha256(self) -> str:
        """The checksum of the main file."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """They have it: their id for it, their answer as given, and what was made for us to keep (a ZIP)."""

    sentence: Sentence
    remote_id: str = ""
    answer: str = ""
    made: bytes | None = None


class Ending(Exception):
    """A call that did not end with a receipt; carries one sentence for people."""

    def __init__(self, sentence: Sentence, *, answer: str = "") -> None:
        super().__init__(sentence.english)
        self.sentence = sentence
        self.answer = answer


class TryLater(Ending):
    """Nothing arrived and it may work later; `after` is how long the other side asked us to wait."""

    def __init__(self, sentence: Sentence, *, answer: str = "", after: dt.timedelta | None = None) -> None:
        super().__init__(sentence, answer=answer)
        self.after = after


class NeedsUser(Ending):
    """Nothing arrived, and it will not until somebody acts."""


class Refused(Ending):
    """They will never take it as it is."""


class Unclear(Ending):
    """It may have arrived; sending it again could make it two."""


class Notes(Protocol):
    """What a bridge remembers of one shipment across crashes; stored for good before `write` returns."""

    def read(self) -> Mapping[str, str]:
        """Return everything written so far, by name."""

    def write(self, name: str, value: str) -> None:
        """Keep a fact before the step that needs it; raises LostLease when another worker took over."""


class LostLease(Exception):
    """Another worker has taken this shipment over: stop at once, change nothing more."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """The operator's SMTP server; `password` is never logged."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    timeout_seconds: int = 20


def in_english(sentence: Sentence) -> str:
    """Say a sentence in the source language, where the caller lends no other."""
    return sentence.english


@dataclass(frozen=True, slots=True)
class Tools:
    """What the caller lends a bridge for one call.

    `own_folder` belongs to this dossier alone (made when needed); `folder_roots` are the operator's. `say`
    speaks the language of the dossier. `http` is the only way to call a web address.
    """

    mail: MailServer | None = None
    http: Http | None = None
    own_folder: Path | None = None
    folder_roots: tuple[Path, ...] = ()
    sender_name: str = ""
    notes: Notes | None = None
    say: Callable[[Sentence], str] = in_english


class Bridge(Protocol):
    """One way to hand documents over; see docs/connectors for each."""

    key: ClassVar[str]  # stored in the database: never rename
    title: ClassVar[Wording]
    explanation: ClassVar[Wording]
    abilities: ClassVar[frozenset[Ability]]
    carries: ClassVar[Literal["one", "many"]]
    settings: ClassVar[type[Any]]

    def check_settings(self, settings: Any, tools: Tools) -> Sequence[Wrong]:
        """Return what is wrong with filled-in settings, without any call to the other side."""

    def send(self, parcels: Sequence[Parcel], settings: Any, tools: Tools) -> Receipt:
        """Hand the parcels over; returns a Receipt or raises one of the four other endings."""

    def find(self, parcels: Sequence[Parcel], settings: Any, tools: Tools) -> Receipt | None:
        """Look up whether a lost call arrived; None means certainly not. Only with Ability.LOOK_UP."""
