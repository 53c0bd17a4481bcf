"""A rule is met where nothing at all has changed."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.stress.bench import Bench
from evenlode.stress.scores import no_effect_shares
from evenlode.stress.words import percent
from evenlode.terms.contract import Contract

RULE = "DESIGN.NO_EFFECT"

NEAR = 0.05


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """Any improvement counts; or scores get better by themselves about as often as the line asks."""
    for one in bench.assumed:
        if one.indicator.shape == "any_improvement":
            said = (
                f"{one.indicator.code} pays for any improvement: with no effect at all it is met in half of all years"
            )
            yield one.indicator.indicator, said, "Ask for an improvement larger than chance makes, or pay for reporting"
    for slug, found_ in no_effect_shares(bench).items():
        code = next(one.indicator.code for one in bench.shares if one.indicator.indicator == slug)
        if found_.line is not None and found_.worse_half >= float(found_.line) - NEAR:
            said = (
                f"{code} asks for {percent(found_.line)} and {percent(found_.worse_half)} of people who enter at their "
                "worst seem to improve with no effect (Davis 1976)"
            )
            mend = f"Count reliable change alone: {percent(found_.reliably)} by chance"
            yield slug, said, mend
