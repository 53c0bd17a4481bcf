"""What was supplied to a workspace, as its journal knew it on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evenlode.job.workspace import Workspace
from evenlode.payment import NOTHING_SUPPLIED as NOTHING_BESIDE
from evenlode.payment import Supplied as Beside
from evenlode.results import HeadCount, Outturn, Period

if TYPE_CHECKING:
    from evenlode.data.supplied.supplied import Audited, PublishedJudgement


@dataclass(frozen=True, slots=True)
class SuppliedFigures:
    """Supplied outturns, published statuses, official figures that only stand beside, audited costs and head counts."""

    outturns: tuple[Outturn, ...] = ()
    judgements: tuple[PublishedJudgement, ...] = ()
    benchmarks: tuple[Outturn, ...] = ()
    invented: bool = False
    audited: tuple[Audited, ...] = ()
    heads: tuple[HeadCount, ...] = ()

    def beside(self, year: Period) -> Beside:
        """What the year's settlement needs that no outturn holds."""
        audited = next((one for one in self.audited if one.year == year), None)
        heads = tuple(count for count in self.heads if year.covers(count.month))
        if audited is None:
            return Beside(heads=heads) if heads else NOTHING_BESIDE
        return Beside(costs=audited.costs, heads=heads, suspense=audited.suspense)


NOTHING_SUPPLIED = SuppliedFigures()


def supplied_figures(workspace: Workspace, as_known_on: date | None) -> SuppliedFigures:
    """Everything supplied up to the day (default: all of it), later figures in place of earlier ones."""
    if not workspace.records.exists():
        return NOTHING_SUPPLIED
    from evenlode.records.journal import Journal
    from evenlode.records.supply import (
        is_invented,
        supplied_audited,
        supplied_benchmarks,
        supplied_heads,
        supplied_judgements,
        supplied_outturns,
    )

    with Journal.open(workspace.records) as journal:
        return SuppliedFigures(
            outturns=tuple(supplied_outturns(journal, as_known_on)),
            judgements=tuple(supplied_judgements(journal, as_known_on)),
            benchmarks=tuple(supplied_benchmarks(journal, as_known_on)),
            invented=is_invented(journal, as_known_on),
            audited=tuple(supplied_audited(journal, as_known_on)),
            heads=tuple(supplied_heads(journal, as_known_on)),
        )
