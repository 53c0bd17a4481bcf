"""Staff rate people a little worse at entry than they are."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Found
from evenlode.stress.scores import no_effect_pay, up_coded
from evenlode.stress.words import by_indicator, percent, thousands

CODE = "S16"
FAMILY = "gaming"
FORMULA = "no-effect share where a fifth of entry ratings are one step too severe"
SOURCE = "no_effect_change with the threshold one step nearer for those people; the fifth is an assumption"

PART = 0.20


def run(bench: Bench) -> Found:
    """Indicators whose scores are given by staff: what seems to improve with no effect, and what it pays."""
    found = up_coded(bench, PART)
    if not found:
        return Found("No indicator is judged on a change of scores that staff give.")
    honest = no_effect_pay(bench, {name: was for name, (was, _) in found.items()}, CODE)
    gamed = no_effect_pay(bench, {name: now for name, (_, now) in found.items()}, CODE)
    money = {name: gamed[name] - honest[name] for name in found}
    said = {name: f"{percent(was)} becomes {percent(now)} with no effect" for name, (was, now) in found.items()}
    total = sum(money.values())
    return Found(
        f"Rating a fifth of people one step worse at entry would be worth {thousands(total)} a year.",
        by_indicator(bench.shares, {name: now for name, (_, now) in found.items()}, said, money),
        (0, max(round(total), 0)),
    )
