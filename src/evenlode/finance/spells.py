"""Spells and unit costs that somebody supplies, and what the levers save of them by year, in either order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from evenlode.finance.assumptions import ORDERS, Assumptions
from evenlode.finance.csv_text import CsvText, read_csv
from evenlode.finance.declared import cluster_number
from evenlode.finance.levers import Caseload, Saving, saving, steps_of
from evenlode.finance.tables import Lever
from evenlode.finance.thousands import Thousands
from evenlode.problems import Problem, Refusal

COLUMNS = ("honos cluster", "spells", "unit cost")
"""A row a HoNOS cluster: spells in the base year, and what one costs in pounds."""

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,4})?")


@dataclass(frozen=True, slots=True)
class Supplied:
    """The caseload of the base year, and whether it is invented."""

    caseload: Caseload
    invented: bool


def read_spells(path: Path) -> Supplied:
    """The caseload in a CSV. Raises a Refusal with every row that cannot be read."""
    text = read_csv(path, COLUMNS, COLUMNS)
    problems: list[Problem] = []
    spells: dict[int, Fraction] = {}
    cost: dict[int, Fraction] = {}
    for line, cells in text.rows:
        row = dict(zip(text.header, cells, strict=True))
        try:
            cluster = cluster_number(row["honos cluster"])
        except ValueError:
            problems.append(text.problem(line, "honos cluster", "this is no HoNOS cluster", "Write 4 or P04"))
            continue
        if cluster in spells:
            problems.append(text.problem(line, "honos cluster", "it stands twice", "Keep one of the two"))
        spells[cluster] = _number(text, line, "spells", row, problems)
        cost[cluster] = _number(text, line, "unit cost", row, problems) / 1000
    if problems:
        raise Refusal(problems)
    return Supplied(Caseload(spells, cost), text.invented)


def savings_by_year(
    supplied: Supplied, levers: Sequence[Lever], assumptions: Assumptions, order: str, *, with_inflation: bool
) -> tuple[Saving, ...]:
    """What the levers save in each year, from the first with savings on.

    Each year the base caseload has grown by population, and its costs by inflation where that is chosen; the levers'
    cumulative shares of the year apply to it, in the order named. Raises a Refusal where a lever names a HoNOS cluster
    without spells.
    """
    caseload, found = supplied.caseload, []
    price = assumptions.inflation if with_inflation else Fraction(0)
    for year in range(len(levers[0].shares) if levers else 0):
        caseload = caseload.grown(assumptions.population_growth, price)
        found.append(saving(caseload, steps_of(levers, year, order), assumptions.cost))
    return tuple(found)


def model_savings(
    levers: Sequence[Lever], assumptions: Assumptions, supplied: Supplied
) -> tuple[tuple[str, tuple[Thousands, ...]], ...]:
    """Savings by year in both orders of the levers, with and without inflation, on paper and in cash; each named."""
    found: list[tuple[str, tuple[Thousands, ...]]] = []
    for order in ORDERS:
        for with_inflation, prices in ((False, "constant prices"), (True, "with inflation")):
            years = savings_by_year(supplied, levers, assumptions, order, with_inflation=with_inflation)
            found.append((f"{order}, {prices}, on paper", tuple(one.on_paper for one in years)))
            found.append((f"{order}, {prices}, in cash", tuple(one.in_cash for one in years)))
    return tuple(found)


def _number(text: CsvText, line: int, name: str, row: dict[str, str], problems: list[Problem]) -> Fraction:
    if _NUMBER.fullmatch(row[name]):
        return Fraction(row[name])
    problems.append(text.problem(line, name, "this is no number", "Write digits alone, without £ or commas"))
    return Fraction(0)
