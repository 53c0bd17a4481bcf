"""What these tests know by themselves: figures copied from the two documents, and the shipped contracts, read once."""

from __future__ import annotations

import csv
import functools
from datetime import date
from fractions import Fraction
from pathlib import Path

from evenlode.terms.contract import Contract
from evenlode.terms.forms.outcome import IndicatorForm, StandardForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

YEARS = {"year_1": date(2015, 10, 1), "year_2": date(2016, 10, 1), "year_3": date(2017, 10, 1)}


def figures(name: str) -> list[dict[str, str]]:
    """The rows of one of the tests' own tables."""
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def shipped(slug: str) -> Contract:
    """A shipped contract."""
    return read_contract(contract_folder(slug))


def oxfordshire() -> Contract:
    """The contract under test."""
    return shipped("oxfordshire-mental-health")


def illustration() -> Contract:
    """The business case's example of two outcomes and two years."""
    return shipped("two-outcome-illustration")


def indicators(contract: Contract) -> dict[str, IndicatorForm]:
    """Every indicator by its code, in order."""
    return {one.code: one for outcome in contract.outcomes for one in outcome.indicators}


def line_on(code: str, day: date) -> Fraction | None:
    """The target of an indicator or the threshold of a standard on the day; None where none is in force."""
    form = oxfordshire().indicator(code)
    line = form.threshold if isinstance(form, StandardForm) else form.target
    return line.on(day) if line is not None and line.starts_by(day) else None
