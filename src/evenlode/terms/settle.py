"""Settling the dates: the forms of a contract and a day become the exact terms of that contract year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from evenlode.money import Pence, share_of
from evenlode.problems import refuse
from evenlode.results import Period
from evenlode.terms.forms.contract import ContractForm, JudgingForm
from evenlode.terms.forms.outcome import IndicatorForm, OutcomeForm
from evenlode.terms.settle_money import capitation_of, flows_on, gain_share_on, uplifts_of
from evenlode.terms.settle_shapes import improvements, ladders, lines, prices, returns, shape_of, written_with_percent
from evenlode.terms.terms import Gate, IndicatorTerms, OutcomeTerms, Rules, Terms

__all__ = ["in_force", "pot_of_year", "shape_of", "terms_of_year", "written_with_percent"]


def terms_of_year(form: ContractForm, outcomes: Iterable[OutcomeForm], year: Period, day: date) -> Terms:
    """The terms of the contract year as in force on the day. A Refusal where the year states no pot."""
    judging = form.judging
    return Terms(
        contract=form.contract,
        title=form.title,
        year=year,
        pot=pot_of_year(form, year),
        basis=form.pot.basis,
        divided_by=form.pot.divided_by,
        funders=form.pot.funders,
        outcomes=tuple(_outcome(form, outcome, day) for outcome in outcomes),
        bonus_points=Fraction(form.bonus.points.on(day)) if form.bonus else Fraction(0),
        rules=Rules(
            judging_day=judging.judging_day,
            partial=judging.partial,
            outcome_achieved=judging.outcome_achieved,
            outcome_achieved_weight=judging.outcome_achieved_weight,
            not_assessable=judging.not_assessable,
            not_measured=judging.not_measured,
            baseline_pays=judging.baseline_pays,
            gates=_gates(judging, day),
            bonus_feedback=form.bonus.feedback if form.bonus else None,
        ),
        annual_value=_value_on(form, year.start),
        first_value=_value_on(form, form.term.start),
        advance=form.pot.advance.on(day) if form.pot.advance and form.pot.advance.starts_by(day) else Fraction(0),
        gain_share=gain_share_on(form, day),
        capitation=capitation_of(form),
        uplifts=uplifts_of(form),
        flows=flows_on(form, day),
    )


def pot_of_year(form: ContractForm, year: Period) -> Pence:
    """The pot of a contract year in pence: its amount, or its share of the annual value on the year's first day."""
    if not form.pot.years.starts_by(year.start):
        message = f"the contract states no pot for the year from {year.start}"
        raise refuse("CFG.POT", message, "Add the year under pot: years:", file="contract.yaml", field="pot.years")
    stated = form.pot.years.on(year.start)
    if stated.amount is not None:
        return stated.amount
    return share_of(form.annual_value.on(year.start), stated.share_of_annual_value or Fraction(0))


def _value_on(form: ContractForm, day: date) -> Pence:
    return form.annual_value.on(day) if form.annual_value.starts_by(day) else 0


def in_force(indicator: IndicatorForm, day: date, contract_start: date) -> bool:
    """True where the indicator is part of the contract on the day."""
    first = indicator.from_ or contract_start
    return first <= day and (indicator.until is None or day <= indicator.until)


def _outcome(form: ContractForm, outcome: OutcomeForm, day: date) -> OutcomeTerms:
    indicators = [found for found in outcome.indicators if in_force(found, day, form.term.start)]
    return OutcomeTerms(
        outcome=outcome.outcome,
        number=outcome.number,
        title=outcome.title,
        points=Fraction(outcome.points.on(day)) if outcome.points else None,
        pays=outcome.pays.on(day) if outcome.pays and outcome.pays.starts_by(day) else {},
        indicators=tuple(_indicator(form, outcome, indicator, day) for indicator in indicators),
        not_measured=None if indicators else outcome.not_measured or "no indicator is in force",
        headline=outcome.headline,
    )


def _indicator(form: ContractForm, outcome: OutcomeForm, indicator: IndicatorForm, day: date) -> IndicatorTerms:
    own_minimum = indicator.minimum_denominator
    coverage = indicator.feedback.response_floor if indicator.feedback else indicator.minimum_coverage
    return IndicatorTerms(
        indicator=indicator.indicator,
        code=indicator.code,
        title=indicator.title,
        outcome=outcome.outcome,
        shape=shape_of(indicator),
        kind=indicator.kind,
        grain=indicator.period,
        polarity=indicator.polarity,
        stage=indicator.stage.on(day),
        weight=_weight(indicator, outcome, day),
        lines=lines(indicator),
        ladders=ladders(indicator, day),
        minimum_denominator=form.judging.minimum_denominator if own_minimum is None else own_minimum,
        minimum_coverage=form.judging.minimum_coverage if coverage is None else coverage,
        provider=indicator.provider,
        improvements=improvements(indicator),
        prices=prices(indicator),
        returns=returns(indicator),
    )


def _weight(indicator: IndicatorForm, outcome: OutcomeForm, day: date) -> Fraction:
    """Its share of the outcome: what it states, or all of it where it is the only indicator that the outcome has."""
    if indicator.weight is None:
        return Fraction(1) if len(outcome.indicators) == 1 else Fraction(0)
    return indicator.weight.on(day) if indicator.weight.starts_by(day) else Fraction(0)


def _gates(judging: JudgingForm, day: date) -> tuple[Gate, ...]:
    dated = judging.data_quality_gates
    stated = dated.on(day) if dated and dated.starts_by(day) else ()
    return tuple(Gate(one.indicator, one.pays or Fraction(0), one.otherwise) for one in stated)
