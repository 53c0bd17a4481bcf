"""An indicator is shown by segments that hold too few people to judge."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.stress.bench import Bench
from evenlode.stress.scenarios.needed_numbers import GAP, needed
from evenlode.terms.contract import Contract

RULE = "DESIGN.SEGMENTS_TOO_SMALL"


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """Segments with fewer people than tell the line from five points below it nine times in ten, either way."""
    stated = {one.indicator: one.segments for file in contract.stress for one in file.assumed}
    for one in bench.shares:
        if one.line is None or not 0 < one.line < 1:
            continue
        number = needed(float(one.better_by(one.line, -GAP)), float(one.line))
        sizes = stated.get(one.indicator.indicator, {})
        small = [f"{people:,} in {segment}" for segment, people in sizes.items() if people < number]
        if small and one.people >= number:
            said = (
                f"{one.indicator.code} counts about {' and '.join(small)} a year, and {number:,} are needed to tell "
                "the line from five points below it nine times in ten (Fleiss 2003)"
            )
            yield one.indicator.indicator, said, "Judge it for everybody, and show these segments without a judgement"
