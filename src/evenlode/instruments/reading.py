"""Instruments found by file: every YAML file in data/ is one, under the file's name."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from evenlode.instruments.checks import problems_in
from evenlode.instruments.form import Instrument
from evenlode.problems import Refusal, in_reading_order
from evenlode.terms.found_by_file import file_named, names_in
from evenlode.terms.parsing import read_form

_FOLDER = Path(__file__).parent / "data"


@cache
def names() -> tuple[str, ...]:
    """The names of all instruments that come with Evenlode, in order."""
    return names_in(_FOLDER)


def instrument(which: str | Instrument) -> Instrument:
    """The instrument with this name; one that was read from elsewhere is given back as it is.

    Raises a Refusal that lists the names where there is no such instrument.
    """
    return which if isinstance(which, Instrument) else _shipped(which)


@cache
def _shipped(name: str) -> Instrument:
    return read_instrument(file_named(_FOLDER, name, "instrument", field="instrument"))


def read_instrument(path: Path) -> Instrument:
    """One instrument from its file. Raises a Refusal with every Problem in the file, each with its line and fix."""
    form, located, problems = read_form(path, path.name, Instrument)
    if form is not None:
        problems = [*problems, *problems_in(form, located, path)]
    if form is None or problems:
        raise Refusal(in_reading_order(problems))
    return form


@cache
def instruments_sha256() -> str:
    """One hash over every file: which instruments a run knew."""
    said = hashlib.sha256()
    for name in names():
        content = (_FOLDER / f"{name}.yaml").read_bytes()
        said.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return said.hexdigest()
