"""Scenarios, found by file: each module is one test, with its formula, and finds its figure for a contract."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol, cast

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Finding, Found


class Scenario(Protocol):
    """A scenario's module. Its docstring's first line says what is tested.

    CODE: its number, S1 on. FAMILY: chance, measurement, gaming, money or design. FORMULA: what is computed, in a
    line. SOURCE: where the method or the assumption is from.
    """

    CODE: str
    FAMILY: str
    FORMULA: str
    SOURCE: str
    __doc__: str | None

    def run(self, bench: Bench) -> Found:
        """What it finds for the contract on the bench."""


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Every scenario, in the order of its code."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    found = [cast(Scenario, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return tuple(sorted(found, key=lambda one: int(one.CODE[1:])))


def title_of(scenario: Scenario) -> str:
    """What it tests: the first line of its file, without the full stop."""
    return (scenario.__doc__ or "").strip().splitlines()[0].rstrip(".")


def finding_of(scenario: Scenario, bench: Bench) -> Finding:
    """What the scenario finds, under its own name."""
    found = scenario.run(bench)
    return Finding(scenario.CODE, title_of(scenario), scenario.FAMILY, scenario.FORMULA, scenario.SOURCE, *found)
