"""A value that changes during the contract cites a variation, and that variation takes effect on that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from evenlode.problems import Problem
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.dated import Dated
from evenlode.terms.form import Form
from evenlode.terms.yaml_text import Path

_AGREED = frozenset(
    {"target", "levels", "linear", "better_of", "unit_price", "reporting", "percentile_ladder", "weight", "threshold"}
    | {"definition", "points", "age_from", "age_to", "data_quality_gates", "terms", "prices"}
)
"""The dated values that only a variation may change. Stages, pots and what a level pays are phased in as let."""


def problems(folder: Folder) -> Iterator[Problem]:
    """Changes without a variation, with an unknown one, or with one that takes effect on another day."""
    effective = _effective(folder)
    start = folder.contract.form.term.start if folder.contract else None
    files: list[FileOf[Form]] = [*folder.outcomes, *folder.standards]
    files += [file for file in (folder.contract, folder.population) if file]
    for file in files:
        for path, name, dated in dated_values(file.form):
            if name in _AGREED:
                yield from _changes(file, path, dated, start, effective)


def dated_values(form: Form, path: Path = ()) -> Iterator[tuple[Path, str, Dated[Any]]]:
    """Every dated value inside a form: its path in the file, the name of its field, and the value."""
    for name, info in type(form).model_fields.items():
        value, inside = getattr(form, name), (*path, info.alias or name)
        if isinstance(value, Dated):
            yield inside, name, value
        for place, item in enumerate(value) if isinstance(value, tuple) else ():
            if isinstance(item, Form):
                yield from dated_values(item, (*inside, place))
        if isinstance(value, Form):
            yield from dated_values(value, inside)


def _changes(
    file: FileOf[Form], path: Path, dated: Dated[Any], start: date | None, effective: dict[str, date] | None
) -> Iterator[Problem]:
    first = start or dated.entries[0][0]
    for day, entry in dated.entries:
        inside = (*path, day.isoformat())
        if day <= first:
            continue
        if entry.by is None:
            said = f"The value changes on {day} without a variation"
            yield file.problem(
                "CFG.VARIATION", inside, said, "Add by: with the number of the variation that changed it"
            )
        elif effective is not None and entry.by not in effective:
            said = f"{entry.by} is not in variations.yaml"
            yield file.problem("CFG.VARIATION", (*inside, "by"), said, "Add the variation, or correct its number")
        elif effective is not None and effective[entry.by] != day:
            said = f"{entry.by} takes effect on {effective[entry.by]}, this change on {day}"
            yield file.problem("CFG.VARIATION", (*inside, "by"), said, "Make the two days the same")


def _effective(folder: Folder) -> dict[str, date] | None:
    """Each variation's first day; None where variations.yaml cannot be read."""
    if folder.variations is None:
        return None
    return {one.variation: one.effective for one in folder.variations.form.variations}
