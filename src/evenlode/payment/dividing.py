"""Dividing: an outcome's money among its indicators by weight, and what happens to the part nobody can be judged on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.payment.absence import is_providers_doing
from evenlode.payment.gates import gated, shut_gates
from evenlode.payment.prepared import Prepared
from evenlode.payment.splits import Split, all_held, none_on_offer, split_of
from evenlode.results import Judgement, Stage, Status

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms, OutcomeTerms, Terms


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of an outcome's money: the indicator's (None: the outcome's as a whole), its weight, and where it goes.

    The weights of an outcome's portions are exact and add to 1.
    """

    indicator: str | None
    weight: Fraction
    status: Status
    level: str | None
    split: Split


def portions(outcome: OutcomeTerms, judged: Mapping[str, Judgement], ready: Prepared) -> list[Portion]:
    """The portions of an outcome, one an indicator in force, in the order of the contract.

    An outcome without an indicator, or without a weight, is one portion as a whole. A data-quality gate that is shut
    takes its part of what each has earned.
    """
    found = _before_gates(outcome, judged, ready)
    if not shut_gates(judged, ready):
        return found
    return [replace(portion, split=gated(portion.split, judged, ready)) for portion in found]


def _before_gates(outcome: OutcomeTerms, judged: Mapping[str, Judgement], ready: Prepared) -> list[Portion]:
    if not outcome.indicators:
        return [Portion(None, Fraction(1), Status.NOT_MEASURED, None, _unmeasured(outcome, ready.terms))]
    weights = ready.weights[outcome.outcome]
    found: list[Portion] = []
    for indicator, weight in zip(outcome.indicators, weights, strict=True):
        judgement = judged[indicator.indicator]
        split = split_of(indicator, judgement, outcome, ready)
        found.append(Portion(indicator.indicator, weight, judgement.status, judgement.level, split))
    if not any(weights):
        split = none_on_offer("No indicator in force has a weight.")
        return [Portion(None, Fraction(1), Status.NOT_ASSESSABLE, None, split), *found]
    if ready.terms.rules.not_assessable == "share_within_outcome":
        return _shared_within(outcome, found, judged)
    return found


def say_unmeasured(outcome: OutcomeTerms) -> str:
    """The contract's own words for why the outcome has no indicator, as a sentence."""
    return f"Not measured: {(outcome.not_measured or 'no indicator is in force').rstrip('.')}."


def _unmeasured(outcome: OutcomeTerms, terms: Terms) -> Split:
    words = say_unmeasured(outcome)
    if terms.rules.not_measured == "hold":
        return all_held(f"{words} Held until it is.")
    if terms.rules.not_measured == "share_within_outcome":
        words += " The contract says to share it within the outcome, where there is nothing to share it with."
    return none_on_offer(f"{words} To reinvestment.")


def _shared_within(outcome: OutcomeTerms, found: list[Portion], judged: Mapping[str, Judgement]) -> list[Portion]:
    """The portions after those that nobody can help being without an answer have given theirs to the others.

    Only indicators in their performance stage give and receive. One whose data the provider owes gives nothing, and
    one paid by unit price receives nothing: its price is what it is.
    """
    performing = [
        (portion, indicator)
        for portion, indicator in zip(found, outcome.indicators, strict=True)
        if indicator.stage is Stage.PERFORMANCE
    ]
    giving = {indicator.indicator: indicator.code for _, indicator in performing if _gives(judged, indicator)}
    may_receive = {
        indicator.indicator
        for _, indicator in performing
        if indicator.indicator not in giving and indicator.shape != "unit_price"
    }
    received = sum((portion.weight for portion, _ in performing if portion.indicator in may_receive), Fraction(0))
    given = sum((portion.weight for portion, _ in performing if portion.indicator in giving), Fraction(0))
    if not received or not given:
        return found
    codes = " and ".join(giving.values())
    shared: list[Portion] = []
    for portion in found:
        if portion.indicator in giving:
            split = none_on_offer("Not assessable: its money is shared by the outcome's other indicators.")
            portion = replace(portion, weight=Fraction(0), split=split)
        elif portion.indicator in may_receive:
            because = f"{portion.split.because} Its money includes what {codes} could not be judged on."
            weight = portion.weight * (received + given) / received
            portion = replace(portion, weight=weight, split=replace(portion.split, because=because))
        shared.append(portion)
    return shared


def _gives(judged: Mapping[str, Judgement], indicator: IndicatorTerms) -> bool:
    judgement = judged[indicator.indicator]
    return judgement.status is Status.NOT_ASSESSABLE and not is_providers_doing(judgement, indicator)
