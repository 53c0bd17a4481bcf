"""Any improvement: no target; the figure is the change since the baseline, and any move the better way will do."""

from __future__ import annotations

from fractions import Fraction

from evenlode.payment.asked import ALL, NOTHING, Answer, Asked
from evenlode.payment.yardstick import Yardstick
from evenlode.results import Polarity, Status


def judge(asked: Asked) -> Answer:
    """Achieved where the change is the better way; no change at all is none."""
    higher = asked.indicator.polarity is Polarity.HIGHER_IS_BETTER

    def better(value: Fraction, _: Yardstick | None) -> bool:
        return value > 0 if higher else value < 0

    polarity = asked.indicator.polarity.value
    if better(asked.value, None):
        sentence = f"Changed by {asked.say_change()} since the baseline: {polarity}, so an improvement."
        return Answer(Status.ACHIEVED, ALL, sentence)
    missed = f"Changed by {asked.say_change()} since the baseline: {polarity}, so no improvement."
    periods = asked.met_in_half(better)
    if periods is None:
        return Answer(Status.NOT_ACHIEVED, NOTHING, missed)
    return Answer(Status.PARTIAL, NOTHING, f"{missed} {asked.say_periods(periods)}", periods=periods)
