"""Too many or too few outcomes and indicators to steer by."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.stress.bench import Bench
from evenlode.terms.contract import Contract

RULE = "DESIGN.HOW_MANY"

OUTCOMES, INDICATORS = (3, 7), (6, 15)


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """Three to seven outcomes and six to fifteen indicators; the business case itself advises about twenty."""
    outcomes, indicators = len(bench.terms.outcomes), len(bench.terms.indicators())
    if not OUTCOMES[0] <= outcomes <= OUTCOMES[1]:
        said = f"{outcomes} outcomes; three to seven can be steered by (NHS England and NHS Improvement 2016)"
        yield "outcomes", said, f"{'Join' if outcomes > OUTCOMES[1] else 'Add'} outcomes until there are three to seven"
    if not INDICATORS[0] <= indicators <= INDICATORS[1]:
        said = (
            f"{indicators} indicators are paid on or watched; six to fifteen keep each one's money worth earning. The "
            "business case of 2013 advises about twenty"
        )
        mend = (
            f"Pay on {INDICATORS[1]} at most and make the others monitored"
            if indicators > INDICATORS[1]
            else f"Agree at least {INDICATORS[0]} indicators"
        )
        yield "outcomes", said, mend
