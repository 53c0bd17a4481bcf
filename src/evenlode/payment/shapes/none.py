"""None: the contract states no way to judge the indicator, so it is reported and never judged."""

from __future__ import annotations

from evenlode.payment.asked import Answer, Asked, no_line


def judge(asked: Asked) -> Answer:
    """Not assessable, whatever the figure."""
    return no_line(asked)
