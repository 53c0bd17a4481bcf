"""The rows that a case gives, with each row that stands for several written out."""

from __future__ import annotations

from collections.abc import Mapping

from evenlode.cases.setting import case_problem
from evenlode.problems import Refusal
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.text_table import TextTable

SUPPLIED = ("outturns", "audited_costs", "head_counts")
"""The tables of `given` that hold supplied figures; every other one holds rows."""

TIMES = "times"
"""The column that says for how many people or events alike a row stands."""

_OWN = ("person", "referral", "contact", "spell", "assessment", "event", "plan", "response", "carer")
"""Names that each of them has for itself."""

_MOST = 10_000


def rows_of(case: CaseForm) -> dict[str, TextTable]:
    """Every table of rows by name. Raises a Refusal with every `times` that is no number."""
    problems = []
    found = {}
    for name, rows in case.given.items():
        if name in SUPPLIED:
            continue
        for place, row in enumerate(rows, start=1):
            times = row.get(TIMES, "1")
            if not (times.isascii() and times.isdigit() and 1 <= int(times) <= _MOST):
                fix = f"Write a whole number from 1 to {_MOST:,}"
                said = f'"{times}" is no number of rows'
                problems.append(case_problem(case, "CFG.NUMBER", f"given.{name}, row {place}, {TIMES}", said, fix))
        found[name] = rows
    if problems:
        raise Refusal(problems)
    return {name: tuple(one for row in rows for one in _each(row)) for name, rows in found.items()}


def _each(row: Mapping[str, str]) -> list[dict[str, str]]:
    """The row as often as it says, every time under names of their own; as it is where it does not say."""
    if TIMES not in row:
        return [dict(row)]
    plain = {name: text for name, text in row.items() if name != TIMES}
    return [
        {name: f"{text}-{number}" if text and name in _OWN else text for name, text in plain.items()}
        for number in range(1, int(row[TIMES]) + 1)
    ]
