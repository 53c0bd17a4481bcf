"""What was supplied to a workspace, as its journal knew it on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evenlode.job.workspace import Workspace
from evenlode.results import Outturn

if TYPE_CHECKING:
    from evenlode.data.supplied.supplied import PublishedJudgement


@dataclass(frozen=True, slots=True)
class SuppliedFigures:
    """Supplied outturns, statuses published without figures, and official figures that only stand beside."""

    outturns: tuple[Outturn, ...] = ()
    judgements: tuple[PublishedJudgement, ...] = ()
    benchmarks: tuple[Outturn, ...] = ()
    invented: bool = False


NOTHING_SUPPLIED = SuppliedFigures()


def supplied_figures(workspace: Workspace, as_known_on: date | None) -> SuppliedFigures:
    """Everything supplied up to the day (default: all of it), later figures in place of earlier ones."""
    if not workspace.records.exists():
        return NOTHING_SUPPLIED
    from evenlode.records.journal import Journal
    from evenlode.records.supply import is_invented, supplied_benchmarks, supplied_judgements, supplied_outturns

    with Journal.open(workspace.records) as journal:
        return SuppliedFigures(
            outturns=tuple(supplied_outturns(journal, as_known_on)),
            judgements=tuple(supplied_judgements(journal, as_known_on)),
            benchmarks=tuple(supplied_benchmarks(journal, as_known_on)),
            invented=is_invented(journal, as_known_on),
        )
