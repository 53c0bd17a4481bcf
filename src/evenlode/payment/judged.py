"""Judged: the judgements of one contract year by indicator, checked so that nobody is paid twice or for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.payment.prepared import Prepared
from evenlode.problems import Level, Problem, Refusal, in_reading_order
from evenlode.results import EVERYONE, Because, Judgement, Period, Source, Status

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms


def awaiting(indicator: IndicatorTerms, year: Period) -> Judgement:
    """The judgement of an indicator whose figure for the year has not come."""
    because = Because("No figure for the contract year has come.")
    return Judgement(indicator.indicator, year, Status.AWAITING_DATA, Fraction(0), because, indicator.stage)


def by_indicator(judgements: Iterable[Judgement], ready: Prepared) -> dict[str, Judgement]:
    """One judgement for each indicator in force; one that has none is awaiting data.

    Judgements of a single provider or segment are left alone. Raises Refusal, with every Problem at once, for an
    indicator that is not in force, a second judgement of one, another period, a share that is not between 0 and 1,
    or a share without an answer or on a published status.
    """
    year = ready.terms.year
    found: dict[str, Judgement] = {}
    problems: list[Problem] = []
    for judgement in judgements:
        if not judgement.provider == judgement.segment == EVERYONE:
            continue
        name = judgement.indicator
        if name not in ready.indicators:
            problems.append(_problem("CODE.LIST", name, "it is no indicator in force", "Judge under the same terms"))
        elif name in found:
            problems.append(_problem("KEY.DUPLICATE", name, "it is judged twice", "Keep one: nobody is paid twice"))
        problems += _wrong_with(judgement, year)
        found[name] = judgement
    if problems:
        raise Refusal(in_reading_order(problems))
    return {name: found.get(name) or awaiting(indicator, year) for name, indicator in ready.indicators.items()}


def _wrong_with(judgement: Judgement, year: Period) -> Iterator[Problem]:
    """Whatever keeps a judgement from being paid on."""
    name, share = judgement.indicator, judgement.share
    if judgement.period != year:
        message = f"it is judged for {judgement.period} and the year paid is {year}"
        yield _problem("PERIOD.OUTSIDE", name, message, "Judge the year that is paid")
    if not isinstance(share, (Fraction, int)) or not 0 <= share <= 1:
        yield _problem("VALUE.RANGE", name, f"its share {share!r} is no exact share from 0 to 1", "Judge it again")
    elif share and judgement.source is Source.PUBLISHED_STATUS:
        yield _problem("VALUE.RANGE", name, "a published status carries a share", "A status is never money: make it 0")
    elif share and not judgement.status.is_answer:
        yield _problem("VALUE.RANGE", name, f"it is {judgement.status} and carries a share", "Judge it again")


def _problem(rule: str, indicator: str, message: str, fix: str) -> Problem:
    return Problem(rule, Level.REJECT_FILE, "judgements", None, indicator, message, fix)
