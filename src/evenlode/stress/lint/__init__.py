"""Design lint, found by file: what in a contract invites paying for luck, each with a figure, a source and a mend."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Protocol, cast

from evenlode.problems import Level, Problem
from evenlode.stress.bench import Bench
from evenlode.stress.stressed import bench_of
from evenlode.terms.contract import Contract


class Rule(Protocol):
    """A rule's module: RULE is its name, and `found` says what is wrong, each as message and mend, with the field."""

    RULE: str

    def found(self, contract: Contract, bench: Bench) -> Iterator[tuple[str | None, str, str]]:
        """(field, message with figure and source, the smallest change that mends it), in the order of the contract."""


def design_warnings(contract: Contract) -> list[Problem]:
    """Every warning about the design of the contract's last year as let. None of them stops anything."""
    bench = bench_of(contract, contract.years()[-1])
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    rules = [cast(Rule, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return [
        Problem(rule.RULE, Level.WARN, "contract.yaml", None, field, message, mend)
        for rule in rules
        for field, message, mend in rule.found(contract, bench)
    ]
