"""Why a match cannot be made or undone; each sentence says what was found and what to do."""

from __future__ import annotations

from boekbrug.money import show_amount
from boekbrug.wording import Sentence, Wording

_NOTHING_TO_ACCEPT = Wording(
    "match-nothing-to-accept",
    "There is no proposal here any more: somebody matched this line or document meanwhile. Look again.",
)
_NOTHING_TO_UNDO = Wording(
    "match-nothing-to-undo", "Nothing is allocated on this line, so there is nothing to undo."
)
_TOO_MUCH = Wording(
    "match-too-much",
    "{asked} is more than the {left} that is left of the line and the document. Allocate at most that.",
)
_NOT_POSITIVE = Wording(
    "match-not-positive", "{asked} is not above zero. Give the part of the line that pays the document."
)
_WRONG_DIRECTION = Wording(
    "match-wrong-direction",
    "Money that came in pays a sales invoice or a supplier's credit note; money that went out pays a "
    "purchase invoice or your own credit note. Choose a document of that kind.",
)
_WRONG_CURRENCY = Wording(
    "match-wrong-currency",
    "The line is in {line} and the document in {document}. Only equal currencies can be matched.",
)
_HELD = Wording(
    "match-statement-held",
    "This statement overlaps another one and is held. Decide first which of the two counts.",
)


class MatchRefused(Exception):
    """A match that cannot be made; `sentence` says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


class NothingToAccept(MatchRefused):
    """The proposal is gone or no longer fits."""

    def __init__(self) -> None:
        super().__init__(_NOTHING_TO_ACCEPT.say())


class NothingToUndo(MatchRefused):
    """The movement has no allocation."""

    def __init__(self) -> None:
        super().__init__(_NOTHING_TO_UNDO.say())


class TooMuch(MatchRefused):
    """More was asked than is left."""

    def __init__(self, *, asked: int, left: int) -> None:
        super().__init__(_TOO_MUCH.say(asked=show_amount(asked), left=show_amount(left)))


class NotPositive(MatchRefused):
    """Nothing, or less than nothing, was asked."""

    def __init__(self, *, asked: int) -> None:
        super().__init__(_NOT_POSITIVE.say(asked=show_amount(asked)))


class WrongDirection(MatchRefused):
    """Money in cannot pay this document, or money out."""

    def __init__(self) -> None:
        super().__init__(_WRONG_DIRECTION.say())


class WrongCurrency(MatchRefused):
    """Two currencies never match."""

    def __init__(self, line: str, document: str) -> None:
        super().__init__(_WRONG_CURRENCY.say(line=line, document=document))


class MovementHeld(MatchRefused):
    """The movement is on a statement that waits for a decision."""

    def __init__(self) -> None:
        super().__init__(_HELD.say())
