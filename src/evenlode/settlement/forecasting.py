"""Forecast in the year: the chance of each level by the judging day, who is still needed, and what it would pay."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence, share_of
from evenlode.payment import judge, pay
from evenlode.payment.yardstick import meets, yardstick_on
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period, Polarity
from evenlode.terms.forms.outcome import Annual
from evenlode.terms.terms import IndicatorTerms, Terms

if TYPE_CHECKING:
    import numpy

DRAWS = 400
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.CONTRACT_YEAR: 12}
_SNAPSHOTS = ("last", "mean of snapshots")


@dataclass(frozen=True, slots=True)
class Reach:
    """One line of an indicator: its name where it is a level, who is still needed for it, and the chance to reach it.

    needed: how many more of those still to be counted have to succeed; where lower is better, how many at most may.
    Below nothing it is out of reach, or was passed already. chance: from 0 to 1.
    """

    level: str
    line: Fraction
    needed: int
    of: int
    chance: float


@dataclass(frozen=True, slots=True)
class IndicatorForecast:
    """Where an indicator stands and where it may end; pence for the money. why_not: why nothing is forecast."""

    indicator: str
    code: str
    title: str
    numerator: int | None = None
    denominator: int | None = None
    known_to: date | None = None
    reaches: tuple[Reach, ...] = ()
    expected: Pence = 0
    low: Pence = 0
    high: Pence = 0
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A year's forecast as of a day. low and high: 10 of 100 drawn years earn less, and 10 earn more.

    accrual: the part of what is expected that belongs to the months that are over.
    """

    year: Period
    as_of: date
    pot: Pence
    draws: int
    indicators: tuple[IndicatorForecast, ...]
    expected: Pence
    low: Pence
    high: Pence
    months: int
    accrual: Pence


@dataclass(frozen=True, slots=True)
class _Standing:
    """An indicator's counts so far, and how many people more the rest of the year will count."""

    terms: IndicatorTerms
    numerator: int
    denominator: int
    more: int
    known_to: date
    template: Outturn
    is_snapshot: bool


def forecast(
    terms: Terms,
    outturns: Iterable[Outturn],
    annual: Mapping[str, Annual],
    as_of: date,
    draws: int = DRAWS,
    seed: int = 1,
) -> Forecast:
    """What the year may come to, from the outturns of its periods up to the day.

    Each drawn year gives every indicator a true share that fits what was counted so far (Beta with half a person
    added to both sides, Jeffreys), then luck for the people still to come, as many in each period as before; then it
    is judged and paid like any other. An indicator whose year is one snapshot is drawn as a new snapshot of the same
    size. Numbers after the point are for looking ahead and never for paying. The same seed gives the same forecast.
    """
    import numpy

    known = [one for one in outturns if _is_whole(one) and terms.year.covers(one.period) and one.period.end <= as_of]
    standings = {
        one.indicator: found
        for one in terms.indicators()
        if (found := _standing(one, known, annual.get(one.indicator, "recount"), terms.year)) is not None
    }
    random = numpy.random.default_rng(seed)
    ends = {name: _drawn(found, random, draws) for name, found in standings.items()}
    others = [one for one in known if one.grain is not Grain.CONTRACT_YEAR or one.indicator not in standings]
    totals, by_line = list[Pence](), dict[str, list[Pence]]()
    for number in range(draws):
        drawn = [_year_outturn(found, terms.year, *ends[name][number]) for name, found in standings.items()]
        payment = pay(judge([*others, *drawn], terms), terms)
        totals.append(payment.earned)
        for line in payment.lines:
            by_line.setdefault(line.indicator or line.outcome, []).append(line.earned)
    months = sum(month.end <= as_of for month in terms.year.months())
    expected = _mean(totals)
    return Forecast(
        year=terms.year,
        as_of=as_of,
        pot=terms.pot,
        draws=draws,
        indicators=tuple(
            _told(one, standings.get(one.indicator), ends.get(one.indicator, ()), by_line, terms.year)
            for one in terms.indicators()
        ),
        expected=expected,
        low=_quantile(totals, 10),
        high=_quantile(totals, 90),
        months=months,
        accrual=share_of(expected, Fraction(months, len(terms.year.months()))),
    )


def _is_whole(one: Outturn) -> bool:
    return (one.provider, one.segment, one.stratum) == (EVERYONE, EVERYONE, EVERYONE)


def _standing(one: IndicatorTerms, known: Sequence[Outturn], annual: Annual, year: Period) -> _Standing | None:
    grain = one.grain if one.grain in _MONTHS else Grain.MONTH
    own = sorted(
        (
            found
            for found in known
            if found.indicator == one.indicator
            and found.grain is grain
            and found.kind is Kind.PROPORTION
            and found.numerator is not None
            and found.denominator
        ),
        key=lambda found: found.period.end,
    )
    if not own:
        return None
    last, periods = own[-1], 12 // _MONTHS[grain]
    if annual in _SNAPSHOTS:
        done = last.period.end == year.end
        count, of = last.numerator or 0, last.denominator or 0
        return _Standing(one, count, of, 0 if done else of, last.period.end, last, not done)
    count, of = sum(found.numerator or 0 for found in own), sum(found.denominator or 0 for found in own)
    ahead = periods - sum(found.period.end <= last.period.end for found in own)
    more = round(Fraction(of, len(own)) * max(ahead, 0))
    return _Standing(one, count, of, more, last.period.end, last, is_snapshot=False)


def _drawn(found: _Standing, random: numpy.random.Generator, draws: int) -> list[tuple[int, int]]:
    """Numerator and denominator of the year in each drawn year."""
    shares = random.beta(found.numerator + 0.5, found.denominator - found.numerator + 0.5, size=draws)
    more = [int(count) for count in random.binomial(found.more, shares)]
    if found.is_snapshot:
        return [(count, found.more) for count in more]
    return [(found.numerator + count, found.denominator + found.more) for count in more]


def _year_outturn(found: _Standing, year: Period, numerator: int, denominator: int) -> Outturn:
    """The year as drawn, with the coverage of the last period."""
    coverage = found.template.coverage
    missing = None if coverage is None else round((1 - coverage) * denominator)
    return replace(
        found.template,
        grain=Grain.CONTRACT_YEAR,
        period=year,
        numerator=numerator,
        denominator=denominator,
        value=None,
        eligible=None if missing is None else denominator,
        missing=missing,
        untimed=None,
    )


def _told(
    one: IndicatorTerms,
    found: _Standing | None,
    ends: Sequence[tuple[int, int]],
    by_line: Mapping[str, Sequence[Pence]],
    year: Period,
) -> IndicatorForecast:
    if found is None:
        return IndicatorForecast(one.indicator, one.code, one.title, why_not="no counts of this year have come yet")
    earned = by_line.get(one.indicator, [0])
    stick = yardstick_on(one, year.end)
    return IndicatorForecast(
        indicator=one.indicator,
        code=one.code,
        title=one.title,
        numerator=found.numerator,
        denominator=found.denominator,
        known_to=found.known_to,
        reaches=tuple(_reach(found, rung.name or "target", rung.line, ends) for rung in (stick.rungs if stick else ())),
        expected=_mean(earned),
        low=_quantile(earned, 10),
        high=_quantile(earned, 90),
    )


def _reach(found: _Standing, level: str, line: Fraction, ends: Sequence[tuple[int, int]]) -> Reach:
    polarity = found.terms.polarity
    counted, so_far = (found.more, 0) if found.is_snapshot else (found.denominator + found.more, found.numerator)
    if polarity is Polarity.HIGHER_IS_BETTER:
        needed = math.ceil(line * counted) - so_far
    else:
        needed = math.floor(line * counted) - so_far
    reached = sum(meets(Fraction(count, of), line, polarity) for count, of in ends)
    return Reach(level, line, needed, found.more, reached / len(ends))


def _mean(amounts: Sequence[Pence]) -> Pence:
    return share_of(sum(amounts), Fraction(1, len(amounts)))


def _quantile(amounts: Sequence[Pence], percent: int) -> Pence:
    """The amount that so many of a hundred stay at or below."""
    place = max(math.ceil(Fraction(len(amounts) * percent, 100)) - 1, 0)
    return sorted(amounts)[place]
