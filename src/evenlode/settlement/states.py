"""States of a contract year's statements, from flex to reconciled, and which step may follow which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from evenlode.money import Pence, pounds
from evenlode.problems import Refusal, refuse
from evenlode.results import Period, say_day
from evenlode.settlement.cuts import Cuts

Side = Literal["earned", "not earned"]
"""What a dispute is about: money that the statement pays, or money that it does not."""


class Step(StrEnum):
    """What somebody does to a statement."""

    FREEZE = "freeze"
    PREPARE = "prepare"
    REJECT = "reject"
    APPROVE = "approve"
    ISSUE = "issue"
    DISPUTE = "dispute"
    RESOLVE = "resolve"
    RECONCILE = "reconcile"


class State(StrEnum):
    """Where a statement is. Before its year is frozen: where the data of the year are."""

    FLEX = "flex"
    REFRESH = "refresh"
    FREEZE = "freeze"
    CALCULATED = "calculated"
    REJECTED = "rejected"
    PREPARED = "prepared"
    APPROVED = "approved"
    ISSUED = "issued"
    DISPUTED = "disputed"
    SUSPENSE = "suspense"
    RESOLVED = "resolved"
    RECONCILED = "reconciled"


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken: with which version of the year's statement, by whom, and on which day.

    dispute: the number of the dispute that it raises or resolves. amount: pence that a dispute puts into suspense;
    to_provider: what of them a resolution gives the provider. taken: what an issue takes out of open disputes, since it
    is clawed back or the line that it is about has gone, as pairs of dispute and pence.
    """

    step: Step
    version: int
    by: str
    on: date
    because: str = ""
    dispute: int = 0
    line: str = ""
    side: Side = "earned"
    amount: Pence = 0
    to_provider: Pence = 0
    taken: tuple[tuple[int, Pence], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """A dispute that nobody has resolved: what it is about, and the pence of it that are still in suspense."""

    number: int
    version: int
    line: str
    side: Side
    left: Pence
    because: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a resolution moved for good: so many pence off the side of the line that the dispute was about.

    From earned to what is reinvested, or from what was not earned to the provider. version: the one issued then.
    """

    dispute: int
    version: int
    line: str
    side: Side
    moved: Pence


@dataclass(frozen=True, slots=True)
class History:
    """Every step of one contract year, in the order in which they were taken, and the newest version calculated."""

    year: Period
    calculated: int
    done: tuple[Done, ...] = ()

    def last(self, step: Step, version: int | None = None) -> Done | None:
        """The last step of its kind, of one version where it is given."""
        same = (one for one in reversed(self.done) if one.step is step)
        return next((one for one in same if version in (None, one.version)), None)

    @property
    def frozen(self) -> int | None:
        """The version that was frozen last."""
        found = self.last(Step.FREEZE)
        return found.version if found else None

    @property
    def issued(self) -> int | None:
        """The version that was issued last: the one that the ledger holds."""
        found = self.last(Step.ISSUE)
        return found.version if found else None

    def open_disputes(self) -> tuple[OpenDispute, ...]:
        """The disputes that are not resolved, the oldest first."""
        resolved = {one.dispute for one in self.done if one.step is Step.RESOLVE}
        taken: dict[int, Pence] = {}
        for one in self.done:
            for dispute, amount in one.taken:
                taken[dispute] = taken.get(dispute, 0) + amount
        return tuple(
            OpenDispute(
                one.dispute, one.version, one.line, one.side, one.amount - taken.get(one.dispute, 0), one.because
            )
            for one in self.done
            if one.step is Step.DISPUTE and one.dispute not in resolved
        )

    @property
    def in_dispute(self) -> Pence:
        """What open disputes hold in suspense."""
        return sum(one.left for one in self.open_disputes())

    def resolved(self) -> tuple[Resolved, ...]:
        """What each resolution moved, in order."""
        return tuple(
            Resolved(open_.number, before.issued or 0, open_.line, open_.side, _moved(open_, one))
            for place, one in enumerate(self.done)
            if one.step is Step.RESOLVE
            for before in [replace(self, done=self.done[:place])]
            for open_ in before.open_disputes()
            if open_.number == one.dispute
        )

    @property
    def versions_issued(self) -> tuple[int, ...]:
        """Every version that was issued, in order."""
        return tuple(one.version for one in self.done if one.step is Step.ISSUE)

    def state(self, version: int, cuts: Cuts, today: date) -> State:
        """Where a version is today."""
        steps = [one.step for one in self.done if one.version == version]
        if not steps:
            return self._of_the_data(cuts, today)
        if Step.RECONCILE in steps:
            return State.RECONCILED
        if Step.ISSUE in steps:
            return self._after_issue(version)
        return {
            Step.FREEZE: State.CALCULATED,
            Step.PREPARE: State.PREPARED,
            Step.REJECT: State.REJECTED,
            Step.APPROVE: State.APPROVED,
        }[steps[-1]]

    def _of_the_data(self, cuts: Cuts, today: date) -> State:
        if today <= cuts.flex(self.year):
            return State.FLEX
        return State.REFRESH if today <= cuts.refresh(self.year) else State.FREEZE

    def _after_issue(self, version: int) -> State:
        own = [one for one in self.open_disputes() if one.version == version]
        if any(one.left for one in own):
            return State.SUSPENSE
        if own:
            return State.DISPUTED
        return State.RESOLVED if self.last(Step.RESOLVE, version) else State.ISSUED


_BEFORE = {
    Step.PREPARE: (Step.FREEZE,),
    Step.REJECT: (Step.PREPARE, Step.APPROVE),
    Step.APPROVE: (Step.PREPARE,),
    Step.ISSUE: (Step.APPROVE,),
}
"""The step of the same version that each step follows."""


def check_step(history: History, new: Done, cuts: Cuts, editors: Iterable[str] = ()) -> None:
    """Raise a Refusal where the step may not be taken. editors: who recorded what the statement rests on."""
    check = {
        Step.FREEZE: _freeze,
        Step.DISPUTE: _dispute,
        Step.RESOLVE: _resolve,
        Step.RECONCILE: _reconcile,
    }.get(new.step)
    if history.done and new.on < history.done[-1].on:
        message = f"the step before was taken on {say_day(history.done[-1].on)}"
        raise _refused("STATEMENT.DATE", message, "Give that day or a later one", new)
    if check:
        check(history, new, cuts)
    else:
        _in_turn(history, new, cuts)
    if new.step is Step.APPROVE:
        _four_eyes(history, new, set(editors))


def _freeze(history: History, new: Done, cuts: Cuts) -> None:
    if not history.calculated or new.version != history.calculated:
        message = f"version {new.version} is not the newest calculation of the year"
        raise _refused("STATEMENT.STATE", message, f"Freeze version {history.calculated}", new)
    if new.on <= cuts.freeze(history.year):
        day = say_day(cuts.freeze(history.year))
        raise _refused("STATEMENT.UNFROZEN", f"data of the year may change until {day}", "Wait for that day", new)
    frozen = history.frozen
    if frozen == new.version:
        raise _refused("STATEMENT.STATE", f"version {new.version} is frozen already", "Prepare it", new)
    if frozen and not history.last(Step.ISSUE, frozen) and not history.last(Step.REJECT, frozen):
        message = f"version {frozen} is frozen and not issued yet"
        raise _refused("STATEMENT.STATE", message, "Issue or reject it first; what came later follows it", new)


def _in_turn(history: History, new: Done, cuts: Cuts) -> None:
    steps = [one.step for one in history.done if one.version == new.version]
    if not steps:
        day = say_day(cuts.freeze(history.year))
        message = f"version {new.version} of the statement is not frozen: its data may still change"
        raise _refused("STATEMENT.UNFROZEN", message, f"Freeze the year first, which can be done after {day}", new)
    if steps[-1] not in _BEFORE[new.step]:
        wanted = " or ".join(_BEFORE[new.step])
        message = f"the last step of version {new.version} was {steps[-1]}, and {new.step} follows {wanted}"
        raise _refused("STATEMENT.STATE", message, "Take the steps in their order", new)


def _four_eyes(history: History, new: Done, editors: set[str]) -> None:
    prepared = history.last(Step.PREPARE, new.version)
    if prepared and prepared.by == new.by:
        message = f"{new.by} prepared the statement, and approving takes another person"
        raise _refused("STATEMENT.FOUR_EYES", message, "Ask somebody else to approve it", new)
    if new.by in editors:
        message = f"{new.by} recorded something that the statement rests on"
        raise _refused("STATEMENT.FOUR_EYES", message, "Ask somebody else to approve it", new)


def _dispute(history: History, new: Done, cuts: Cuts) -> None:
    if history.issued != new.version or history.last(Step.RECONCILE, new.version):
        message = f"version {new.version} is not an issued statement that is still open"
        raise _refused("STATEMENT.STATE", message, "Dispute the version that was issued last, before it is closed", new)
    if new.amount < 0:
        raise _refused("MONEY.RANGE", "a disputed amount is below £0", "Give £0 or more", new)


def _resolve(history: History, new: Done, cuts: Cuts) -> None:
    found = next((one for one in history.open_disputes() if one.number == new.dispute), None)
    if found is None:
        message = f"there is no open dispute {new.dispute}"
        raise _refused("STATEMENT.DISPUTE", message, "Name an open dispute: evenlode statement show lists them", new)
    if not 0 <= new.to_provider <= found.left:
        message = f"{pounds(new.to_provider)} cannot go to the provider: {pounds(found.left)} is in suspense for it"
        raise _refused("MONEY.RANGE", message, "Give it no more than that, and £0 at least", new)


def _reconcile(history: History, new: Done, cuts: Cuts) -> None:
    if history.issued != new.version or history.last(Step.RECONCILE, new.version):
        message = f"version {new.version} is not an issued statement that is still open"
        raise _refused("STATEMENT.STATE", message, "Reconcile the version that was issued last, once", new)
    if still := history.open_disputes():
        named = ", ".join(str(one.number) for one in still)
        raise _refused("STATEMENT.DISPUTE", f"disputes are open: {named}", "Resolve them first", new)


def _refused(rule: str, message: str, fix: str, new: Done) -> Refusal:
    return refuse(rule, message, fix, file="statement", field=str(new.step))


def _moved(dispute: OpenDispute, resolution: Done) -> Pence:
    return resolution.to_provider if dispute.side == "not earned" else dispute.left - resolution.to_provider


def without(disputes: Iterable[OpenDispute], taken: Iterable[tuple[int, Pence]]) -> tuple[OpenDispute, ...]:
    """The disputes after so much was taken out of each: pairs of dispute and pence."""
    out = dict(taken)
    return tuple(replace(one, left=one.left - out.get(one.number, 0)) for one in disputes)


def taken_from(disputes: Sequence[OpenDispute], amount: Pence) -> tuple[tuple[int, Pence], ...]:
    """So much out of what disputes hold in suspense, the oldest first: pairs of dispute and pence."""
    found, left = [], amount
    for one in disputes:
        part = min(one.left, left)
        if part:
            found.append((one.number, part))
            left -= part
    return tuple(found)
