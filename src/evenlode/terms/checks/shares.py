"""The lines of a share are written with their %, and those of any other figure without it."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.problems import Problem
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.forms.outcome import MeasuredForm, OutcomeForm, StandardForm
from evenlode.terms.settle import written_with_percent
from evenlode.terms.yaml_text import Path


def problems(folder: Folder) -> Iterator[Problem]:
    """A target, threshold or level written as the wrong sort of figure."""
    for file, place, indicator in folder.indicators():
        for name in ("target", "levels", "linear", "better_of"):
            yield from _lines(file, indicator, ("indicators", place, name))
    for standard in folder.standards:
        yield from _lines(standard, standard.form, ("threshold",))


def _lines(file: FileOf[OutcomeForm] | FileOf[StandardForm], form: MeasuredForm, path: Path) -> Iterator[Problem]:
    for inside, text in _texts(_at(file.located.value, path), path):
        if text.endswith("%") != written_with_percent(form):
            if written_with_percent(form):
                said, fix = (
                    f'"{text}" is the line of a share, which is written with its %',
                    f"Write {text}% if that is meant",
                )
            else:
                said, fix = f'"{text}" is a share, but this indicator is a {form.kind.value}', "Write a plain number"
            yield file.problem("CFG.SHARE", inside, said, fix)


def _at(value: object, path: Path) -> object:
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
    return value


def _texts(dated: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Each figure of a dated value as it is written: plain, long ({value: 60%, by: ...}) or a ladder of levels."""
    for day, entry in dated.items() if isinstance(dated, dict) else ():
        figures = entry.get("value", entry) if isinstance(entry, dict) else entry
        if isinstance(figures, dict):
            yield from (((*path, day, name), str(text)) for name, text in figures.items() if name != "counted_in")
        else:
            yield (*path, day), str(figures)
