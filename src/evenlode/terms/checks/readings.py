"""Other readings and proposed indicators: each has a name of its own, and names segments and parameters that exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from evenlode.problems import Problem
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.form import Form
from evenlode.terms.forms.outcome import MeasuredForm
from evenlode.terms.yaml_text import Path

_Owner = tuple[FileOf[Form], Path, MeasuredForm]


def problems(folder: Folder) -> Iterator[Problem]:
    """Readings named twice, parameters left out that are not there, unknown segments, and names used twice."""
    known = {one.segment for one in folder.population.form.segments} if folder.population else None
    proposed = list(_proposed(folder))
    for file, path, form in [*_in_force(folder), *proposed]:
        yield from _readings(file, path, form)
        for place, other in enumerate(form.alternatives):
            if known is not None:
                yield from _segments(file, (*path, "alternatives", place), other.segments or (), known)
    for file, path, form in proposed:
        if known is not None:
            yield from _segments(file, path, form.segments, known)
    yield from _names(folder)


def _in_force(folder: Folder) -> Iterator[_Owner]:
    yield from ((file, ("indicators", place), one) for file, place, one in folder.indicators())
    yield from ((file, (), file.form) for file in folder.standards)


def _proposed(folder: Folder) -> Iterator[_Owner]:
    for file in folder.proposed:
        yield from ((file, ("proposed", place), one) for place, one in enumerate(file.form.proposed))


def _readings(file: FileOf[Form], path: Path, form: MeasuredForm) -> Iterator[Problem]:
    names = Counter(other.reading for other in form.alternatives)
    versions = [entry.value.with_ for _, entry in form.definition.entries] if form.definition else [form.with_]
    for place, other in enumerate(form.alternatives):
        at = (*path, "alternatives", place)
        if names[other.reading] > 1:
            said = f'Two readings are called "{other.reading}"'
            yield file.problem("CFG.DUPLICATE_NAME", (*at, "reading"), said, "Give each its own name")
        for name in other.without:
            if not any(name in version for version in versions):
                said = f'The definition has no parameter "{name}" to leave out'
                yield file.problem("CODE.LIST", (*at, "without"), said, "Correct the name, or delete it")


def _segments(file: FileOf[Form], path: Path, names: tuple[str, ...], known: set[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            said = f'"{name}" is no segment of the contract'
            yield file.problem("CODE.LIST", (*path, "segments"), said, f"Use {', '.join(sorted(known))}")


def _names(folder: Folder) -> Iterator[Problem]:
    """A proposed indicator shares neither its name nor its code, and belongs to an outcome."""
    outcomes = {file.form.outcome for file in folder.outcomes}
    taken = Counter(name for _, _, one in folder.indicators() for name in (one.indicator, one.code))
    taken.update(name for file in folder.standards for name in (file.form.standard, file.form.code))
    taken.update(name for file in folder.proposed for one in file.form.proposed for name in (one.indicator, one.code))
    for file in folder.proposed:
        if file.form.outcome not in outcomes:
            said = f'"{file.form.outcome}" is no outcome of the contract'
            yield file.problem("CODE.LIST", ("outcome",), said, f"Use {', '.join(sorted(outcomes))}")
        for place, one in enumerate(file.form.proposed):
            for field, name in (("indicator", one.indicator), ("code", one.code)):
                if taken[name] > 1:
                    said = f"The {field} {name} is used more than once"
                    yield file.problem("CFG.DUPLICATE_NAME", ("proposed", place, field), said, "Give it its own")
