"""Read a contract, tell every problem at once, run its cases."""

from __future__ import annotations

from pathlib import Path

import typer

from evenlode.cli import asked, options
from evenlode.cli.failing import FAILED, INVALID
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import Format, settings
from evenlode.problems import Problem, Refusal


def command(
    folder: options.Contract = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Exit code 3 where the folder has problems, 1 where one of its cases comes out otherwise than written.

    Warnings about the design come last and change no exit code. With --format json or csv it prints one row a
    problem, difference or warning: rows of level "warn" stop nothing.
    """
    here = settings(workspace=workspace, format=format)
    place = asked.contract(folder, here.workspace)
    if here.format is Format.TEXT:
        _for_a_person(place)
    else:
        _for_a_machine(place, here.format)


def _for_a_person(folder: Path) -> None:
    from evenlode.cli.checking import cases_in_words, read_checked, run_cases, summary, warnings_in_words
    from evenlode.stress.lint import design_warnings

    contract = read_checked(folder)
    typer.echo("\n".join(summary(contract)))
    results = run_cases(contract)
    if results:
        typer.echo("\n".join(["", *cases_in_words(results)]))
    else:
        note("The contract has no cases: add some under cases/, so that a change of it can be checked")
    warnings = design_warnings(contract)
    if warnings:
        typer.echo("\n".join(["", *warnings_in_words(warnings)]))
    if not all(result.passed for result in results):
        raise typer.Exit(FAILED)


def _for_a_machine(folder: Path, form: Format) -> None:
    from evenlode.cli.checking import as_problems, read_checked, run_cases
    from evenlode.stress.lint import design_warnings

    warnings: list[Problem] = []
    try:
        contract = read_checked(folder)
        problems, code = as_problems(run_cases(contract)), FAILED
        warnings = design_warnings(contract)
    except Refusal as refusal:
        problems, code = list(refusal.problems), INVALID
    columns = ("file", "line", "field", "rule", "message", "fix", "level")
    rows = [*(_row(one, "error") for one in problems), *(_row(one, "warn") for one in warnings)]
    print_rows(form, columns, rows)
    if problems:
        raise typer.Exit(code)


def _row(problem: Problem, level: str) -> tuple[str | int | None, ...]:
    return (problem.file, problem.line, problem.field, problem.rule, problem.message, problem.fix, level)
