"""Evidence: which outturns judge an indicator in a contract year, and the refusal of any that cannot be true."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from evenlode.payment.prepared import Prepared
from evenlode.problems import Level, Problem, Refusal, in_reading_order
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period, Source

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms

_COUNTS = ("numerator", "denominator", "eligible", "missing")
_DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,30})?")


class Evidence(NamedTuple):
    """What is known of one indicator in the year, for everyone together: the year itself and what lies inside it."""

    year: Outturn | None = None
    inside: tuple[Outturn, ...] = ()

    def of(self, grain: Grain) -> list[Outturn]:
        """The outturns of one grain inside the year, in the order of time."""
        return [outturn for outturn in self.inside if outturn.grain is grain]


def gather(outturns: Iterable[Outturn], ready: Prepared) -> dict[str, Evidence]:
    """The evidence of every indicator in force that has any, by indicator.

    Of two outturns of the same thing the one known later stands. Raises Refusal, with every Problem at once, where
    two known at the same time differ, or where a figure cannot be true.
    """
    years: dict[str, list[Outturn]] = {}
    inside: dict[str, dict[tuple[Grain, Period], list[Outturn]]] = {}
    problems: list[Problem] = []
    for outturn in outturns:
        indicator = ready.indicators.get(outturn.indicator)
        if indicator is None or not _is_about(outturn, indicator, ready.terms.year):
            continue
        problems += wrong_with(outturn, indicator)
        if outturn.grain is Grain.CONTRACT_YEAR:
            years.setdefault(outturn.indicator, []).append(outturn)
        else:
            key = (outturn.grain, outturn.period)
            inside.setdefault(outturn.indicator, {}).setdefault(key, []).append(outturn)
    evidence: dict[str, Evidence] = {}
    for name in {**years, **inside}:
        year = _standing(years[name], problems) if name in years else None
        periods = [_standing(found, problems) for found in inside.get(name, {}).values()]
        evidence[name] = Evidence(
            year, tuple(sorted(periods, key=lambda found: (found.period.end, found.period.start)))
        )
    if problems:
        raise Refusal(in_reading_order(dict.fromkeys(problems)))
    return evidence


def wrong_with(outturn: Outturn, indicator: IndicatorTerms) -> list[Problem]:
    """Whatever cannot be true of an outturn: a count that is none, more in the numerator than in the denominator."""
    found: list[Problem] = []
    for name in _COUNTS:
        count = getattr(outturn, name)
        if count is not None and (type(count) is not int or count < 0):
            message = f"the {name} {count!r} is not a whole number of zero or more"
            return [_problem("VALUE.RANGE", outturn, message, "Give a count, or leave it out")]
    numerator, denominator = outturn.numerator or 0, outturn.denominator
    if indicator.kind is Kind.PROPORTION and denominator is not None and numerator > denominator:
        message = f"the numerator {numerator} is above the denominator {denominator}"
        found.append(_problem("VALUE.RANGE", outturn, message, "Count the numerator among those of the denominator"))
    if outturn.eligible is not None and outturn.missing is not None and outturn.missing > outturn.eligible:
        message = f"{outturn.missing} are missing of {outturn.eligible} eligible"
        found.append(_problem("VALUE.RANGE", outturn, message, "Count the missing among the eligible"))
    if outturn.value is not None and not _DECIMAL.fullmatch(str(outturn.value)):
        message = f'the value "{outturn.value}" is not decimal text'
        found.append(_problem("VALUE.FORMAT", outturn, message, "Write digits, for example -1.25, or leave it out"))
    if outturn.source is Source.PUBLISHED_STATUS:
        message = "it is a published status, which has no figure to judge"
        found.append(_problem("VALUE.SOURCE", outturn, message, "Give published statuses as published judgements"))
    if outturn.kind is not indicator.kind and outturn.kind is not Kind.SUPPLIED_VALUE:
        message = f"the outturn is a {outturn.kind} and the contract judges a {indicator.kind}"
        found.append(_problem("VALUE.KIND", outturn, message, "Give the figure that the definition asks for"))
    return found


def _is_about(outturn: Outturn, indicator: IndicatorTerms, year: Period) -> bool:
    """True for the year itself, a month of it or a period of the indicator's own grain, everyone together."""
    if not outturn.provider == outturn.segment == outturn.stratum == EVERYONE:
        return False
    grain = outturn.grain
    if grain is Grain.CONTRACT_YEAR:
        return outturn.period == year
    if grain is Grain.ROLLING_YEAR:
        return indicator.grain is Grain.ROLLING_YEAR and outturn.period.end in year
    return (grain is Grain.MONTH or grain is indicator.grain) and year.covers(outturn.period)


def _standing(outturns: list[Outturn], problems: list[Problem]) -> Outturn:
    """The one known latest; a problem is added where others known as late say something else."""
    if len(outturns) == 1:
        return outturns[0]
    stands = max(outturns, key=_order)
    as_late = [outturn for outturn in outturns if outturn.as_known_on == stands.as_known_on]
    if any(_facts(outturn) != _facts(stands) for outturn in as_late):
        message = "it is given twice with different figures, both known at the same time"
        fix = "Keep one, or say by `as known on` which is the later"
        problems.append(_problem("KEY.DUPLICATE", stands, message, fix))
    return stands


def _facts(outturn: Outturn) -> tuple[object, ...]:
    return (outturn.numerator, outturn.denominator, outturn.value, outturn.eligible, outturn.missing)


def _order(outturn: Outturn) -> tuple[date, str, str]:
    """Which of two stands, whatever order they came in; a figure that does not say when it was known is the older."""
    return (outturn.as_known_on or date.min, outturn.source.value, outturn.definition)


def _problem(rule: str, outturn: Outturn, message: str, fix: str) -> Problem:
    place = f"{outturn.indicator}, {outturn.grain}, {outturn.period}"
    return Problem(rule, Level.REJECT_FILE, "outturns", None, place, message, fix)
