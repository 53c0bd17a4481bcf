"""People enter when they are at their worst, and scores get better by themselves."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.scores import no_effect_pay, no_effect_shares
from evenlode.stress.words import by_indicator, percent, thousands

CODE = "S9"
FAMILY = "measurement"
FORMULA = "share that changes by the threshold or more though nobody changed, among all and among the worse half"
SOURCE = "Davis CE. The effect of regression to the mean. Am J Epidemiol 1976; 104: 493-498"


def run(bench: Bench) -> Found:
    """The share that seems to improve with no effect beside the line, and what the contract pays for it."""
    found = no_effect_shares(bench)
    if not found:
        return Found("No indicator is judged on a change of scores whose spread is known.")
    pay = no_effect_pay(bench, {name: one.worse_half for name, one in found.items()}, CODE)
    said = {
        name: f"{percent(one.everybody)} of all and {percent(one.worse_half)} of the worse half seem to improve"
        + (f"; the line is {percent(one.line)}" if one.line is not None else "")
        for name, one in found.items()
    }
    passing = [name for name, one in found.items() if one.line is not None and one.worse_half >= float(one.line)]
    total = sum(pay.values())
    return Found(
        f"{len(passing)} of {len(found)} indicators of change would meet their line with no effect at all, where the "
        f"worse half enters: {thousands(total)} a year for nothing.",
        by_indicator(bench.shares, {name: one.worse_half for name, one in found.items()}, said, pay),
        (0, round(total)),
    )
