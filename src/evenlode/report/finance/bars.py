"""Bars: a tornado of the assumptions, each provider's result by year, and the envelope with the council's flat cash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from evenlode.finance.case import Case
from evenlode.finance.envelope import EnvelopeYear
from evenlode.finance.returns.open_book import Position
from evenlode.finance.thousands import percent, said
from evenlode.finance.tornado import Bar
from evenlode.report import svg
from evenlode.report.colours import BLUE, INK, ORANGE, OUTLINE, RULE, SECONDARY
from evenlode.report.documents.document import Picture
from evenlode.report.finance.lines import WIDTH


def tornado(case: Case, bars: Sequence[Bar]) -> Picture:
    """Room under the cap in the last year at either end of each assumption's range."""
    year = case.projection.years[-1]
    title = f"Room under the cap in {year}, £ thousand, investment in the savings already"
    widest = bars[0]
    alt = f"{title}. The widest swing is that of {widest.assumption}, {said(widest.swing)}."
    return Picture(svg.picture(WIDTH, 60 + 50 * len(bars), alt, _swings(title, case, bars)), alt)


def _swings(title: str, case: Case, bars: Sequence[Bar]) -> Iterator[str]:
    middle = float(case.headroom[-1].net_of_investment)
    ends = [float(amount) for bar in bars for amount in (bar.headroom_at_low, bar.headroom_at_high)] + [middle]
    low, span = min(ends), (max(ends) - min(ends)) or 1.0
    left, right = 250, WIDTH - 90

    def x(value: float) -> float:
        return left + (value - low) / span * (right - left)

    yield svg.words(10, 20, title, INK, bold=True)
    for at, bar in enumerate(bars):
        top = 40 + 50 * at
        first, last = sorted((x(float(bar.headroom_at_low)), x(float(bar.headroom_at_high))))
        yield svg.box(first, top, max(last - first, 1), 26, OUTLINE)
        yield svg.words(10, top + 18, f"{bar.assumption}, {percent(bar.low)} to {percent(bar.high)}", INK)
        for amount in (bar.headroom_at_low, bar.headroom_at_high):
            yield svg.words(x(float(amount)), top + 42, said(amount), SECONDARY, anchor="middle")
    yield svg.rule(x(middle), 34, x(middle), 40 + 50 * len(bars), ORANGE, 2)


def results(found: Sequence[Position], names: Mapping[str, str], invented: bool) -> Picture:
    """Each provider's result by year as a share of its income: providers of every size can be compared."""
    shares = [(one, Fraction(one.result, one.income)) for one in found if one.income]
    worst = min(shares, key=lambda pair: pair[1])
    title = "Result as a share of the income of the year"
    alt = f"{title}. The lowest is {percent(worst[1])}, {names[worst[0].provider]} in {worst[0].year}."
    height = 50 + sum(26 + 22 * len(list(own)) for _, own in groupby(shares, key=lambda pair: pair[0].provider))
    return Picture(svg.picture(WIDTH, height, alt, _results(title, shares, names, invented)), alt)


def _results(
    title: str, shares: Sequence[tuple[Position, Fraction]], names: Mapping[str, str], invented: bool
) -> Iterator[str]:
    ends = [float(share) for _, share in shares] + [0.0]
    low, span = min(ends), (max(ends) - min(ends)) or 1.0
    left, right = 150, WIDTH - 100

    def x(value: float) -> float:
        return left + (value - low) / span * (right - left)

    yield svg.words(10, 20, title, INK, bold=True)
    top = 40
    for provider, own in groupby(shares, key=lambda pair: pair[0].provider):
        yield svg.words(10, top + 14, names[provider], INK, bold=True)
        top += 22
        for one, share in own:
            first, last = sorted((x(0), x(float(share))))
            yield svg.words(10, top + 14, one.year, SECONDARY)
            yield svg.box(first, top + 1, max(last - first, 1), 16, ORANGE if share < 0 else BLUE)
            yield svg.words(x(max(float(share), 0)) + 6, top + 14, percent(share), INK)
            top += 22
        top += 4
    yield svg.rule(x(0), 40, x(0), top, INK)
    if invented:
        yield svg.words(WIDTH - 4, 16, "INVENTED", INK, anchor="end", bold=True)


def envelope(years: Sequence[EnvelopeYear]) -> Picture:
    """The envelope of each year, the named contributions at its foot."""
    first, last = years[0], years[-1]
    title = "Envelope, £ thousand; below, the part of named funders"
    flat = (sum((line.amount for line in year.contributions), Fraction(0)) for year in (first, last))
    shares = [percent(amount / year.closing) for amount, year in zip(flat, (first, last), strict=True)]
    alt = (
        f"{title}. From {said(first.closing)} in {first.year} to {said(last.closing)} in {last.year}; named funders "
        f"paid {shares[0]} of it and then {shares[1]}."
    )
    return Picture(svg.picture(WIDTH, 350, alt, _columns(title, years)), alt)


def _columns(title: str, years: Sequence[EnvelopeYear]) -> Iterator[str]:
    most, left, bottom, top = float(max(year.closing for year in years)) or 1.0, 30, 300, 60
    step = (WIDTH - 2 * left) / len(years)
    yield svg.words(left, 20, title, INK, bold=True)
    for at, year in enumerate(years):
        x = left + at * step + step * 0.15
        named = float(sum((line.amount for line in year.contributions), Fraction(0)))
        for amount, below, colour in ((named, 0.0, BLUE), (float(year.rest), named, OUTLINE)):
            y = bottom - (below + amount) / most * (bottom - top)
            yield svg.box(x, y, step * 0.7, amount / most * (bottom - top), colour)
        yield svg.words(x, bottom - float(year.closing) / most * (bottom - top) - 8, said(year.closing), INK, bold=True)
        yield svg.words(x, bottom + 20, year.year, SECONDARY)
        yield svg.words(x, bottom + 38, f"{named:,.0f} named", BLUE)
    yield svg.rule(left, bottom, WIDTH - left, bottom, RULE)
