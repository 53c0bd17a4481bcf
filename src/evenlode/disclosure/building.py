"""From outturns to sheets: which base cells there are, and which of them every figure adds up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from evenlode.disclosure.nesting import Nesting, nesting, piece_of
from evenlode.disclosure.sums import NOBODY, BaseCell, Counts, Figure, Place, Sheet, Span, Table
from evenlode.disclosure.what import What
from evenlode.problems import Level, Problem, Refusal
from evenlode.results import EVERYONE, Kind, Outturn, Period

_HALF = "its providers and segments are not divided by one another, so the audit cannot tie them together"
_Values = Mapping[tuple[Period, str, str], Counts]
"""Exact counts by period, provider and segment, of one indicator and span."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Figures that no release can show, and why."""

    indicator: str
    count: int
    why: str


class _Made(Enum):
    """What a longer figure is made of."""

    SUM = "the months added up"
    LAST = "the last month"
    OWN = "counted anew"


def build_sheets(
    outturns: Iterable[Outturn], what: What, years: Sequence[Period], members: Mapping[str, frozenset[str]]
) -> tuple[list[Sheet], list[LeftOut]]:
    """The sheets of a release, one an indicator, with every figure that was asked for; and what cannot be shown.

    years: the contract years, for figures of the year to date. members: what each segment is made of. A figure with
    nobody in it has no outturn: it is a figure of nobody, since a missing line would say the same.

    Raises a Refusal that names every outturn whose counts are impossible.
    """
    wanted = [one for one in outturns if not what.indicators or one.indicator in what.indicators]
    usable, left_out = _usable(wanted)
    by_indicator: dict[str, list[Outturn]] = defaultdict(list)
    for one in usable:
        by_indicator[one.indicator].append(one)
    sheets = []
    for name, rows in sorted(by_indicator.items()):
        crossed = _without_half_tables(rows)
        if len(crossed) < len(rows):
            left_out.append(LeftOut(name, len(rows) - len(crossed), _HALF))
        sheets.append(_Indicator(name, _nested(crossed, what, members), members).sheet(what, years))
    return [sheet for sheet in sheets if sheet.figures], left_out


def _nested(rows: Sequence[Outturn], what: What, members: Mapping[str, frozenset[str]]) -> Sequence[Outturn]:
    """The rows; those of the segments asked for alone where all segments do not lie in one another.

    Otherwise every segment stays in the audit, whichever are shown, so that all releases speak of the same pieces.
    """
    try:
        nesting(sorted({one.segment for one in rows} - {EVERYONE}), members)
    except Refusal:
        return [one for one in rows if one.segment == EVERYONE or not what.segments or one.segment in what.segments]
    return rows


def _without_half_tables(rows: Sequence[Outturn]) -> list[Outturn]:
    """The rows, without segments where a span has providers and segments but not both together."""
    tables: dict[str, set[Table]] = defaultdict(set)
    for one in rows:
        tables[one.grain].add(Table.of(one.provider, one.segment))
    half = any({Table.BY_PROVIDER, Table.BY_SEGMENT} <= some and Table.BY_BOTH not in some for some in tables.values())
    return [one for one in rows if not half or one.segment == EVERYONE]


def _usable(outturns: Iterable[Outturn]) -> tuple[list[Outturn], list[LeftOut]]:
    usable: list[Outturn] = []
    problems: list[Problem] = []
    left_out: dict[tuple[str, str], int] = defaultdict(int)
    for one in outturns:
        if one.kind is not Kind.PROPORTION or one.numerator is None or one.denominator is None:
            left_out[one.indicator, "it is not two counts of people, so nothing can be said about who is in it"] += 1
        elif one.stratum != EVERYONE:
            left_out[one.indicator, "it is of one group among several that the audit does not follow"] += 1
        elif not 0 <= one.numerator <= one.denominator:
            problems.append(_impossible(one))
        else:
            usable.append(one)
    if problems:
        raise Refusal(problems)
    return usable, [LeftOut(name, count, why) for (name, why), count in sorted(left_out.items())]


def _counts(one: Outturn) -> Counts:
    numerator, denominator = one.numerator or 0, one.denominator or 0
    return Counts(numerator, denominator - numerator)


def _impossible(one: Outturn) -> Problem:
    message = "a count is below zero, or the numerator is above the denominator"
    place = f"{one.indicator}, {one.grain} {one.period}, {one.provider}, {one.segment}"
    return Problem("VALUE.RANGE", Level.REJECT_FILE, place, None, "numerator", message, "Correct the run, then release")


class _Indicator:
    """One indicator's counts, and the base cells beneath them."""

    def __init__(self, name: str, rows: Sequence[Outturn], members: Mapping[str, frozenset[str]]) -> None:
        self.name = name
        self.values: dict[Span, dict[tuple[Period, str, str], Counts]] = defaultdict(dict)
        self.definition: dict[tuple[Span, Period], str] = {}
        for one in rows:
            self.values[Span(one.grain.value)][one.period, one.provider, one.segment] = _counts(one)
            self.definition[Span(one.grain.value), one.period] = one.definition
        self.providers = sorted({one.provider for one in rows} - {EVERYONE})
        self.segments = sorted({one.segment for one in rows} - {EVERYONE})
        self.nesting: Nesting = nesting(self.segments, members)
        self.base = min(self.values, key=list(Span).index)
        self.base_periods = sorted({period for period, _, _ in self.values[self.base]})
        self.cells: list[BaseCell] = []
        self.at: dict[Place, int] = {}
        self._add_cells(self.base)
        self.made = {span: self._made(span) for span in self.values}
        for span, made in self.made.items():
            if made is _Made.OWN:
                self._add_cells(span)

    def sheet(self, what: What, years: Sequence[Period]) -> Sheet:
        """Every figure that was asked for, in the order of the tables."""
        figures = [
            figure
            for table, span in sorted(what.tables, key=lambda pair: (list(Table).index(pair[0]), pair[1]))
            for figure in self._figures(table, span, years)
            if (what.within is None or what.within.covers(figure.period))
            and (figure.segment == EVERYONE or not what.segments or figure.segment in what.segments)
        ]
        inner = "; ".join(f"{name}: {', '.join(some)}" for name, some in sorted(self.nesting.children.items()))
        return _trimmed(Sheet(self.name, tuple(self.cells), tuple(figures), f"by {self.base}; {inner}"))

    def _add_cells(self, span: Span) -> None:
        """The base cells of every period of a span. A piece that is always empty is no cell: everybody knows that."""
        values = self.values[span]
        found = {
            Place(provider, piece, period.start, period.end): counts
            for period in sorted({period for period, _, _ in values})
            for (provider, piece), counts in self._in_period(values, period).items()
        }
        lived_in = {place[:2] for place, counts in found.items() if counts.denominator}
        lived_in |= {(one, piece) for one in self.providers for piece in {piece for _, piece in lived_in}}
        for place, counts in found.items():
            if place[:2] in lived_in:
                self.at[place] = len(self.cells)
                self.cells.append(BaseCell(place, counts))

    def _in_period(self, values: _Values, period: Period) -> dict[tuple[str, str], Counts]:
        """The counts of every provider and piece; whoever is in a total alone belongs to no provider."""
        found = {
            (provider, piece): counts
            for provider in self.providers
            for piece, counts in self._pieces(values, period, provider).items()
        }
        for piece, counts in self._pieces(values, period, EVERYONE).items():
            for provider in self.providers:
                counts = counts.plus(found[provider, piece], -1)
            found[NOBODY, piece] = counts
        return {key: Counts(max(0, one.numerator), max(0, one.complement)) for key, one in found.items()}

    def _pieces(self, values: _Values, period: Period, provider: str) -> dict[str, Counts]:
        """What each segment holds beside the segments inside it."""
        found = {}
        for segment, inner in self.nesting.children.items():
            counts = values.get((period, provider, segment), Counts())
            for child in inner:
                counts = counts.plus(values.get((period, provider, child), Counts()), -1)
            found[piece_of(segment, bool(inner))] = counts
        return found

    def _made(self, span: Span) -> _Made:
        """How the figures of a span come of the base cells, told by the figures themselves."""
        if span is self.base:
            return _Made.SUM
        base = self.values[self.base]
        rest = {_Made.SUM, _Made.LAST}
        inside = {period: self._base_periods(period) for period in {period for period, _, _ in self.values[span]}}
        for (period, provider, segment), counts in self.values[span].items():
            parts = [base.get((one, provider, segment), Counts()) for one in inside[period]]
            total = Counts(sum(one.numerator for one in parts), sum(one.complement for one in parts))
            rest &= ({_Made.SUM} if parts and total == counts else set()) | (
                {_Made.LAST} if parts and parts[-1] == counts else set()
            )
        return _Made.SUM if _Made.SUM in rest else _Made.LAST if rest else _Made.OWN

    def _base_periods(self, period: Period) -> list[Period]:
        return [one for one in self.base_periods if period.covers(one)]

    def _figures(self, table: Table, span: Span, years: Sequence[Period]) -> Iterator[Figure]:
        if span is Span.YEAR_TO_DATE:
            yield from self._to_date(table, years)
            return
        values = self.values.get(span, {})
        if any(Table.of(provider, segment) is table for _, provider, segment in values):
            for period in sorted({period for period, _, _ in values}):
                parts = self._periods_of(span, period)
                for provider, segment in self._lines(table):
                    counts = values.get((period, provider, segment), Counts())
                    yield self._figure(span, period, provider, segment, counts, parts)

    def _periods_of(self, span: Span, period: Period) -> list[Period]:
        if span is self.base or self.made[span] is _Made.OWN:
            return [period]
        parts = self._base_periods(period)
        return parts if self.made[span] is _Made.SUM else parts[-1:]

    def _to_date(self, table: Table, years: Sequence[Period]) -> Iterator[Figure]:
        """Months added up since the contract year began; nothing where longer figures are counted anew, or are none."""
        months = self.values.get(Span.MONTH, {})
        made = self.made.get(Span.CONTRACT_YEAR, self.made.get(Span.QUARTER))
        known = {Table.of(provider, segment) for _, provider, segment in months}
        if made in (None, _Made.OWN) or table not in known:
            return
        for year in years:
            inside = [one for one in sorted({one for one, _, _ in months}) if year.covers(one)]
            for place, last in enumerate(inside, start=1):
                parts = inside[place - 1 : place] if made is _Made.LAST else inside[:place]
                for provider, segment in self._lines(table):
                    counts = Counts()
                    for part in parts:
                        counts = counts.plus(months.get((part, provider, segment), Counts()))
                    period = Period(year.start, last.end)
                    yield self._figure(Span.YEAR_TO_DATE, period, provider, segment, counts, parts)

    def _lines(self, table: Table) -> list[tuple[str, str]]:
        providers = self.providers if table in (Table.BY_PROVIDER, Table.BY_BOTH) else [EVERYONE]
        segments = self.segments if table in (Table.BY_SEGMENT, Table.BY_BOTH) else [EVERYONE]
        return [(provider, segment) for provider in providers for segment in segments]

    def _figure(
        self, span: Span, period: Period, provider: str, segment: str, counts: Counts, parts: Sequence[Period]
    ) -> Figure:
        providers = [*self.providers, NOBODY] if provider == EVERYONE else [provider]
        places = [
            Place(one, piece, part.start, part.end)
            for one in providers
            for piece in self.nesting.pieces(segment)
            for part in parts
        ]
        cells = tuple(sorted(self.at[place] for place in places if place in self.at))
        spare = counts
        for cell in cells:
            spare = spare.plus(self.cells[cell].counts, -1)
        definition = self.definition.get((span, period), self.definition.get((self.base, parts[-1]), ""))
        return Figure(span, period, provider, segment, definition, counts, cells, spare)


def _trimmed(sheet: Sheet) -> Sheet:
    """The sheet without the base cells that no figure of it adds up."""
    used = sorted({cell for figure in sheet.figures for cell in figure.cells})
    new = {cell: place for place, cell in enumerate(used)}
    figures = tuple(_renumbered(figure, new) for figure in sheet.figures)
    return replace(sheet, cells=tuple(sheet.cells[cell] for cell in used), figures=figures)


def _renumbered(figure: Figure, new: Mapping[int, int]) -> Figure:
    return replace(figure, cells=tuple(new[cell] for cell in figure.cells))
