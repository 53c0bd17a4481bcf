"""Pages: one page an indicator and one a local quality standard, in words that a person would say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from evenlode.payment.luck import Luck, luck
from evenlode.report.given import Given
from evenlode.report.measured import measured
from evenlode.report.report import IndicatorPage, Measured, StandardPage, TargetStep, YearStatus
from evenlode.report.said import at_least, meets, unit_of
from evenlode.report.targets import step_on
from evenlode.report.trend import PERIODS
from evenlode.report.words import figure, gap_said, how_many, number, sentence, short_day, target
from evenlode.results import Judgement, Polarity, Stage, Status, say_day
from evenlode.terms.forms.outcome import IndicatorForm, StandardForm
from evenlode.terms.terms import IndicatorTerms, OutcomeTerms

STAGES = {
    Stage.BASELINE: "Sets the baseline: judged, and not paid on",
    Stage.PERFORMANCE: "Paid on performance",
    Stage.MONITORED: "Only watched: never paid on",
}


def indicator_page(given: Given, outcome: OutcomeTerms, terms: IndicatorTerms) -> IndicatorPage:
    """The page of one indicator in force."""
    form = given.contract.indicator(terms.indicator)
    common = measured(form, given)
    judgement = given.judgement(terms.indicator)
    chance = luck(judgement, given.terms) if judgement else Luck()
    if chance.interval_lower and chance.interval_upper:
        common = replace(common, interval=f"{_percent(chance.interval_lower)} to {_percent(chance.interval_upper)}")
    return IndicatorPage(
        measured=common,
        outcome=str(outcome.number),
        finding=_replayed(judgement, given) if given.replay else _finding(common, terms, judgement, given.year.end),
        status=judgement.status if judgement else None,
        stage=STAGES[terms.stage],
        target=_in_force(step_on(common.history, given.year.end), terms.polarity),
        because=judgement.because.sentence if judgement else "No status was published for this year.",
        luck=_luck_said(chance, common, judgement.because.line) if judgement and judgement.status.is_answer else None,
        split=given.split(terms.outcome, terms.indicator),
        money=_money_said(given, terms),
        statuses=_statuses(given, terms.indicator),
        printed=None if given.invented else _printed(given, terms.indicator),
    )


def standard_page(given: Given, form: StandardForm) -> StandardPage:
    """The page of one local quality standard."""
    common = measured(form, given)
    return StandardPage(common, _standard_finding(common, form), () if given.invented else form.as_printed)


def _finding(common: Measured, terms: IndicatorTerms, judgement: Judgement | None, last_day: date) -> str:
    """The result, what it is compared with and what comes next, in one to three sentences."""
    because = judgement.because if judgement else None
    if judgement is None or because is None or common.year_figure is None or because.value is None:
        return sentence(because.sentence if because else "No figure for the year has come")
    line = because.line
    said = f"The result was {figure(because.value, common.unit, line)}."
    if not judgement.status.is_answer:
        return f"{said} {because.sentence}"
    return " ".join([said, _compared(common, terms, judgement), *_next_line(common, last_day)])


def _compared(common: Measured, terms: IndicatorTerms, judgement: Judgement) -> str:
    because, unit = judgement.because, common.unit
    value, line = because.value, because.line
    if judgement.level is not None:
        return f"It reached the level called {judgement.level}."
    if line is None or value is None:
        word = "one" if judgement.status is Status.ACHIEVED else "none"
        return (
            f"Any improvement counts, and there was {word}." if terms.shape == "any_improvement" else because.sentence
        )
    asked = (
        f"{'lowest level' if terms.shape == 'levels' else 'target'} of {at_least(terms.polarity)} {target(line, unit)}"
    )
    if meets(value, line, terms.polarity):
        return f"The {asked} was met."
    missed = gap_said(abs(value - line), unit)
    periods = ""
    if judgement.status is Status.PARTIAL and because.periods_met is not None and because.periods_judged:
        one, many = PERIODS[terms.grain]
        periods = f", but met in {number(because.periods_met)} of {how_many(because.periods_judged, one, many)}"
    return f"The {asked} was missed by {missed}{periods}."


def _next_line(common: Measured, last_day: date) -> list[str]:
    """The change of the target on the very next day or later, as far as the contract says."""
    coming = [step for step in common.history if step.start > last_day]
    return [f"The target changes to {coming[0].said} on {say_day(coming[0].start)}."] if coming else []


def _replayed(judgement: Judgement | None, given: Given) -> str:
    if judgement is None:
        return "No status was published for this year."
    year = given.contract.year_number(judgement.period)
    return f"{judgement.status.capitalize()} in year {year}, as published."


def _in_force(step: TargetStep | None, polarity: Polarity) -> str | None:
    """'At least 60%', or the levels as they are; None where nothing is in force."""
    if step is None or step.value is None:
        return step.said if step else None
    return f"{at_least(polarity).capitalize()} {step.said}"


def _luck_said(chance: Luck, common: Measured, line: Fraction | None) -> str | None:
    """What chance alone would do for a service exactly on the line, with as many people as this one has."""
    people = common.year_figure.denominator if common.year_figure else None
    if chance.chance_pass_at_line is None or people is None or line is None:
        return None
    percent = Decimal(chance.chance_pass_at_line) * 100
    times = "fewer than 1" if percent < 1 else "more than 99" if percent > 99 else f"{percent.quantize(Decimal(1))}"
    return (
        f"A service whose true share is exactly on the line, {target(line, common.unit)}, would meet it by chance"
        f" alone in {times} years out of 100, with {people:,} people or events counted."
    )


def _money_said(given: Given, terms: IndicatorTerms) -> str | None:
    if given.payment is None:
        return None
    return next((line.because for line in given.payment.lines if line.indicator == terms.indicator), None)


def _printed(given: Given, indicator: str) -> str | None:
    """The target as the source prints it, with what is printed or odd beside it."""
    for form in given.contract.published:
        for row in form.judgements:
            if row.indicator == indicator:
                said = [f"Target as printed: {row.target_as_printed}"] if row.target_as_printed else []
                return " ".join(sentence(one) for one in [*said, *([row.note] if row.note else [])]) or None
    return None


def _statuses(given: Given, indicator: str) -> tuple[YearStatus, ...]:
    """The status of every year known, oldest first, with the target that was in force at its end."""
    found = sorted(
        (one for one in (*given.earlier, *given.judgements) if one.indicator == indicator), key=lambda one: one.period
    )
    return tuple(_year_status(given, one) for one in found)


def _year_status(given: Given, judgement: Judgement) -> YearStatus:
    form = given.contract.indicator(judgement.indicator)
    because, said = judgement.because, None
    if because.line is not None:
        said = f"Target: {at_least(form.polarity)} {target(because.line, unit_of(form.kind))}"
        said += f", since {short_day(because.line_from)}" if because.line_from else ""
        said += f", by {because.variation}" if because.variation else ""
    elif isinstance(form, IndicatorForm) and form.status_rule:
        said = f"No target: {form.status_rule}"
    return YearStatus(
        year=f"Year {given.contract.year_number(judgement.period)}",
        status=judgement.status,
        target=said,
        note="Baseline year" if judgement.stage is Stage.BASELINE else None,
    )


def _standard_finding(common: Measured, form: StandardForm) -> str:
    """The year's figure beside the threshold, where one is printed; standards are never given a status."""
    step = next((step for step in common.history if step.in_force), None)
    row = common.year_figure
    if row is None or row.value is None:
        said = "No figure for the year has been supplied."
    else:
        said = f"The figure for the year was {row.said}."
    if step is None or step.value is None:
        none = "was in force yet" if common.history else "is printed, so none is set"
        return f"{said} No threshold {none}."
    line = f"threshold of {at_least(form.polarity)} {step.said}"
    if row is None or row.value is None:
        return f"{said} The {line} is in force."
    return f"{said} The {line} was {'met' if meets(row.value, step.value, form.polarity) else 'not met'}."


def _percent(text: str) -> str:
    return f"{(Decimal(text) * 100).quantize(Decimal('0.1'))}%"
