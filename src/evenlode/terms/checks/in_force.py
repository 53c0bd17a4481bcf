"""Something is in force whenever it is needed: a stage and a weight from the first day, a line once it pays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evenlode.problems import Problem
from evenlode.results import Stage
from evenlode.terms.checks.folder import Folder
from evenlode.terms.dated import Dated
from evenlode.terms.settle_shapes import WAYS


def problems(folder: Folder) -> Iterator[Problem]:
    """What is asked for on a day on which nothing is in force."""
    if folder.contract is None:
        return
    start = folder.contract.form.term.start
    if not folder.contract.form.pot.years.starts_by(start):
        said = f"No pot is stated for the first contract year, from {start}"
        yield folder.contract.problem("CFG.EFFECTIVE_DATE", ("pot", "years"), said, f"Add {start}:")
    for file, place, one in folder.indicators():
        first = one.from_ or start
        path = ("indicators", place)
        checked: list[tuple[str, Dated[Any] | None]] = [("stage", one.stage), ("weight", one.weight)]
        for name, dated in checked:
            if dated is not None and not dated.starts_by(first):
                said = f"{one.code} is in the contract from {first}, its {name} only from {dated.entries[0][0]}"
                yield file.problem("CFG.EFFECTIVE_DATE", (*path, name), said, f"State its {name} from {first}")
        paid_from = next((day for day, entry in one.stage.entries if entry.value is Stage.PERFORMANCE), None)
        ways: list[Dated[Any]] = [way for name in WAYS if isinstance(way := getattr(one, name), Dated)]
        lines = ways[0] if ways else None
        if paid_from and lines is not None and not lines.starts_by(max(paid_from, first)):
            said = f"{one.code} is paid from {paid_from} but has no line before {lines.entries[0][0]}"
            yield file.problem("CFG.EFFECTIVE_DATE", (*path, "stage"), said, "Start the line then, or pay later")
        if paid_from and lines is None and one.status_rule is None:
            said = f"{one.code} is paid from {paid_from} but has no target, levels, status rule or other shape"
            yield file.problem("CFG.EFFECTIVE_DATE", (*path, "stage"), said, "Add one, or make it monitored")
        if one.until is not None and one.until < first:
            said = f"{one.code} ends on {one.until}, before it starts on {first}"
            yield file.problem("CFG.EFFECTIVE_DATE", (*path, "until"), said, "Correct one of the two days")
