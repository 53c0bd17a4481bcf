"""Funnel: providers by size within the limits of chance around all of them, as values and as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import asin, sin, sqrt

from evenlode import statistics as st
from evenlode.report import svg
from evenlode.report.colours import INK, ORANGE, OUTLINE, RULE, SECONDARY
from evenlode.report.sure import FunnelPlot, FunnelSpot, Rim, Standing
from evenlode.report.words import how_many
from evenlode.results import Outturn
from evenlode.statistics.funnels import Z95, Z998

INSIDE = "Within chance"
_STEPS = 24
"""Sizes at which the limits are drawn."""


def funnel_plot(
    title: str,
    found: st.Funnel,
    outturns: Sequence[Outturn],
    names: Mapping[str, str],
    standings: Mapping[str, Standing],
    invented: bool,
) -> FunnelPlot:
    """The plot of a funnel of proportions. outturns: one a provider, in the order of the funnel's points."""
    sizes = [one.denominator or 0 for one in outturns]
    spots = tuple(
        FunnelSpot(
            names.get(one.provider, one.provider),
            size,
            Fraction(one.numerator or 0, size),
            standings[one.provider].found != INSIDE,
        )
        for one, size in zip(outturns, sizes, strict=True)
    )
    outside = [spot.name for spot in spots if spot.is_outside]
    verb = "stands" if len(outside) == 1 else "stand"
    said = (
        f"{' and '.join(outside)} {verb} out from the others" if outside else "No provider stands out from the others"
    )
    return FunnelPlot(
        title=said,
        subtitle=f"{title}, by provider; curves: where chance alone keeps 95% and 99.8% of providers",
        spots=spots,
        centre=found.centre,
        rims=tuple(_rim(found, size) for size in _sizes(min(sizes), max(sizes))),
        invented=invented,
    )


def _sizes(least: int, most: int) -> list[float]:
    """From two thirds of the smallest to a tenth beyond the largest, closer together where the curves bend."""
    first, last = max(least * 2 / 3, 1), most * 1.1
    return [first + (last - first) * (step / _STEPS) ** 2 for step in range(_STEPS + 1)]


def _rim(found: st.Funnel, size: float) -> Rim:
    """The limits at a size, on the arcsine scale of the funnel itself."""
    middle, reach = asin(sqrt(found.centre)), sqrt(1 / (4 * size) + found.tau2)
    lower95, upper95, lower998, upper998 = (
        sin(min(max(middle + z * reach, 0), asin(1))) ** 2 for z in (-Z95, Z95, -Z998, Z998)
    )
    return Rim(size, lower95, upper95, lower998, upper998)


def words_for(plot: FunnelPlot) -> str:
    """The picture in words."""
    mark = "INVENTED figures. " if plot.invented else ""
    spots = "; ".join(f"{spot.name} {float(spot.value):.1%} of {spot.size:,}" for spot in plot.spots)
    return f"{mark}{plot.title}. {how_many(len(plot.spots), 'provider')}: {spots}."


def draw(plot: FunnelPlot, *, narrow: bool) -> str:
    """The plot as SVG text. The same plot gives the same text."""
    width, height = (288, 300) if narrow else (600, 340)
    return svg.picture(width, height, words_for(plot), _Drawing(plot, width, height).shapes())


class _Drawing:
    """Where sizes and shares fall, and the layers from the back to the front."""

    def __init__(self, plot: FunnelPlot, width: int, height: int) -> None:
        self.plot = plot
        self.left, self.right, self.top, self.bottom = 46, width - 14, 24, height - 48
        values = [float(spot.value) for spot in plot.spots]
        edges = [edge for rim in plot.rims for edge in (rim.lower95, rim.upper95)]
        self.low, self.high = max(min(values + edges) - 0.03, 0.0), min(max(values + edges) + 0.03, 1.0)
        self.most = plot.rims[-1].size

    def x(self, size: float) -> float:
        """Where a size falls."""
        return self.left + (self.right - self.left) * size / self.most

    def y(self, value: float) -> float:
        """Where a share falls; what is beyond the plot lies on its edge."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.bottom - (self.bottom - self.top) * share

    def shapes(self) -> Iterator[str]:
        """Everything, from the back to the front."""
        yield from self._axes()
        for name, dash in (("lower95", "6 3"), ("upper95", "6 3"), ("lower998", "2 3"), ("upper998", "2 3")):
            inside = [(rim.size, getattr(rim, name)) for rim in self.plot.rims]
            yield from self._curve([one for one in inside if self.low <= one[1] <= self.high], dash)
        yield svg.rule(self.left, self.y(self.plot.centre), self.right, self.y(self.plot.centre), SECONDARY)
        for spot in self.plot.spots:
            x, y = self.x(spot.size), self.y(float(spot.value))
            yield svg.dot(x, y, ORANGE if spot.is_outside else INK, 5)
        yield from self._labels()
        if self.plot.invented:
            yield svg.words(self.right, 16, "INVENTED", INK, anchor="end", bold=True)

    def _curve(self, points: Sequence[tuple[float, float]], dash: str) -> Iterator[str]:
        if len(points) > 1:
            there = "L".join(svg.at(self.x(size), self.y(value)) for size, value in points)
            yield svg.path(f"M{there}", OUTLINE, 1.5, dash=dash)

    def _axes(self) -> Iterator[str]:
        step = next(one for one in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if (self.high - self.low) / one <= 5)
        mark = -(-self.low // step) * step
        while mark <= self.high + 1e-9:
            yield svg.rule(self.left, self.y(mark), self.right, self.y(mark), RULE)
            yield svg.words(self.left - 6, self.y(mark) + 5, f"{mark:.0%}", SECONDARY, anchor="end")
            mark += step
        yield svg.rule(self.left, self.bottom, self.right, self.bottom, SECONDARY)
        for size in self._marks():
            yield svg.rule(self.x(size), self.bottom, self.x(size), self.bottom + 5, SECONDARY)
            yield svg.words(self.x(size), self.bottom + 20, f"{size:,}", SECONDARY, anchor="middle")
        yield svg.words(self.right, self.bottom + 38, "People or events counted", SECONDARY, anchor="end")

    def _marks(self) -> list[int]:
        """Round sizes under the axis, four at most."""
        rounds = (base * 10**power for power in range(8) for base in (1, 2, 5))
        step = next(one for one in rounds if self.most / one <= 4)
        return [step * times for times in range(1, int(self.most / step) + 1)]

    def _labels(self) -> Iterator[str]:
        """A name beside each dot, moved down where it would touch the one above, or left where it would leave."""
        placed: list[tuple[float, float, float]] = []
        for spot in sorted(self.plot.spots, key=lambda one: (self.y(float(one.value)), one.name)):
            wide, x, y = svg.width_of(spot.name), self.x(spot.size), self.y(float(spot.value)) + 5
            is_left = x + 9 + wide > self.right
            left, right = (x - 9 - wide, x - 9) if is_left else (x + 9, x + 9 + wide)
            if left < 0:  # a name as wide as the picture
                left, right, is_left = 0, wide, False
            while any(abs(y - other) < 16 and left < end and start < right for start, end, other in placed):
                y += 4
            placed.append((left, right, y))
            colour, side = ORANGE if spot.is_outside else INK, "end" if is_left else "start"
            at = right if is_left else left
            yield svg.words(at, y, spot.name, colour, anchor=side, bold=spot.is_outside)
