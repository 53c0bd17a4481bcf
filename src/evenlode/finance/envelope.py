"""The envelope through time: each year from the one before, line by line, with what no document explains as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.scope import Move
from evenlode.finance.tables import Fact
from evenlode.finance.thousands import Thousands
from evenlode.finance.years import financial_year, months, name_of, year_names
from evenlode.problems import refuse


@dataclass(frozen=True, slots=True)
class Line:
    """A change of the envelope in one year: what it is, thousands of pounds, and where it is printed."""

    what: str
    amount: Thousands
    source: str
    is_explained: bool = True


@dataclass(frozen=True, slots=True)
class EnvelopeYear:
    """One financial year. closing is opening and every line; flat cash of funders is a part of it; beside is not.

    contributions: what named funders pay of it; rest: what is left for the health funder. real: the contributions at
    the prices of the first year, by the inflators up to this one.
    """

    year: str
    opening: Thousands
    lines: tuple[Line, ...]
    contributions: tuple[Line, ...]
    beside: tuple[Line, ...]
    deflator: Fraction

    @property
    def closing(self) -> Thousands:
        """The envelope of the year."""
        return self.opening + sum((line.amount for line in self.lines), Fraction(0))

    @property
    def rest(self) -> Thousands:
        """What the named contributions leave to be paid."""
        return self.closing - sum((line.amount for line in self.contributions), Fraction(0))

    def real(self, line: Line) -> Thousands:
        """A contribution at the prices of the first year."""
        return line.amount / self.deflator

    @property
    def not_explained(self) -> Thousands:
        """The part of the year's change that no document itemises."""
        return sum((line.amount for line in self.lines if not line.is_explained), Fraction(0))


def envelope_by_year(
    facts: Sequence[Fact], case: Thousands | None = None, moves: Sequence[Move] = ()
) -> tuple[EnvelopeYear, ...]:
    """Every financial year from the first printed value to the last fact that names a year.

    A year's envelope is the one before x (1 + inflator), plus growth, agreed investments and scope that moved in or
    out (by the months of the year it is in force). Where a value is printed for the year, what is then missing becomes
    a line of its own. case: the envelope of the business case; its gap to the first printed value becomes a line too.
    Raises a Refusal where no value is printed.
    """
    values = {year: fact for fact in facts if fact.counts_as == "value" for year in year_names(fact.year) or ()}
    if not values:
        raise refuse("ENVELOPE.VALUE", "no fact counts as value, so the envelope has no start", "Add the first value")
    first = min(values)
    last = max(year for fact in facts if fact.counts_as != "not used" for year in year_names(fact.year) or (first,))
    found: list[EnvelopeYear] = []
    deflator = Fraction(1)
    for start in range(int(first[:4]), int(last[:4]) + 1):
        year = name_of(start)
        opening = found[-1].closing if found else case if case is not None else values[first].value
        lines = [] if not found else _changes(year, opening, facts, moves)
        deflator *= 1 + sum((one.value for one in _of("inflator", year, facts)), Fraction(0)) if found else 1
        if year in values:
            lines.extend(
                _residual(values[year], opening + sum((one.amount for one in lines), Fraction(0)), bool(found))
            )
        contributions = tuple(Line(one.name, one.value, one.printed_in) for one in _of("contribution", year, facts))
        beside = tuple(Line(one.name, one.value, one.printed_in) for one in _of("beside", year, facts))
        found.append(EnvelopeYear(year, opening, tuple(lines), contributions, beside, deflator))
    return tuple(found)


def _changes(year: str, opening: Thousands, facts: Sequence[Fact], moves: Sequence[Move]) -> list[Line]:
    """What changes the envelope from the year before: rates on the opening, amounts as they are, moves of scope."""
    lines = [
        Line(fact.name, opening * fact.value if counts_as != "investment" else fact.value, fact.printed_in)
        for counts_as in ("inflator", "growth", "investment")
        for fact in _of(counts_as, year, facts)
    ]
    for move in moves:
        amount = _moved(move, year)
        if amount:
            lines.append(Line(f"{move.service} moves from {move.origin} to {move.to} on {move.on}", amount, move.by))
    return lines


def _moved(move: Move, year: str) -> Thousands:
    """What a move adds to the year beyond what it added to the year before: the whole of it over the two years."""
    sign = (move.to == "initial scope") - (move.origin == "initial scope")
    here, before = (_share_in_force(move, name_of(start)) for start in (int(year[:4]), int(year[:4]) - 1))
    return sign * move.amount * (here - before)


def _share_in_force(move: Move, year: str) -> Fraction:
    period = financial_year(year)
    return months(max(move.on, period.start), period.end) / 12


def _residual(printed: Fact, computed: Thousands, is_later: bool) -> list[Line]:
    gap = printed.value - computed
    if not gap:
        return []
    what = "Not itemised in any document" if is_later else "From the business case to the start; not explained"
    return [Line(what, gap, printed.printed_in, is_explained=False)]


def _of(counts_as: str, year: str, facts: Sequence[Fact]) -> list[Fact]:
    """The facts of a sort that hold in a year."""
    return [
        fact
        for fact in facts
        if fact.counts_as == counts_as and ((names := year_names(fact.year)) is None or year in names)
    ]
