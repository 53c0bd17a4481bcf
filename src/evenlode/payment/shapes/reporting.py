"""Reporting: paid for a complete, timely return, whatever its figure is."""

from __future__ import annotations

from datetime import timedelta

from evenlode.payment.asked import ALL, NOTHING, Answer, Asked, no_line
from evenlode.payment.words import beside
from evenlode.results import Status, say_day

NEEDS_FIGURE = False


def judge(asked: Asked) -> Answer:
    """Achieved where the coverage is reached and the return was known in time; no answer where either is not told."""
    asks = asked.indicator.return_on(asked.year.end)
    if asks is None:
        return no_line(asked)
    outturn, coverage = asked.outturn, asked.outturn.coverage
    if coverage is None:
        words = "The return came without eligible and missing, so nobody can tell whether it is complete."
        return Answer(Status.NOT_ASSESSABLE, NOTHING, words)
    found, line = beside(coverage, asks.coverage, is_share=True)
    is_complete = coverage >= asks.coverage
    words = f"{found} of the return is complete: {'meets' if is_complete else 'below'} the {line} asked for."
    if asks.within_days is not None:
        due = asked.year.end + timedelta(days=asks.within_days)
        if outturn.as_known_on is None:
            words = f"{words} It does not say when it came, and it was due by {say_day(due)}."
            return Answer(Status.NOT_ASSESSABLE if is_complete else Status.NOT_ACHIEVED, NOTHING, words)
        is_in_time = outturn.as_known_on <= due
        known = f"Known {'' if is_in_time else 'only '}on {say_day(outturn.as_known_on)}"
        words = f"{words} {known}, due by {say_day(due)}."
        is_complete = is_complete and is_in_time
    return Answer(Status.ACHIEVED, ALL, words) if is_complete else Answer(Status.NOT_ACHIEVED, NOTHING, words)
