"""Cases from a file, or every problem in it with its line."""

from __future__ import annotations

from pathlib import Path

from evenlode.problems import Problem, Refusal
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.reading import read_case_file


def load_cases(path: Path) -> list[CaseForm]:
    """The cases of one file, in its order. Raises a Refusal with every problem, its line and field."""
    problems: list[Problem] = []
    found = read_case_file(path, path.name, problems)
    if problems:
        raise Refusal(problems)
    return found
