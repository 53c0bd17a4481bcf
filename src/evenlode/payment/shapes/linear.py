"""Linear: nothing at the floor or short of it, all at the ceiling, a straight line between."""

from __future__ import annotations

from evenlode.payment.asked import ALL, NOTHING, Answer, Asked, no_line
from evenlode.payment.words import line_text
from evenlode.payment.yardstick import meets
from evenlode.results import Status


def judge(asked: Asked) -> Answer:
    """Achieved at the ceiling, partial past the floor, and so much of the money as of the way between the two.

    Source: the scale of the Quality and Outcomes Framework and of CQUIN (50-90%, 70% earns 5 points of 10).
    """
    stick, polarity = asked.yardstick, asked.indicator.polarity
    if stick is None:
        return no_line(asked)
    floor, ceiling = stick.rungs
    if meets(asked.value, ceiling.line, polarity):
        return Answer(Status.ACHIEVED, ALL, asked.say_compared(stick, ceiling, is_met=True), line=ceiling.line)
    if meets(floor.line, asked.value, polarity):
        words = asked.say_compared(stick, floor, is_met=asked.value == floor.line)
        return Answer(Status.NOT_ACHIEVED, NOTHING, f"{words} Nothing is paid up to there.", line=floor.line)
    share = (asked.value - floor.line) / (ceiling.line - floor.line)
    way = f"{line_text(share, is_share=True)} of the way from {line_text(floor.line, stick.is_share)}"
    words = f"{asked.say_compared(stick, ceiling, is_met=False)} That is {way}."
    return Answer(Status.PARTIAL, share, words, line=ceiling.line)
