"""The signed contract that a YAML file is about: of those that come with Evenlode, the one with the same term."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic_core import PydanticCustomError

from evenlode.results import say_day
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contracts_folder
from evenlode.terms.values import read_day, read_line

BONUS = 0
"""The number under which the bonus stands among the outcomes' points."""


def signed_contract(value: Mapping[str, Any]) -> Contract | None:
    """The shipped contract that starts and ends on the days under `contract`; None where there is none."""
    term = value.get("contract")
    if not isinstance(term, dict):
        return None
    try:
        return _of_term(read_day(term.get("start")), read_day(term.get("end")))
    except PydanticCustomError:
        return None


def points_of(contract: Contract) -> dict[int, Decimal]:
    """The points of each outcome by its number, and of the bonus, on the contract's first day."""
    start = contract.term.start
    found = {
        one.number: one.points.on(start) for one in contract.outcomes if one.points and one.points.starts_by(start)
    }
    bonus = contract.form.bonus
    return found | ({BONUS: bonus.points.on(start)} if bonus else {})


def target_said(contract: Contract, code: str, target: str) -> str | None:
    """'the review says April 2017' for the target of an indicator; None where the contract has no such target."""
    try:
        line = read_line(target)
    except PydanticCustomError:
        return None
    for indicator in (one for outcome in contract.outcomes for one in outcome.indicators):
        if indicator.code == code and indicator.target:
            for day, entry in indicator.target.entries:
                if entry.value == line and entry.reference:
                    source = re.match(r"[A-Za-z ]*[A-Za-z]", entry.reference)
                    return f"the {source[0] if source else 'contract'} says {_day_said(day)}"
    return None


@cache
def _of_term(start: date, end: date) -> Contract | None:
    for file in sorted(contracts_folder().glob("*/contract.yaml")):
        contract = read_contract(file.parent)
        if (contract.term.start, contract.term.end) == (start, end):
            return contract
    return None


def _day_said(day: date) -> str:
    """A day; the first of a month as its month."""
    return day.strftime("%B %Y") if day.day == 1 else say_day(day)
