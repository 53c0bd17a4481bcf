"""What `evenlode check` says of a contract: parties, outcomes, how much of it is ours, and how its cases came out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from textwrap import fill
from typing import Any

from evenlode.cases import CaseResult, run_case
from evenlode.cli.failing import sentence
from evenlode.cli.output import aligned
from evenlode.problems import Level, Problem, Refusal, in_reading_order
from evenlode.results import Period, say_day
from evenlode.terms.contract import Contract
from evenlode.terms.dated import Dated
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.reading import read_contract
from evenlode.terms.yaml_text import read_yaml

_MEASURED = ("outcomes", "standards", "proposed", "benchmarks")
"""Folders whose files hold definitions."""
_LISTS = ("indicators", "proposed", "measures")
"""What a file calls the list of them, where it holds more than one."""
_NAMES = ("indicator", "standard", "benchmark")
"""What it calls the name of one."""

WIDTH = 112
"""How many characters a line of a warning has at most."""


def read_checked(folder: Path) -> Contract:
    """The contract, read and with its measures' parameters checked. A Refusal holds every problem of either kind."""
    from evenlode.measures import problems_of_parameters

    contract = read_contract(folder)
    whole = Period(contract.term.start, contract.year_of(contract.term.end).end)
    proposed = [one.indicator for file in contract.proposed for one in file.proposed]
    every = contract.taking_up([*proposed, *(one.benchmark for one in contract.benchmarks)])
    problems = [
        _with_its_line(problem, definition, folder)
        for definition in [*every.definitions(whole), *every.other_readings(whole)]
        for problem in problems_of_parameters([definition])
    ]
    if problems:
        raise Refusal(in_reading_order(problems))
    return contract


def _with_its_line(problem: Problem, definition: Definition, folder: Path) -> Problem:
    """A problem of a definition, with the file and the line on which that definition stands."""
    steps = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", problem.field or "")]
    for path in sorted(file for kind in _MEASURED for file in folder.glob(f"{kind}/*.yaml")):
        file = path.relative_to(folder).as_posix()
        located = read_yaml(path.read_text(encoding="utf-8-sig"), file)
        whole: tuple[tuple[str | int, ...], Any] = ((), located.value)
        for start, form in (
            whole,
            *(((kind, at), one) for kind in _LISTS for at, one in enumerate(located.value.get(kind, ()))),
        ):
            if isinstance(form, dict) and definition.indicator in [form.get(name) for name in _NAMES]:
                day = definition.in_force.start.isoformat()
                dated = ("definition", day, "value") if day in form.get("definition", ()) else ()
                return replace(problem, file=file, line=located.line_of((*start, *dated, *steps)))
    return problem


def run_cases(contract: Contract) -> list[CaseResult]:
    """Every case of the contract. A Refusal holds the problems of all the cases that cannot be run."""
    results: list[CaseResult] = []
    problems: list[Problem] = []
    for case in contract.cases:
        try:
            results.append(run_case(case, contract))
        except Refusal as refusal:
            problems.extend(refusal.problems)
    if problems:
        raise Refusal(problems)
    return results


def as_problems(results: Sequence[CaseResult]) -> list[Problem]:
    """Each difference of each failing case in the form of a problem, for machines."""
    return [
        Problem(
            "CASE.DIFFERS",
            Level.WARN,
            f'case "{result.case.case}"',
            None,
            f"expect.{one.of}.{one.field}",
            f"expected {one.expected}, got {one.got}",
            "Correct the contract or the case",
        )
        for result in results
        for one in result.differences
    ]


def cases_in_words(results: Sequence[CaseResult]) -> Iterator[str]:
    """A line a case; under a failing one, a table of what was expected and what came out."""
    for result in results:
        yield f"{'passed' if result.passed else 'FAILED'}  {result.case.case}"
        if not result.passed:
            rows = [(one.of, one.field, one.expected, one.got, one.because) for one in result.differences]
            table = aligned(("of", "what", "expected", "got", "because"), rows)
            yield from (f"        {line}" for line in table.splitlines())
            yield from (f"        left out: {one.file}, row {one.line}: {sentence(one)}" for one in result.left_out)
    failed = sum(not result.passed for result in results)
    yield f"{len(results) - failed} of {len(results)} cases passed"


def warnings_in_words(warnings: Sequence[Problem]) -> Iterator[str]:
    """Each warning about the design, with the smallest change that mends it; none of them stops anything."""
    yield f"{_count(len(warnings), 'warning')} about the design:"
    for one in warnings:
        yield f"  {one.rule}"
        yield fill(sentence(one), WIDTH, initial_indent="    ", subsequent_indent="    ")


def summary(contract: Contract) -> Iterator[str]:
    """The contract on one screen."""
    form = contract.form
    yield f"{form.title} ({contract.slug})"
    more = f", and {form.term.extension_years} years more if extended" if form.term.extension_years else ""
    facts = [("runs", f"{say_day(form.term.start)} to {say_day(form.term.end)}{more}")]
    facts += [(party.role, party.name) for party in form.parties]
    yield from (f"  {name:15}{value}" for name, value in facts)
    yield ""
    rows = [
        (outcome.number, outcome.title, _points(contract, outcome.points), _codes(outcome.indicators))
        for outcome in contract.outcomes
    ]
    if form.bonus:
        rows.append((0, "Bonus: all outcomes achieved", _points(contract, form.bonus.points), ""))
    yield aligned(("no", "outcome", "points", "indicators"), [(number or None, *rest) for number, *rest in rows])
    yield ""
    standards, variations = len(contract.standards), len(contract.variations.variations)
    yield f"{_count(standards, 'local quality standard')}, {_count(variations, 'variation')}"
    ours = _count(sum(count_illustrative(one) for one in _forms(contract)), "value")
    yield f"{ours} marked illustrative: chosen by whoever wrote the contract where the sources are silent"


def count_illustrative(value: object) -> int:
    """How many values of a form, at any depth, are marked illustrative."""
    if isinstance(value, Form):
        marked = getattr(value, "illustrative", None)
        own = len(marked) if isinstance(marked, dict) else int(bool(marked))
        return own + sum(count_illustrative(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, Dated):
        return sum(count_illustrative(entry) for _, entry in value.entries)
    return sum(count_illustrative(item) for item in value) if isinstance(value, tuple) else 0


def _forms(contract: Contract) -> list[Form]:
    single: list[Form] = [contract.form, contract.population, contract.variations]
    return [*single, *contract.outcomes, *contract.standards]


def _points(contract: Contract, points: Dated[Decimal] | None) -> str:
    """The points on the contract's first day."""
    start = contract.form.term.start
    return f"{points.on(start)}" if points and points.starts_by(start) else ""


def _codes(indicators: Sequence[object]) -> str:
    return ", ".join(str(getattr(one, "code", "")) for one in indicators) or "none in force"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
