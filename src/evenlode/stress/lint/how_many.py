"""Too many or too few outcomes and indicators to steer by."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.stress.bench import Bench
from evenlode.terms.contract import Contract

RULE = "DESIGN.HOW_MANY"

OUTCOMES, INDICATORS = (3, 7), (6, 15)


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """Three to seven outcomes and six to fifteen indicators; the business case itself advises about twenty.

    A contract for one outcome is so on purpose: nothing is said of it.
    """
    outcomes, indicators = len(bench.terms.outcomes), len(bench.terms.indicators())
    if outcomes == 1:
        return
    if not OUTCOMES[0] <= outcomes <= OUTCOMES[1]:
        said = f"{outcomes} outcomes; three to seven can be steered by (NHS England and NHS Improvement 2016)"
        yield "outcomes", said, f"{'Join' if outcomes > OUTCOMES[1] else 'Add'} outcomes until there are three to seven"
    if indicators > INDICATORS[1]:
        said = (
            f"{indicators} indicators are paid on or watched; six to fifteen keep each one's money worth earning (NHS "
            "England and NHS Improvement 2016). The business case of 2013 advises about twenty"
        )
        yield "outcomes", said, f"Pay on {INDICATORS[1]} at most and make the others monitored"
    if indicators < INDICATORS[0]:
        said = (
            f"{indicators} indicators; with fewer than six, chance in one of them decides much of a year (NHS England "
            "and NHS Improvement 2016). The business case of 2013 advises about twenty"
        )
        yield "outcomes", said, f"Agree at least {INDICATORS[0]}, or pay each in a straight line"
