"""Scores: what indicators of change would show where nobody changed, from how their scores spread and repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from evenlode.statistics import no_effect_change
from evenlode.stress.bench import Bench
from evenlode.terms.forms.stress import ScoresForm


@dataclass(frozen=True, slots=True)
class NoEffect:
    """The share that seems to improve with no effect: among all who enter, among the worse half, and reliably."""

    everybody: float
    worse_half: float
    reliably: float
    line: Fraction | None


def no_effect_shares(bench: Bench) -> dict[str, NoEffect]:
    """For each indicator judged on a change of scores whose spread the contract's stress/ folder states."""
    return {
        one.indicator.indicator: NoEffect(
            everybody=_share(one.scores, one.scores.threshold, everybody=True),
            worse_half=_share(one.scores, one.scores.threshold, everybody=False),
            reliably=_share(one.scores, one.scores.reliable, everybody=False),
            line=one.line,
        )
        for one in bench.shares
        if one.scores is not None
    }


def no_effect_pay(bench: Bench, shares: Mapping[str, float], name: str) -> dict[str, float]:
    """What the contract pays in an average year for these indicators where these shares are true, in pence."""
    priced = bench.price(bench.draw(name, {**bench.true_shares(), **shares}))
    return {indicator: float(priced.earned[indicator].mean()) for indicator in shares}


def up_coded(bench: Bench, part: float) -> dict[str, tuple[float, float]]:
    """For scores that staff give: the no-effect share among the worse half, honest and with some a step too severe."""
    found = {}
    for one in bench.shares:
        if one.scores is not None and one.scores.rated_by_staff:
            honest = _share(one.scores, one.scores.threshold, everybody=False)
            helped = _share(one.scores, one.scores.threshold - one.scores.step, everybody=False)
            found[one.indicator.indicator] = (honest, (1 - part) * honest + part * helped)
    return found


def _share(scores: ScoresForm, threshold: object, *, everybody: bool) -> float:
    mean = float(scores.mean)
    worse = (mean, inf) if scores.lower_is_better else (-inf, mean)
    return no_effect_change(
        mean,
        float(scores.sd),
        float(scores.reliability),
        float(str(threshold)),
        higher_is_better=not scores.lower_is_better,
        entered_between=None if everybody else worse,
        step=float(scores.step),
    )
