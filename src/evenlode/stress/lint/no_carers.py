"""Nothing in the contract is about carers."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.stress.bench import Bench
from evenlode.terms.contract import Contract

RULE = "DESIGN.NO_CARERS"

FEWEST = 3


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """No outcome or indicator names carers, in a contract broad enough to have three outcomes."""
    outcomes = bench.terms.outcomes
    titles = [outcome.title for outcome in outcomes] + [one.title for one in bench.terms.indicators()]
    if len(outcomes) >= FEWEST and not any("carer" in title.casefold() for title in titles):
        said = (
            f"None of the {len(titles)} outcomes and indicators is about carers, who have needs of their own "
            "(Care Act 2014, section 10)"
        )
        yield "outcomes", said, "Add one indicator of carers, reported before it is paid on"
