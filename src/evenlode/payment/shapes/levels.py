"""Levels: a ladder such as good, improved, excellent; the highest level reached decides, and levels do not add up."""

from __future__ import annotations

from fractions import Fraction

from evenlode.payment.asked import NOTHING, Answer, Asked, no_line
from evenlode.payment.yardstick import Yardstick, meets
from evenlode.results import Status


def judge(asked: Asked) -> Answer:
    """The highest level whose line is met, and what it pays; no level pays nothing.

    Any level is an achievement, except the lowest of several where the contract's rule calls that partial.
    """
    stick, polarity = asked.yardstick, asked.indicator.polarity
    if stick is None:
        return no_line(asked)
    reached = [rung for rung in stick.rungs if meets(asked.value, rung.line, polarity)]
    if reached:
        top = reached[-1]
        is_lowest = top is stick.rungs[0] and len(stick.rungs) > 1
        status = Status.PARTIAL if is_lowest and asked.partial == "lowest level" else Status.ACHIEVED
        return Answer(status, top.pays, asked.say_compared(stick, top, is_met=True), level=top.name, line=top.line)

    def met(value: Fraction, then: Yardstick | None) -> bool:
        return then is not None and any(meets(value, rung.line, polarity) for rung in then.rungs)

    lowest = stick.rungs[0]
    missed = asked.say_compared(stick, lowest, is_met=False)
    periods = asked.met_in_half(met)
    if periods is None:
        return Answer(Status.NOT_ACHIEVED, NOTHING, missed, line=lowest.line)
    sentence = f"{missed} {asked.say_periods(periods)}"
    return Answer(Status.PARTIAL, NOTHING, sentence, line=lowest.line, periods=periods)
