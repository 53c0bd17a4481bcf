"""Outcome points and the bonus add to 100."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from evenlode.data.sent.contract_document import Document
from evenlode.data.sent.saying import listed
from evenlode.data.sent.signed import BONUS, points_of, signed_contract
from evenlode.problems import Problem
from evenlode.terms.values import read_number

WHOLE = 100
_OUTCOMES, _BONUS = "outcomes", "bonus_points"


def problems(document: Document) -> Iterator[Problem]:
    """CFG.WEIGHTS where they add to something else, CFG.NUMBER where one of them is no number."""
    outcomes = document.value.get(_OUTCOMES)
    if not isinstance(outcomes, list):
        return
    places = [(place, one) for place, one in enumerate(outcomes) if isinstance(one, dict) and "points" in one]
    paths: list[tuple[str | int, ...]] = [(_OUTCOMES, place, "points") for place, _ in places]
    paths += [(_BONUS,)] if _BONUS in document.value else []
    if not places:
        return
    read: list[Decimal] = []
    for path in paths:
        try:
            read.append(read_number(document.at(path)))
        except PydanticCustomError as error:
            said = error.context or {}
            yield document.problem("CFG.NUMBER", path, str(said["message"]), str(said["fix"]))
    total = sum(read)
    if len(read) == len(paths) and total != WHOLE:
        points = read[: len(places)]
        bonus = f" + {read[-1]} bonus" if _BONUS in document.value else ""
        message = f"Points add to {total}, must be {WHOLE} ({sum(points)} outcomes{bonus})"
        fix = f"Difference {total - WHOLE:+}: {_where(document, [one for _, one in places], read)}"
        yield document.problem("CFG.WEIGHTS", (_OUTCOMES,), message, fix, f"{_OUTCOMES}[].points")


def _where(document: Document, outcomes: list[dict[str, Any]], points: list[Decimal]) -> str:
    """Which points are not those of the signed schedule, where there is one with the same outcomes."""
    otherwise = "correct the points, or the bonus"
    signed = signed_contract(document.value)
    numbers = [_number(one) for one in outcomes]
    if signed is None:
        return otherwise
    here = dict(zip([*numbers, BONUS], points, strict=False))
    there = points_of(signed)
    if set(here) != set(there):
        return otherwise
    names = dict(zip(numbers, (str(one["id"]) for one in outcomes), strict=True)) | {BONUS: "the bonus"}
    said = [
        f"{names[one]} is {here[one]} here and {there[one]} in the signed schedule"
        for one in here
        if here[one] != there[one]
    ]
    return listed(said) or otherwise


def _number(outcome: dict[str, Any]) -> int:
    """The number at the end of an outcome's id; one that no outcome has where there is none."""
    found = re.search(r"[1-9][0-9]?$", str(outcome.get("id", "")))
    return int(found[0]) if found else -1
