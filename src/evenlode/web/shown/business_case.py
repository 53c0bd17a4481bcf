"""The business case: projections, room under the cap, savings and benchmark, with what-if changes on top of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evenlode.report.documents.document import Block, Document, Heading, NewPage
from evenlode.report.finance import case_tables
from evenlode.report.finance.case_blocks import case_blocks
from evenlode.report.finance.parts import CasePart
from evenlode.report.tables import Table
from evenlode.web.shown.downloads import Named

if TYPE_CHECKING:
    from evenlode.finance.case import Case

FIRST_OF_THE_PRINT = "What is odd about the case"
"""The heading after which the case speaks of real places and people by name."""


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """The page. changes: what was changed, as typed; known: the assumptions that can be, with what is declared."""

    headline: str
    changes: tuple[str, ...]
    known: tuple[str, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Named, ...]


def business_case(title: str, case: Case, changes: Sequence[str], *, under_aliases: bool = False) -> BusinessCase:
    """The page of a case, changed or as declared.

    under_aliases: leave out what names real places and studies; the contract's own names are the page's to replace.
    """
    from evenlode.finance.assumptions import FIGURES

    blocks = tuple(case_blocks(CasePart(title, case)))
    benchmark = case_tables.benchmark(case)
    if under_aliases:
        benchmark = _numbered(benchmark)
        blocks = (*_before_the_print(blocks), Heading("Benchmark from case studies"), benchmark)
    return BusinessCase(
        headline=f"{case.dominance.verdict}.",
        changes=tuple(changes),
        known=tuple(FIGURES),
        blocks=blocks,
        tables=(
            Named("against-efficiency", case_tables.against_efficiency(case)),
            Named("room", case_tables.room(case)),
            Named("projections", case_tables.projections(case)),
            Named("benchmark", benchmark),
        ),
    )


def as_workbook(title: str, shown: BusinessCase, *, invented: bool) -> bytes:
    """The whole case as it is shown, changes and all: its text on the first sheet, each table on one of its own."""
    from evenlode.report.documents.as_xlsx import render

    mark = "INVENTED. Names are aliases." if invented else ""
    facts = tuple(("What if", one) for one in shown.changes)
    blocks = tuple(one for one in shown.blocks if not isinstance(one, NewPage))
    return render(Document(title, shown.headline, blocks, facts, mark=mark))


def _before_the_print(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks up to the first that speaks of real places."""
    for block in blocks:
        if isinstance(block, Heading) and block.said == FIRST_OF_THE_PRINT:
            return
        yield block


def _numbered(table: Table) -> Table:
    """The benchmark with a number in place of each study's name."""
    studies = list(dict.fromkeys(row[0] for row in table.rows))
    return replace(table, rows=tuple((f"Case study {studies.index(row[0]) + 1}", *row[1:]) for row in table.rows))
