"""Steps of a finance return in the journal: finance asks about a version, its provider answers, finance accepts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from evenlode.problems import refuse
from evenlode.records.finance_returns import KIND, StoredReturn, all_returns
from evenlode.records.journal import Journal

STEP = "finance return step"


class ReturnStep(StrEnum):
    """What can be done with a version of a finance return once it is in."""

    QUERY = "query"
    ANSWER = "answer"
    ACCEPT = "accept"


class ReturnState(StrEnum):
    """Where a version of a finance return is."""

    RECEIVED = "received"
    QUERIED = "queried"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class StepOfReturn:
    """One step that was taken: the entry it is kept in, who took it and when, and what was said."""

    seq: int
    step: ReturnStep
    by: str
    on: date
    said: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A version of a finance return with what came of it. sent_by: who sent it; steps: in their order."""

    stored: StoredReturn
    sent_by: str
    steps: tuple[StepOfReturn, ...]
    state: ReturnState

    def may(self, step: ReturnStep) -> bool:
        """True where the step is the next one that can be taken."""
        return self.state in _AFTER[step]


_AFTER = {
    ReturnStep.QUERY: (ReturnState.RECEIVED, ReturnState.ANSWERED),
    ReturnStep.ANSWER: (ReturnState.QUERIED,),
    ReturnStep.ACCEPT: (ReturnState.RECEIVED, ReturnState.ANSWERED),
}
_WHY_NOT = {
    ReturnState.RECEIVED: ("nothing was asked about it", "Wait until finance asks, or send a later version"),
    ReturnState.QUERIED: ("it waits for its provider's answer", "Wait for the answer, or for a later version"),
    ReturnState.ANSWERED: ("the question is answered already", "Send a later version where something has changed"),
    ReturnState.ACCEPTED: ("it is accepted already", "Nothing needs doing; a later version starts anew"),
    ReturnState.SUPERSEDED: ("a later version has taken its place", "Look at the later version"),
}
_STATE_AFTER = {
    ReturnStep.QUERY: ReturnState.QUERIED,
    ReturnStep.ANSWER: ReturnState.ANSWERED,
    ReturnStep.ACCEPT: ReturnState.ACCEPTED,
}


def followed(journal: Journal, as_known_on: date | None = None) -> list[Followed]:
    """Every version of every finance return with its steps, in the order in which they came in."""
    entries = journal.entries(KIND, as_known_on)
    stored = all_returns(entries)
    senders = {entry.seq: entry.recorded_by for entry in entries}
    newest = {(one.content.provider, one.content.year): one.seq for one in stored}
    steps: dict[int, list[StepOfReturn]] = {}
    for entry in journal.entries(STEP, as_known_on):
        body = entry.document
        on = date.fromisoformat(body["on"])
        step = StepOfReturn(entry.seq, ReturnStep(body["step"]), entry.recorded_by, on, body["said"])
        steps.setdefault(body["return"], []).append(step)
    found = []
    for one in stored:
        own = tuple(steps.get(one.seq, ()))
        in_force = newest[one.content.provider, one.content.year] == one.seq
        found.append(Followed(one, senders[one.seq], own, _state(own, in_force)))
    return found


def find_return(found: Sequence[Followed], number: int) -> Followed:
    """The version that stands in the entry. Raises a Refusal where no finance return does."""
    for one in found:
        if one.stored.seq == number:
            return one
    raise refuse("FINANCE.RETURN", f"entry {number} is no finance return", "Take the number from the list of returns")


def take_return_step(
    journal: Journal, number: int, step: ReturnStep, on: date, by: str, said: str = "", at: datetime | None = None
) -> StepOfReturn:
    """Record a step about the version in entry `number`; of two at once, one is taken.

    Raises a Refusal where it is not the step's turn, a question or an answer says nothing, or somebody would accept
    what they sent themselves.
    """
    said = said.strip()
    if step is not ReturnStep.ACCEPT and not said:
        fix = "Say what is unclear" if step is ReturnStep.QUERY else "Say what the figure is made of"
        raise refuse("FINANCE.SAID", f"the {step.value} says nothing", f"{fix}, in a sentence", field="said")
    with journal.writing():
        known = find_return(followed(journal), number)
        _check(known, step, by)
        body = {"return": number, "step": step.value, "on": on.isoformat(), "said": said}
        entry = journal.append(STEP, body, f"{number}/{len(known.steps) + 1}", by=by, at=at)
    return StepOfReturn(entry.seq, step, by, on, said)


def _check(known: Followed, step: ReturnStep, by: str) -> None:
    if not known.may(step):
        why, fix = _WHY_NOT[known.state]
        last = known.steps[-1] if known.steps else None
        who = f" ({last.by.partition(' <')[0]}, {last.on})" if last else ""
        raise refuse("RETURN.TURN", f"entry {known.stored.seq} cannot have the step {step.value}: {why}{who}", fix)
    if step is ReturnStep.ACCEPT and by == known.sent_by:
        raise refuse("RETURN.FOUR_EYES", "accepting takes another person than sent it", "Ask somebody else in finance")


def _state(steps: Sequence[StepOfReturn], in_force: bool) -> ReturnState:
    if not in_force:
        return ReturnState.SUPERSEDED
    return _STATE_AFTER[steps[-1].step] if steps else ReturnState.RECEIVED
