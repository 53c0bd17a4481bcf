"""What is asked to be released: tables and how long their figures are; and the one thing that is never released."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evenlode.disclosure.sums import Span, Table
from evenlode.problems import refuse
from evenlode.results import Period

_SHORT = {"month": Span.MONTH, "quarter": Span.QUARTER, "year": Span.CONTRACT_YEAR, "rolling": Span.ROLLING_YEAR}
_SPANS = {**_SHORT, "year-to-date": Span.YEAR_TO_DATE}
USUAL = frozenset(
    {(Table.HEADLINE, span) for span in (Span.MONTH, Span.QUARTER, Span.CONTRACT_YEAR)}
    | {(table, Span.MONTH) for table in (Table.BY_PROVIDER, Table.BY_SEGMENT, Table.BY_BOTH)}
)
"""What a release shows unless told otherwise: months of everything, and longer spans of the headline.

Each further span of a small group is one more equation about it, and costs other numbers their place.
"""


@dataclass(frozen=True, slots=True)
class What:
    """The tables and spans of a release, narrowed to some indicators, segments and days where these are given."""

    tables: frozenset[tuple[Table, Span]] = USUAL
    indicators: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    within: Period | None = None

    def __post_init__(self) -> None:
        both = sorted(span.value for table, span in self.tables if table is Table.BY_BOTH)
        if Span.ROLLING_YEAR in both:
            message = "figures by provider and segment over rolling 12 months give single months away by subtraction"
            fix = "Release months or the year to date at that level, not rolling windows"
            raise refuse("DISCLOSURE.ROLLING", message, fix, field="what")
        if {Span.MONTH, Span.YEAR_TO_DATE} <= set(both):
            raise months_and_to_date("what")


def months_and_to_date(field: str) -> Exception:
    """The refusal of months beside the year to date at the level of provider and segment."""
    message = "figures by provider and segment go out either by month or for the year to date, never both"
    fix = "Keep to the one that was released first"
    return refuse("DISCLOSURE.MONTHS_AND_TO_DATE", message, fix, field=field)


def read_what(texts: Iterable[str]) -> frozenset[tuple[Table, Span]]:
    """Tables and spans from 'headline', 'by-provider:month' and the like; the usual ones where nothing is said.

    A table without a span stands for the spans that it usually has. Raises a Refusal for any other word.
    """
    found: set[tuple[Table, Span]] = set()
    for text in texts:
        name, _, span = text.partition(":")
        if name not in list(Table) or (span and span not in _SPANS):
            message = f'"{text}" is neither a table nor a table with a span'
            fix = f"Write one of {', '.join(Table)}, alone or with one of {', '.join(':' + one for one in _SPANS)}"
            raise refuse("DISCLOSURE.WHAT", message, fix, field="what")
        table = Table(name)
        found |= {(table, _SPANS[span])} if span else {pair for pair in USUAL if pair[0] is table}
    return frozenset(found) or USUAL
