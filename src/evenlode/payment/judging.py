"""Judging: outturns and terms become one judgement for each indicator in force, in the order of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.payment import shapes
from evenlode.payment.absence import Absence, exact_value, say_absence, value_or_absence
from evenlode.payment.asked import NOTHING, Answer, Asked
from evenlode.payment.evidence import Evidence, gather
from evenlode.payment.judged import awaiting
from evenlode.payment.parts import part_of_pot
from evenlode.payment.prepared import Prepared, prepared
from evenlode.payment.yardstick import MonthsWithoutCounts, Yardstick, yardstick_by_month
from evenlode.results import Because, Grain, Judgement, Outturn, Stage, Status

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms, Terms


def judge(outturns: Iterable[Outturn], terms: Terms) -> list[Judgement]:
    """One judgement for each indicator in force, in the order of the contract, whatever order the outturns come in.

    What is judged is the outturn of the contract year for everyone together, compared exactly with the line in force
    on the contract's judging day. Periods of the indicator's own grain inside the year decide a partial achievement.
    Outturns of other years, providers, segments and unknown indicators are left alone. An indicator in its baseline
    or only watched is judged like any other and its share is nothing.

    Raises Refusal, with every Problem at once, where an outturn cannot be true or contradicts another.
    """
    ready = prepared(terms)
    evidence = gather(outturns, ready)
    return [
        _judge_one(indicator, evidence.get(name, Evidence()), ready) for name, indicator in ready.indicators.items()
    ]


def _judge_one(indicator: IndicatorTerms, evidence: Evidence, ready: Prepared) -> Judgement:
    outturn = evidence.year
    if outturn is None:
        return awaiting(indicator, ready.terms.year)
    if shapes.needs_figure(indicator.shape):
        value = value_or_absence(outturn, indicator)
    else:
        value = exact_value(outturn, indicator.kind) or NOTHING
    if isinstance(value, Absence):
        stick = ready.yardstick_on(indicator, ready.terms.year.end)
        answer = Answer(Status.NOT_ASSESSABLE, NOTHING, say_absence(value, outturn, indicator))
        return _judgement(outturn, exact_value(outturn, indicator.kind), stick, answer, indicator.stage)
    found = _yardstick(indicator, evidence, ready)
    if isinstance(found, MonthsWithoutCounts):
        answer = Answer(Status.AWAITING_DATA, NOTHING, found.says)
        return _judgement(outturn, value, None, answer, indicator.stage)
    asked = Asked(
        indicator=indicator,
        partial=ready.terms.rules.partial,
        outturn=outturn,
        value=value,
        yardstick=found,
        periods=evidence.of(indicator.grain),
        months_in_year=len(ready.months),
        yardstick_on=ready.yardstick_on,
        year=ready.terms.year,
        part_of_pot=part_of_pot(indicator, ready) if indicator.shape == "unit_price" else 0,
    )
    return _judgement(outturn, value, found, shapes.find(indicator.shape)(asked), indicator.stage)


def _yardstick(
    indicator: IndicatorTerms, evidence: Evidence, ready: Prepared
) -> Yardstick | MonthsWithoutCounts | None:
    if ready.terms.rules.judging_day == "by month":
        by_month = {month: ready.yardstick_on(indicator, month.end) for month in ready.months}
        return yardstick_by_month(by_month, evidence.of(Grain.MONTH))
    return ready.yardstick_on(indicator, ready.terms.year.end)


def _judgement(
    outturn: Outturn, value: Fraction | None, stick: Yardstick | None, answer: Answer, stage: Stage
) -> Judgement:
    because = Because(
        sentence=answer.sentence,
        numerator=outturn.numerator,
        denominator=outturn.denominator,
        value=value,
        line=answer.line if answer.line is not None or stick is None else stick.rungs[0].line,
        line_from=None if stick is None else stick.start,
        variation=None if stick is None else stick.variation,
        coverage=outturn.coverage,
        periods_met=None if answer.periods is None else answer.periods[0],
        periods_judged=None if answer.periods is None else answer.periods[1],
    )
    return Judgement(
        indicator=outturn.indicator,
        period=outturn.period,
        status=answer.status,
        share=answer.share if stage is Stage.PERFORMANCE else NOTHING,
        because=because,
        stage=stage,
        level=answer.level,
        source=outturn.source,
    )
