"""A change that is larger than measurement error is seldom luck."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.scores import no_effect_shares
from evenlode.stress.words import by_indicator, percent

CODE = "S10"
FAMILY = "measurement"
FORMULA = (
    "share of the worse half whose change reaches the instrument's reliable change, 1.96 SD sqrt(2(1 - r)) or as "
    "published for it, though nobody changed"
)
SOURCE = "Jacobson N, Truax P. J Consult Clin Psychol 1991; 59: 12-19"


def run(bench: Bench) -> Found:
    """The no-effect share under a rule of reliable change, beside that under the contract's own rule."""
    found = no_effect_shares(bench)
    if not found:
        return Found("No indicator is judged on a change of scores whose spread is known.")
    said = {
        name: f"{percent(one.reliably)} instead of {percent(one.worse_half)} seem to improve with no effect"
        for name, one in found.items()
    }
    most = max(one.reliably for one in found.values())
    return Found(
        f"If only reliable change counted, at most {percent(most)} would seem to improve with no effect.",
        by_indicator(bench.shares, {name: one.reliably for name, one in found.items()}, said, {}),
    )
