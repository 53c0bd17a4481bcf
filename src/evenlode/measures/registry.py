"""Measures found by file: every file of this folder that has Parameters is a measure under the file's name."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

from evenlode.measures.counted import Measure
from evenlode.problems import Level, Problem, Refusal
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.parsing import as_form
from evenlode.terms.yaml_text import Located

SUPPLIED = "supplied"
"""The measure that reads no rows: somebody else reports the figure."""


@cache
def measure_names() -> tuple[str, ...]:
    """The names of all measures, in order; no measure is imported for it."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return tuple(file.stem for file in files if "\nclass Parameters(" in file.read_text(encoding="utf-8"))


def first_line(name: str) -> str:
    """Which rows a measure counts, in its own words: the first line of its file."""
    with (Path(__file__).parent / f"{name}.py").open(encoding="utf-8") as lines:
        return lines.readline().strip().strip('"')


def parameters_form(name: str) -> type[Form]:
    """The form that reads what stands under `with` for this measure."""
    return cast(type[Form], _module(name).Parameters)


def rows_measure(name: str) -> Measure | None:
    """The measure with this name; None where it counts no rows."""
    return None if name == SUPPLIED else cast(Measure, _module(name))


def parameters_of(definition: Definition) -> Form:
    """The definition's parameters, read and checked; a Refusal with every problem in them."""
    made, problems = _read(definition)
    if made is None:
        raise Refusal(problems)
    return made


def problems_of_parameters(definitions: Sequence[Definition]) -> list[Problem]:
    """What is wrong with the measures and parameters of the definitions; each names its indicator and field."""
    return [problem for definition in definitions for problem in _read(definition)[1]]


def _read(definition: Definition) -> tuple[Form | None, list[Problem]]:
    where = f"{definition.code} ({definition.indicator})"
    if definition.measure not in measure_names():
        near = difflib.get_close_matches(definition.measure, measure_names(), n=1)
        fix = f'Did you mean "{near[0]}"?' if near else f"Use {', '.join(measure_names())}"
        said = f'"{definition.measure}" is no measure'
        return None, [Problem("CFG.MEASURE", Level.REJECT_FILE, where, None, "measure", said, fix)]
    form = parameters_form(definition.measure)
    return as_form(dict(definition.parameters), form, where, Located(), ("with",))


def _module(name: str) -> Any:
    return importlib.import_module(f"{__package__}.{name}")
