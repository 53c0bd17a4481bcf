"""Settling the dates: the forms of a contract and a day become the exact terms of that contract year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from evenlode.money import Pence, share_of
from evenlode.problems import refuse
from evenlode.results import Kind, Period
from evenlode.terms.forms.contract import ContractForm
from evenlode.terms.forms.outcome import IndicatorForm, MeasuredForm, OutcomeForm
from evenlode.terms.terms import IndicatorTerms, Ladder, Line, OutcomeTerms, Rules, Terms


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
        ),
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
    coverage = indicator.minimum_coverage
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
        lines=_lines(indicator),
        ladders=_ladders(indicator, day),
        minimum_denominator=form.judging.minimum_denominator if own_minimum is None else own_minimum,
        minimum_coverage=form.judging.minimum_coverage if coverage is None else coverage,
        provider=indicator.provider,
    )


def shape_of(indicator: IndicatorForm) -> Literal["target", "levels", "any_improvement", "none"]:
    """The judging shape that the indicator's own fields name."""
    if indicator.target is not None:
        return "target"
    if indicator.levels is not None:
        return "levels"
    return "any_improvement" if indicator.status_rule else "none"


def written_with_percent(indicator: MeasuredForm) -> bool:
    """True where the figures are shares, so that their lines are written with %."""
    return indicator.kind in (Kind.PROPORTION, Kind.CHANGE)


def _weight(indicator: IndicatorForm, outcome: OutcomeForm, day: date) -> Fraction:
    """Its share of the outcome: what it states, or all of it where it is the only indicator that the outcome has."""
    if indicator.weight is None:
        return Fraction(1) if len(outcome.indicators) == 1 else Fraction(0)
    return indicator.weight.on(day) if indicator.weight.starts_by(day) else Fraction(0)


def _lines(indicator: IndicatorForm) -> tuple[Line, ...]:
    if indicator.target is None:
        return ()
    return tuple(
        Line(start, entry.value, written_with_percent(indicator), entry.by, entry.reference, entry.illustrative)
        for start, entry in indicator.target.entries
    )


def _ladders(indicator: IndicatorForm, day: date) -> tuple[Ladder, ...]:
    if indicator.levels is None:
        return ()
    pays = indicator.level_pays.on(day) if indicator.level_pays else None
    is_share = written_with_percent(indicator)
    return tuple(
        Ladder(
            start,
            tuple(
                (name, Line(start, value, is_share, entry.by, entry.reference, entry.illustrative), _pays(pays, name))
                for name, value in entry.value.items()
            ),
            entry.by,
        )
        for start, entry in indicator.levels.entries
    )


def _pays(pays: Mapping[str, Fraction] | None, level: str) -> Fraction:
    """The level's share of the indicator's own money: all of it where the pot is divided by per cent of the pot."""
    return Fraction(1) if pays is None else pays.get(level, Fraction(0))
