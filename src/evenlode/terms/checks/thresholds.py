"""A ladder climbs the way the polarity points, a straight line has two ends, and a higher step never pays less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from evenlode.problems import Problem
from evenlode.results import Polarity
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.dated import Dated
from evenlode.terms.forms.outcome import IndicatorForm, OutcomeForm
from evenlode.terms.settle_shapes import written_with_percent
from evenlode.terms.values import say_share
from evenlode.terms.yaml_text import Path

_USUAL = ("good", "improved", "excellent")


def problems(folder: Folder) -> Iterator[Problem]:
    """One problem a ladder or line that runs the wrong way, or whose pay falls as it climbs."""
    for file, place, indicator in folder.indicators():
        inside: Path = ("indicators", place)
        for day, entry in indicator.levels.entries if indicator.levels else ():
            if said := _wrong_way(entry.value, indicator):
                where = (*inside, "levels", day.isoformat())
                yield file.problem("CFG.THRESHOLD_ORDER", where, said, "Reverse them, or correct the polarity")
        for name, day, ends in _straight_lines(indicator):
            if said := _no_slope(ends, indicator):
                where = (*inside, name, day.isoformat())
                yield file.problem("CFG.THRESHOLD_ORDER", where, said, "Swap or part them, or correct the polarity")
        yield from _percentiles(file, inside, indicator)
        yield from _pays_less(file, (*inside, "level_pays"), indicator.level_pays)
    for outcome in folder.outcomes:
        yield from _pays_less(outcome, ("pays",), outcome.form.pays)


def _wrong_way(levels: Mapping[str, Fraction], indicator: IndicatorForm) -> str | None:
    ladder, rising = _in_order(levels), indicator.polarity is Polarity.HIGHER_IS_BETTER
    if all((low <= high) if rising else (low >= high) for (_, low), (_, high) in pairwise(ladder)):
        return None
    names = (" <= " if rising else " >= ").join(name for name, _ in ladder)
    got = ", ".join(_said(value, indicator) for _, value in ladder)
    return f"{indicator.polarity.value.capitalize()}, so {names}; got {got}"


def _straight_lines(indicator: IndicatorForm) -> Iterator[tuple[str, date, dict[str, Fraction]]]:
    """The two ends of every straight line, by name, the end that pays nothing first."""
    for day, linear in indicator.linear.entries if indicator.linear else ():
        yield "linear", day, {"floor": linear.value.floor, "ceiling": linear.value.ceiling}
    for day, better in indicator.better_of.entries if indicator.better_of else ():
        yield "better_of", day, {"threshold": better.value.threshold, "benchmark": better.value.benchmark}


def _no_slope(ends: Mapping[str, Fraction], indicator: IndicatorForm) -> str | None:
    (low_name, low), (high_name, high) = ends.items()
    rising = indicator.polarity is Polarity.HIGHER_IS_BETTER
    if (low < high) if rising else (low > high):
        return None
    sign = "<" if rising else ">"
    got = f"{_said(low, indicator)}, {_said(high, indicator)}"
    return f"{indicator.polarity.value.capitalize()}, so {low_name} {sign} {high_name}; got {got}"


def _said(line: Fraction, indicator: IndicatorForm) -> str:
    """The line as the contract writes it: with its % for a share, else a plain number."""
    return say_share(line) if written_with_percent(indicator) else say_share(line / 100).removesuffix("%")


def _percentiles(file: FileOf[OutcomeForm], inside: Path, indicator: IndicatorForm) -> Iterator[Problem]:
    dated = indicator.percentile_ladder
    for day, entry in dated.entries if dated else ():
        where, steps = (*inside, "percentile_ladder", day.isoformat()), sorted(entry.value.items())
        if not steps or steps[-1][0] > 100:
            said = "A percentile is from 0 to 100, and a ladder has one step at least"
            yield file.problem("CFG.THRESHOLD_ORDER", where, said, "Correct the steps")
        if any(low > high for (_, low), (_, high) in pairwise(steps)) or any(pay > 1 for _, pay in steps):
            said = "A higher percentile pays less, or one pays more than 100%"
            yield file.problem("CFG.THRESHOLD_ORDER", where, said, "Pay more for a higher percentile, 100% at most")
        if indicator.polarity is not Polarity.HIGHER_IS_BETTER:
            said = "A percentile counts how many are worse, so a higher one is better"
            yield file.problem("CFG.THRESHOLD_ORDER", (*inside, "polarity"), said, "Write polarity: higher is better")


def _pays_less(file: FileOf[OutcomeForm], path: Path, pays: Dated[dict[str, Fraction]] | None) -> Iterator[Problem]:
    for day, entry in pays.entries if pays else ():
        if any(low > high for (_, low), (_, high) in pairwise(_in_order(entry.value))):
            where = (*path, day.isoformat())
            yield file.problem("CFG.THRESHOLD_ORDER", where, "A higher level pays less", "Pay more for a higher level")


def _in_order(levels: Mapping[str, Fraction]) -> list[tuple[str, Fraction]]:
    """The levels from the lowest: good, improved, excellent where those are the names, else as written."""
    if set(levels) <= set(_USUAL):
        return [(name, levels[name]) for name in _USUAL if name in levels]
    return list(levels.items())
