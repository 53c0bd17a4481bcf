"""Percentile ladder: the figure is a percentile among others, and the highest step reached pays its share."""

from __future__ import annotations

from evenlode.payment.asked import NOTHING, Answer, Asked, no_line
from evenlode.payment.words import line_text, plain
from evenlode.payment.yardstick import meets
from evenlode.results import Status


def judge(asked: Asked) -> Answer:
    """The highest step reached and what it pays; achieved where that is the most any step pays, partial below it.

    Source: the achievement scale of the ESRD Treatment Choices Model, 42 CFR 512.370(b).
    """
    stick = asked.yardstick
    if stick is None:
        return no_line(asked)
    reached = [rung for rung in stick.rungs if meets(asked.value, rung.line, asked.indicator.polarity)]
    figure = f"Percentile {plain(asked.value)}"
    lowest = stick.rungs[0]
    if not reached:
        return Answer(Status.NOT_ACHIEVED, NOTHING, f"{figure}: below {lowest.name}, {stick.says}.", line=lowest.line)
    top = reached[-1]
    words = f"{figure}: reaches {top.name}, {stick.says}, which pays {line_text(top.pays, is_share=True)}."
    status = Status.ACHIEVED if top.pays == stick.rungs[-1].pays else Status.PARTIAL
    return Answer(status if top.pays else Status.NOT_ACHIEVED, top.pays, words, level=top.name, line=top.line)
