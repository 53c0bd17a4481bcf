"""Every target says from when it holds, and no two of an indicator hold from the same day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evenlode.data.sent.contract_document import Document
from evenlode.data.sent.signed import signed_contract, target_said
from evenlode.problems import Problem
from evenlode.terms.yaml_text import Path as Steps

_FROM = "from"


def problems(document: Document) -> Iterator[Problem]:
    """CFG.EFFECTIVE_DATE for a target without a day, CFG.TARGET_OVERLAP for two with the same."""
    for path, indicator in document.mappings():
        targets = indicator.get("targets")
        if isinstance(targets, list):
            yield from _of_indicator(document, (*path, "targets"), str(indicator.get("id", "")), targets)


def _of_indicator(document: Document, path: Steps, code: str, targets: list[Any]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for place, target in enumerate(targets):
        if not isinstance(target, dict):
            continue
        value, day = str(target.get("value", "")), target.get(_FROM)
        if not day:
            signed = signed_contract(document.value)
            hint = target_said(signed, code, value) if signed else None
            fix = f"Add from:{f' ({hint})' if hint else ' with its first day'}"
            field = f"{document.said((*path, place))}.{_FROM}"
            yield document.problem(
                "CFG.EFFECTIVE_DATE", (*path, place), f"Target {value} has no start date", fix, field
            )
        elif str(day) in seen:
            said = f"Two targets hold from {day}: {targets[seen[str(day)]].get('value')} and {value}"
            yield document.problem("CFG.TARGET_OVERLAP", (*path, place, _FROM), said, "Give each its own first day")
        else:
            seen[str(day)] = place
