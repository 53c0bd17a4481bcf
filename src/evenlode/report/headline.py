"""Headline: the finding and its surprise in two sentences, and the lede that says where the money went."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from evenlode.money import pounds
from evenlode.payment import BONUS, REST
from evenlode.report.given import Given
from evenlode.report.overview import results_of
from evenlode.report.report import IndicatorPage, Pot
from evenlode.report.words import how_many, listed, part_of, sentence, some_of, was
from evenlode.results import PaymentLine, Stage, Status


def headline(given: Given, pages: Sequence[IndicatorPage], pot: Pot | None) -> str:
    """What was found, and what a reader would not expect."""
    if given.replay or pot is None:
        return f"{_statuses_found(given, pages)} {_replay_surprise(given)}".strip()
    return f"{_outcomes_found(given, pages)} {_surprise(pot)}"


def lede(given: Given, pot: Pot | None) -> str:
    """Where the money went, in pounds that add up to the pot; in a replay, what there is none of."""
    if pot is None and not given.replay:
        return "No payment has been worked out for this year."
    if pot is None:
        return (
            "These are statuses as published, beside the targets as they stood in each year. No figures were published"
            " with them, so this page shows no figures and no money."
        )
    split = pot.split
    said = [f"The providers earned {pounds(split.earned)} of the {pounds(split.on_offer)} on offer."]
    if not split.on_offer:
        said = [f"None of the {pounds(pot.amount)} pot was on offer."]
    if split.not_on_offer:
        reasons = _reasons(given)
        whole = (
            "It" if not split.on_offer else f"The rest of the {pounds(pot.amount)} pot, {pounds(split.not_on_offer)},"
        )
        said.append(f"{whole} could not be earned{f': {listed(reasons)}' if reasons else ''}.")
    if split.held:
        said.append(f"{pounds(split.held)} is held until data come.")
    if split.not_earned:
        said.append(f"{pounds(split.not_earned)} was on offer and not earned.")
    return " ".join(said)


def _outcomes_found(given: Given, pages: Sequence[IndicatorPage]) -> str:
    results = results_of(given).values()
    achieved, whole = sum(one.status is Status.ACHIEVED for one in results), len(results)
    if pages and not any(one.paid_on for one in results):
        met = sum(page.status is Status.ACHIEVED for page in pages)
        year = given.year_name(given.year).capitalize()
        return f"{year} set the baseline, and {some_of(met, len(pages), 'indicator')} achieved."
    if not any(one.status.is_answer for one in results):
        return f"None of {how_many(whole, 'outcome')} could be judged."
    return sentence(f"{some_of(achieved, whole, 'outcome')} achieved")


def _surprise(pot: Pot) -> str:
    """The state of the pot that a reader would least expect, the one nobody could change first."""
    split = pot.split
    if not pot.amount:
        return "No money depended on it."
    if pot.amount == split.earned:
        return "The whole pot was earned."
    if pot.amount == split.not_on_offer:
        return "None of the pot was on offer."
    if split.not_on_offer:
        return sentence(f"{part_of(Fraction(split.not_on_offer, pot.amount))} of the pot was never on offer")
    if split.held:
        return f"{pounds(split.held)} is held until data come."
    return sentence(f"{part_of(Fraction(split.not_earned, pot.amount))} of the pot was not earned")


def _reasons(given: Given) -> list[str]:
    """Why money was not on offer, each reason once, with who it is about."""
    lines = [line for line in (given.payment.lines if given.payment else ()) if line.not_on_offer]
    numbers = {outcome.outcome: outcome.number for outcome in given.terms.outcomes}
    stages = {one.indicator: one.stage for one in given.terms.indicators()}
    unmeasured = [f"outcome {numbers[line.outcome]}" for line in lines if _is_unmeasured(line, numbers)]
    baseline = sum(stages.get(line.indicator or "") is Stage.BASELINE for line in lines)
    watched = sum(stages.get(line.indicator or "") is Stage.MONITORED for line in lines)
    levels = any(stages.get(line.indicator or "") is Stage.PERFORMANCE for line in lines)
    found = []
    if unmeasured:
        found.append(f"{listed(unmeasured)} {'has' if len(unmeasured) == 1 else 'have'} no indicator")
    if baseline:
        found.append(f"{how_many(baseline, 'indicator')} {'sets' if baseline == 1 else 'set'} a baseline")
    if watched:
        found.append(f"{how_many(watched, 'indicator')} {was(watched)} only watched")
    if any(line.outcome == BONUS for line in lines):
        found.append("the bonus needs every outcome to be achieved")
    if levels or any(line.outcome == REST for line in lines):
        found.append("no level pays it in this year")
    return found


def _is_unmeasured(line: PaymentLine, numbers: dict[str, int]) -> bool:
    return line.indicator is None and line.outcome in numbers and line.status is Status.NOT_MEASURED


def _statuses_found(given: Given, pages: Sequence[IndicatorPage]) -> str:
    """'14 of 16 indicators were achieved in year 3.'"""
    with_status = [page for page in pages if page.status is not None]
    achieved = sum(page.status is Status.ACHIEVED for page in with_status)
    return sentence(f"{some_of(achieved, len(with_status), 'indicator')} achieved in {given.year_name(given.year)}")


def _replay_surprise(given: Given) -> str:
    without = [f"outcome {outcome.number}" for outcome in given.terms.outcomes if not outcome.indicators]
    return sentence(f"{listed(without)} {'has' if len(without) == 1 else 'have'} no indicator") if without else ""
