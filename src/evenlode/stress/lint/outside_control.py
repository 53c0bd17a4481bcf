"""What an indicator measures lies largely outside the provider."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.stress.bench import Bench
from evenlode.terms.contract import Contract

RULE = "DESIGN.OUTSIDE_CONTROL"


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """Every indicator of which the contract's stress/ folder says why it is outside the provider's control."""
    stated = {one.indicator: one.outside_control for file in contract.stress for one in file.assumed}
    stake = bench.at_stake
    for one in bench.assumed:
        slug = one.indicator.indicator
        why = stated.get(slug)
        if why and stake.get(slug):
            said = f"{one.indicator.code} is paid on and is largely outside the provider's control: {why.rstrip('.')}"
            yield slug, said, "Make it monitored, or pay for reporting it"
