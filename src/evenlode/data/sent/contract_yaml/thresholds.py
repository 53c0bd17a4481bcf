"""Thresholds climb the way the direction points."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from pydantic_core import PydanticCustomError

from evenlode.data.sent.contract_document import Document
from evenlode.problems import Problem
from evenlode.terms.values import read_line, say_share

_USUAL = ("good", "improved", "excellent")
_OTHER = {"higher": "lower", "lower": "higher"}


def problems(document: Document) -> Iterator[Problem]:
    """CFG.THRESHOLD_ORDER for a ladder that runs the wrong way, CFG.SHARE for a threshold that is no figure."""
    for path, indicator in document.mappings():
        thresholds, direction = indicator.get("thresholds"), str(indicator.get("direction", ""))
        if not isinstance(thresholds, dict) or direction not in _OTHER:
            continue
        read: dict[str, Fraction] = {}
        for name in _in_order(thresholds):
            try:
                read[name] = read_line(thresholds[name])
            except PydanticCustomError as error:
                said, where = error.context or {}, (*path, "thresholds", name)
                yield document.problem("CFG.SHARE", where, str(said["message"]), str(said["fix"]))
        rising = direction == "higher"
        if any((low > high) if rising else (low < high) for low, high in pairwise(read.values())):
            names = (" <= " if rising else " >= ").join(read)
            got = ", ".join(_said(str(thresholds[name]), value) for name, value in read.items())
            message = f"direction is {direction}, so {names}; got {got}"
            fix = f"Reverse them or set direction: {_OTHER[direction]}"
            yield document.problem("CFG.THRESHOLD_ORDER", (*path, "thresholds"), message, fix)


def _in_order(thresholds: dict[str, Any]) -> list[str]:
    """From the lowest level: good, improved, excellent where those are the names, else as written."""
    usual = [name for name in _USUAL if name in thresholds]
    return usual if len(usual) == len(thresholds) else list(thresholds)


def _said(text: str, value: Fraction) -> str:
    """A share in per cent without the sign, another figure as it is written."""
    return say_share(value).removesuffix("%") if text.endswith("%") else text
