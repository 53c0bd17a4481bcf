"""So much of the value hangs on the pot that luck endangers services, or so little that nobody notices."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.stress.bench import Bench
from evenlode.stress.words import percent
from evenlode.terms.contract import Contract

RULE = "DESIGN.SHARE_AT_RISK"

LEAST, MOST = 0.02, 0.04


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """National advice of 2016 is 2% to 4% of a contract's value; a contract without a pot has nothing at risk."""
    if not bench.envelope or not bench.terms.pot:
        return
    share = bench.terms.pot / bench.envelope
    if share > MOST or share < LEAST:
        said = f"{percent(share, 1)} of the year's value is in the pot; national advice of 2016 is 2% to 4%"
        mend = (
            f"Set the pot at {percent(MOST)}, or pay the rest in a straight line instead of at a cliff"
            if share > MOST
            else f"Set the pot at {percent(LEAST)} or more"
        )
        yield "pot", said, mend
