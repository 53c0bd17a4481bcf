"""The business case: projections, room under the cap, savings and benchmark, with what-if changes on top of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evenlode.report.documents.document import Block
from evenlode.report.finance import case_tables
from evenlode.report.finance.case_blocks import case_blocks
from evenlode.report.finance.parts import CasePart
from evenlode.web.shown.downloads import Named

if TYPE_CHECKING:
    from evenlode.finance.case import Case


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """The page. changes: what was changed, as typed; known: the assumptions that can be, with what is declared."""

    headline: str
    changes: tuple[str, ...]
    known: tuple[str, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Named, ...]


def business_case(title: str, case: Case, changes: Sequence[str]) -> BusinessCase:
    """The page of a case, changed or as declared."""
    from evenlode.finance.assumptions import FIGURES

    return BusinessCase(
        headline=f"{case.dominance.verdict}.",
        changes=tuple(changes),
        known=tuple(FIGURES),
        blocks=tuple(case_blocks(CasePart(title, case))),
        tables=(
            Named("against-efficiency", case_tables.against_efficiency(case)),
            Named("room", case_tables.room(case)),
            Named("projections", case_tables.projections(case)),
            Named("benchmark", case_tables.benchmark(case)),
        ),
    )
