"""A whole run of the rows' half, in a process of its own: what each step took."""

from __future__ import annotations

import sys

from benchmarks.sides import timed


def main(store: str) -> None:
    """Checks, every indicator and standard, and equity; imports are not timed."""
    import duckdb  # noqa: F401
    import ibis.backends.duckdb  # noqa: F401

    from evenlode.job.clock import Clock
    from evenlode.job.measured import measure_rows
    from evenlode.terms.reading import read_contract
    from evenlode.terms.shipped import contract_folder

    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    clock = Clock()
    done, took = timed(lambda: measure_rows(contract, store, None, None, clock))
    indicators = len({one.indicator for one in done.outturns})
    steps = ", ".join(f"{said.lower()} {seconds:.1f} s" for said, seconds in clock.seconds.items())
    print(
        f"{indicators} indicators and standards, {len(done.outturns):,} outturns in {took.cpu:.1f} CPU s, "
        f"{took.wall:.1f} s ({steps}), {took.peak:.0f} MB"
    )


if __name__ == "__main__":
    main(sys.argv[1])
