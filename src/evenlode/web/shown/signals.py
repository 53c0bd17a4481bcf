"""Signals: what the rows of a run ask about, and what has been answered by now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evenlode.report.signals import NO_ANSWER, SignalRow
from evenlode.report.tables import Table
from evenlode.results import EVERYONE

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.signals.signal import Signal
    from evenlode.terms.contract import Contract
    from evenlode.web.shown.kept import Kept


@dataclass(frozen=True, slots=True)
class Question:
    """One signal that asks for an answer. answer: the last one, empty without any."""

    signal: Signal
    row: SignalRow
    answer: str

    @property
    def key(self) -> str:
        """What it is called where it is answered."""
        return self.signal.key


@dataclass(frozen=True, slots=True)
class Asked:
    """The signals of a run's year that a reader may see. finding: of all of them, empty where some are not told.

    open: how many of them nobody has answered.
    """

    finding: str
    open: int
    questions: tuple[Question, ...]
    table: Table | None


def asked_of(workspace: Workspace, contract: Contract, kept: Kept, sees: Callable[[str], bool]) -> Asked | None:
    """The signals of the run, with the answers that the journal has today; None where there is nothing to tell.

    sees: whether the reader sees what a provider, or all of them together, answers for.
    """
    from evenlode.job.signals import beside, told

    signals = beside(workspace.runs / kept.run / "outturns.csv")
    found = told(contract, workspace, kept.year, signals, kept.report.invented)
    if found is None:
        return None
    asking = [one for one in signals if one.period == kept.year and one.asks]
    questions = tuple(
        Question(one, row, "" if row.answer == NO_ANSWER else row.answer)
        for one, row in zip(asking, found.rows, strict=True)
        if sees(one.provider)
    )
    sees_all = sees(EVERYONE)
    if not questions and not sees_all:
        return None
    told_here = replace(found, rows=tuple(one.row for one in questions))
    return Asked(
        found.finding if sees_all else "", sum(not one.answer for one in questions), questions, told_here.table()
    )
