"""Outcomes: which are achieved, by the contract's own rule, and what they earned in points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.payment.dividing import portions, say_unmeasured
from evenlode.payment.judged import by_indicator
from evenlode.payment.prepared import Prepared, prepared
from evenlode.payment.words import line_text
from evenlode.results import Judgement, Stage, Status

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms, OutcomeTerms, Rules, Terms


@dataclass(frozen=True, slots=True)
class Points:
    """Points and where they went, exact: they are shared by weight and never rounded."""

    offered: Fraction
    earned: Fraction
    held: Fraction
    not_earned: Fraction
    not_on_offer: Fraction


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """An outcome in the year: its status, one sentence on why, and its points where the pot is divided by points.

    achieved: how many indicators in their performance stage were achieved; paid_on: of how many.
    is_possible: False where nobody could have achieved it, since nothing that decides it is in its performance stage.
    """

    outcome: str
    number: int
    title: str
    status: Status
    sentence: str
    is_possible: bool
    achieved: int
    paid_on: int
    points: Points | None = None


def outcome_results(judgements: Iterable[Judgement], terms: Terms) -> list[OutcomeResult]:
    """One result for each outcome, in the order of the contract. Raises Refusal as `pay` does."""
    ready = prepared(terms)
    judged = by_indicator(judgements, ready)
    results = [result(outcome, judged, terms.rules) for outcome in terms.outcomes]
    if terms.divided_by != "points":
        return results
    return [
        replace(found, points=_points(outcome, judged, ready))
        for found, outcome in zip(results, terms.outcomes, strict=True)
    ]


def result(outcome: OutcomeTerms, judged: Mapping[str, Judgement], rules: Rules) -> OutcomeResult:
    """The result of one outcome, without its points."""
    performing = [found for found in outcome.indicators if found.stage is Stage.PERFORMANCE]
    deciding = _deciding(outcome, performing, rules)
    status, sentence = _status(outcome, deciding, judged, rules)
    return OutcomeResult(
        outcome=outcome.outcome,
        number=outcome.number,
        title=outcome.title,
        status=status,
        sentence=sentence,
        is_possible=bool(deciding),
        achieved=sum(judged[found.indicator].status is Status.ACHIEVED for found in performing),
        paid_on=len(performing),
    )


def _deciding(outcome: OutcomeTerms, performing: Sequence[IndicatorTerms], rules: Rules) -> Sequence[IndicatorTerms]:
    """The indicators that decide the outcome under the contract's rule."""
    if rules.outcome_achieved == "headline":
        return [found for found in performing if found.indicator == outcome.headline]
    if rules.outcome_achieved == "weighted":
        return [found for found in performing if found.weight]
    return performing


def _status(
    outcome: OutcomeTerms, deciding: Sequence[IndicatorTerms], judged: Mapping[str, Judgement], rules: Rules
) -> tuple[Status, str]:
    if not outcome.indicators:
        return Status.NOT_MEASURED, say_unmeasured(outcome)
    if not deciding:
        return Status.NOT_ASSESSABLE, "Nothing that decides it is in its performance stage in this year."
    statuses = [judged[found.indicator].status for found in deciding]
    if rules.outcome_achieved == "weighted":
        return _weighted(deciding, statuses, rules.outcome_achieved_weight or Fraction(1))
    met = sum(status is Status.ACHIEVED for status in statuses)
    words = f"{met} of {len(deciding)} indicators achieved"
    if rules.outcome_achieved == "headline":
        words = f"its headline indicator {deciding[0].code} is {statuses[0]}"
    if met == len(deciding):
        return Status.ACHIEVED, f"Achieved: {words}."
    if all(status is Status.ACHIEVED or not status.is_answer for status in statuses):
        return _unanswered(statuses), f"No answer yet: {words}."
    return _missed(statuses, words)


def _weighted(deciding: Sequence[IndicatorTerms], statuses: Sequence[Status], asked: Fraction) -> tuple[Status, str]:
    """Achieved where the weight met reaches what is asked; no answer while what has none could still decide it."""
    whole = sum((found.weight for found in deciding), Fraction(0))
    weights = list(zip((found.weight / whole for found in deciding), statuses, strict=True))
    met = sum((weight for weight, status in weights if status is Status.ACHIEVED), Fraction(0))
    open_ = sum((weight for weight, status in weights if not status.is_answer), Fraction(0))
    words = f"{line_text(met, is_share=True)} of the weight is met and {line_text(asked, is_share=True)} is asked"
    if met >= asked:
        return Status.ACHIEVED, f"Achieved: {words}."
    if met + open_ >= asked:
        return _unanswered(statuses), f"No answer yet: {words}."
    return _missed(statuses, words)


def _missed(statuses: Iterable[Status], words: str) -> tuple[Status, str]:
    """Partly achieved where any of what decides it was, at least in part; an outcome earns nothing by its status."""
    if {Status.ACHIEVED, Status.PARTIAL} & set(statuses):
        return Status.PARTIAL, f"Partly achieved: {words}."
    return Status.NOT_ACHIEVED, f"Not achieved: {words}."


def _unanswered(statuses: Iterable[Status]) -> Status:
    return Status.AWAITING_DATA if Status.AWAITING_DATA in statuses else Status.NOT_ASSESSABLE


def _points(outcome: OutcomeTerms, judged: Mapping[str, Judgement], ready: Prepared) -> Points:
    offered = outcome.points or Fraction(0)
    parts = [(portion.weight * offered, portion.split) for portion in portions(outcome, judged, ready)]
    return Points(
        offered=offered,
        earned=sum((points * split.earned for points, split in parts), Fraction(0)),
        held=sum((points * split.held for points, split in parts), Fraction(0)),
        not_earned=sum((points * split.not_earned for points, split in parts), Fraction(0)),
        not_on_offer=sum((points * split.not_on_offer for points, split in parts), Fraction(0)),
    )
