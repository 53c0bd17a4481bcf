"""Target: one line, met or not."""

from __future__ import annotations

from fractions import Fraction

from evenlode.payment.asked import ALL, NOTHING, Answer, Asked, no_line
from evenlode.payment.yardstick import Yardstick, meets
from evenlode.results import Status


def judge(asked: Asked) -> Answer:
    """Achieved on the line or beyond it; else partial where the contract's rule says so, which earns nothing."""
    stick, polarity = asked.yardstick, asked.indicator.polarity
    if stick is None:
        return no_line(asked)
    rung = stick.rungs[0]
    if meets(asked.value, rung.line, polarity):
        return Answer(Status.ACHIEVED, ALL, asked.say_compared(stick, rung, is_met=True), line=rung.line)

    def met(value: Fraction, then: Yardstick | None) -> bool:
        return then is not None and meets(value, then.rungs[0].line, polarity)

    missed = asked.say_compared(stick, rung, is_met=False)
    periods = asked.met_in_half(met)
    if periods is None:
        return Answer(Status.NOT_ACHIEVED, NOTHING, missed, line=rung.line)
    sentence = f"{missed} {asked.say_periods(periods)}"
    return Answer(Status.PARTIAL, NOTHING, sentence, line=rung.line, periods=periods)
