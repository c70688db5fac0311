"""What was found in one file, and the state that follows. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from boekbrug.business.inbox.models import State
from boekbrug.business.inbox.problems import STORED_MAX, stored
from boekbrug.formats.coda.problems import MORE_PROBLEMS
from boekbrug.formats.problem import Problem, Severity


class Outcome(StrEnum):
    """What became of one statement, document or member; the codes are stored in results."""

    NEW = "NEW"
    KNOWN = "KNOWN"
    CONFLICT = "CONFLICT"
    REFUSED = "REFUSED"
    QUARANTINE = "QUARANTINE"


_OF_CHILD: dict[str, tuple[Outcome, ...]] = {
    State.IMPORTED: (Outcome.NEW,),
    State.KNOWN: (Outcome.KNOWN,),
    State.PARTLY: (Outcome.NEW, Outcome.REFUSED),
    State.REFUSED: (Outcome.REFUSED,),
    State.QUARANTINE: (Outcome.QUARANTINE,),
}


@dataclass(slots=True)
class Findings:
    """Results and problems of one file, as JSON, in the order of the file."""

    results: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[Outcome] = field(default_factory=Counter)
    done_count: int = 0
    new_count: int = 0

    def add(self, outcome: Outcome, result: dict[str, Any]) -> None:
        """Note what became of one part."""
        self.results.append({**result, "outcome": outcome.value})
        self.counts[outcome] += 1
        self.done_count += 1
        self.new_count += outcome is Outcome.NEW

    def add_member(self, state: str, new_count: int, result: dict[str, Any]) -> None:
        """Note what became of a file in a ZIP."""
        self.results.append({**result, "outcome": state})
        self.counts.update(_OF_CHILD[state])
        self.done_count += 1
        self.new_count += new_count

    def tell(self, *problems: Problem) -> None:
        """Keep problems, up to a limit that is told."""
        for problem in problems:
            if len(self.problems) < STORED_MAX:
                self.problems += stored([problem])
            elif len(self.problems) == STORED_MAX:
                self.problems += stored([MORE_PROBLEMS.at(line=problem.line, expected=str(STORED_MAX))])

    def refuse(self, *problems: Problem) -> None:
        """Keep problems of the file as a whole; an error among them counts as a part that is refused."""
        self.tell(*problems)
        self.counts[Outcome.REFUSED] += any(one.severity is Severity.ERROR for one in problems)

    @property
    def state(self) -> State:
        """The state of the whole: what still needs a person comes first."""
        counts = self.counts
        if counts[Outcome.QUARANTINE]:
            return State.QUARANTINE
        is_in = counts[Outcome.NEW] or counts[Outcome.KNOWN]
        if counts[Outcome.REFUSED] or counts[Outcome.CONFLICT] or not is_in:
            return State.PARTLY if is_in else State.REFUSED
        return State.IMPORTED if counts[Outcome.NEW] else State.KNOWN
