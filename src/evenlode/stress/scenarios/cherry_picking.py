"""The people with the poorest chances are not taken on."""

from __future__ import annotations

from evenlode.results import Polarity
from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.gaming import gamed, without_the_worst

CODE = "S11"
FAMILY = "gaming"
FORMULA = "the mean of a beta distribution of chances above its 10% quantile, in place of its mean"
SOURCE = "chances assumed beta with concentration 4; the caseload is assumed to be chosen perfectly"

DROPPED = 0.10


def run(bench: Bench) -> Found:
    """A tenth of the caseload is left out, those with the poorest chances of a good result."""
    shares = {}
    for one in bench.shares:
        if one.line is not None:
            line, higher = float(one.line), one.indicator.polarity is Polarity.HIGHER_IS_BETTER
            left = without_the_worst(line if higher else 1 - line, DROPPED)
            shares[one.indicator.indicator] = left if higher else 1 - left
    return gamed(bench, CODE, shares, "Leaving out the tenth with the poorest chances")
