"""An outcome that people were promised has no measure, and takes the bonus with it."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.stress.bench import Bench
from evenlode.stress.words import percent
from evenlode.terms.contract import Contract

RULE = "DESIGN.NOT_MEASURED"


def found(contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
    """Every outcome without an indicator in force; carers among them are named."""
    for outcome in bench.terms.outcomes:
        if outcome.indicators:
            continue
        carers = " No measure of carers is left in the contract." if "carer" in outcome.title.casefold() else ""
        bonus = (
            f" The bonus of {float(bench.terms.bonus_points):g} points cannot be earned either."
            if bench.terms.bonus_points
            else ""
        )
        share = f" {percent(outcome.points / 100)} of the points lie on it." if outcome.points is not None else ""
        said = f"outcome {outcome.number}, {outcome.title}, has no indicator in force.{share}{carers}{bonus}"
        yield outcome.outcome, said.rstrip("."), "Agree an indicator by a variation, or move its points by one"
