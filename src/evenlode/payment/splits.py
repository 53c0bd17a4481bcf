"""Splits: of what one indicator or outcome could pay, which part is earned, held, not earned and not on offer."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.payment.absence import is_providers_doing
from evenlode.payment.parts import best_level, part_of_pot
from evenlode.payment.prepared import Prepared
from evenlode.payment.words import line_text
from evenlode.problems import refuse
from evenlode.results import Judgement, Source, Stage

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms, OutcomeTerms, Terms

_NONE, _ALL = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Split:
    """The four parts of a share of the pot, as exact parts of 1, and one sentence on why they are what they are."""

    earned: Fraction
    held: Fraction
    not_earned: Fraction
    not_on_offer: Fraction
    because: str

    @property
    def parts(self) -> tuple[Fraction, Fraction, Fraction, Fraction]:
        """The four parts in the order of a payment line."""
        return (self.earned, self.held, self.not_earned, self.not_on_offer)


def all_earned(because: str) -> Split:
    """Everything earned."""
    return Split(_ALL, _NONE, _NONE, _NONE, because)


def all_held(because: str) -> Split:
    """Everything held until data come."""
    return Split(_NONE, _ALL, _NONE, _NONE, because)


def none_earned(because: str) -> Split:
    """Everything on offer and nothing of it earned."""
    return Split(_NONE, _NONE, _ALL, _NONE, because)


def none_on_offer(because: str) -> Split:
    """Nothing that anybody could have earned."""
    return Split(_NONE, _NONE, _NONE, _ALL, because)


def split_of(indicator: IndicatorTerms, judgement: Judgement, outcome: OutcomeTerms, ready: Prepared) -> Split:
    """Where the indicator's own money goes. Raises Refusal where the contract does not say what a level pays."""
    if judgement.source is Source.PUBLISHED_STATUS:
        return none_on_offer("A status published without figures is never money.")
    if indicator.stage is Stage.MONITORED:
        return none_on_offer("Only watched: it never pays.")
    if indicator.stage is Stage.BASELINE:
        return _baseline(indicator, judgement, ready.terms)
    offered = part_on_offer(indicator, outcome, ready)
    if not judgement.status.is_answer:
        return _without_answer(judgement, offered, ready.terms)
    level = judgement.level if indicator.shape == "levels" else None
    earned = judgement.share * _part_of_level(level, outcome, ready.terms) if judgement.share else _NONE
    return Split(earned, _NONE, offered - earned, _ALL - offered, _say_earned(judgement, earned, offered))


def part_on_offer(indicator: IndicatorTerms, outcome: OutcomeTerms, ready: Prepared) -> Fraction:
    """The part of the indicator's money that the best level it has on the year's last day could earn."""
    stick = ready.yardstick_on(indicator, ready.terms.year.end)
    if indicator.shape == "unit_price":
        return _below_the_cap(indicator, outcome, ready)
    if stick is None:
        return _ALL if ready.terms.divided_by == "points" or best_level(outcome.pays.values()) else _NONE
    has_levels = indicator.shape == "levels"
    return max(
        rung.pays * _part_of_level(rung.name if has_levels else None, outcome, ready.terms) for rung in stick.rungs
    )


def _below_the_cap(indicator: IndicatorTerms, outcome: OutcomeTerms, ready: Prepared) -> Fraction:
    """The part of a unit price's money that lies under its cap."""
    price, part = indicator.price_on(ready.terms.year.end), part_of_pot(indicator, ready)
    whole = _part_of_level(None, outcome, ready.terms)
    if price is None or price.cap is None or not part:
        return whole
    return whole * min(Fraction(price.cap, part), _ALL)


def _part_of_level(level: str | None, outcome: OutcomeTerms, terms: Terms) -> Fraction:
    """What the level pays, as a part of what the outcome's best level pays; all of it where the pot goes by points."""
    if terms.divided_by == "points":
        return _ALL
    best = best_level(outcome.pays.values())
    if not best:
        return _NONE
    if level is None and len(outcome.pays) == 1:
        return _ALL
    if level is None or level not in outcome.pays:
        message = f"outcome {outcome.number} does not say what {f'the level {level!r}' if level else 'a target'} pays"
        raise refuse("CFG.LEVELS", message, "Add it under pays, or rename the level", field=f"{outcome.outcome}.pays")
    return outcome.pays[level] / best


def _baseline(indicator: IndicatorTerms, judgement: Judgement, terms: Terms) -> Split:
    if terms.rules.baseline_pays == "nothing":
        return none_on_offer("In its baseline stage: judged, and not paid on.")
    if not is_providers_doing(judgement, indicator):
        return all_earned("In its baseline stage, which pays for complete data: the data are complete.")
    if terms.rules.not_assessable == "hold":
        return all_held("In its baseline stage, which pays for complete data: held until the data are complete.")
    return none_earned("In its baseline stage, which pays for complete data: the data are not complete.")


def _without_answer(judgement: Judgement, offered: Fraction, terms: Terms) -> Split:
    words = f"{judgement.status.value.capitalize()}, so no answer"
    if terms.rules.not_assessable == "hold":
        return Split(_NONE, offered, _NONE, _ALL - offered, f"{words}: held until data come.")
    return Split(_NONE, _NONE, offered, _ALL - offered, f"{words}: to reinvestment.")


def _say_earned(judgement: Judgement, earned: Fraction, offered: Fraction) -> str:
    status = judgement.status.value.capitalize()
    reached = f'{status}, level "{judgement.level}"' if judgement.level else status
    if not offered:
        return f"{reached}; nothing is on offer for it in this year."
    limit = "" if offered == 1 else f" {line_text(_ALL - offered, is_share=True)} of it no level could reach."
    if earned == offered:
        return f"{reached}: all that is on offer is earned.{limit}"
    if earned:
        return f"{reached}: {line_text(earned, is_share=True)} of it is earned, the rest goes to reinvestment.{limit}"
    return f"{reached}: nothing is earned, to reinvestment.{limit}"
