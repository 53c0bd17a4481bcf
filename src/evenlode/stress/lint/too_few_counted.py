"""An indicator counts too few people for its line."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.stress.bench import Bench
from evenlode.stress.scenarios.needed_numbers import GAP, needed
from evenlode.terms.contract import Contract

RULE = "DESIGN.TOO_FEW"


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """Fewer than tell the line from five points below it nine times in ten, either way."""
    for one in bench.shares:
        if one.line is None or not 0 < one.line < 1:
            continue
        number = needed(float(one.better_by(one.line, -GAP)), float(one.line))
        if one.people < number:
            said = (
                f"{one.indicator.code} counts about {one.people:,} a year and {number:,} are needed to tell the line "
                "from five points below it nine times in ten (Fleiss 2003)"
            )
            years = -(-number // one.people)
            mend = f"Average it over {years} years, or pay it in a straight line"
            yield one.indicator.indicator, said, mend
