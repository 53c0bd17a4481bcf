"""The contract year that a row is about, by its first day."""

from __future__ import annotations

from evenlode.data.supplied.cells import Cells
from evenlode.data.supplied.known import Known
from evenlode.problems import Refusal
from evenlode.results import Period


def year_of(cells: Cells, known: Known) -> Period | None:
    """The contract year whose first day stands in `year_start`; None where the finding says what is wrong."""
    start = cells.day("year_start")
    if start is None:
        return None
    try:
        year = known.contract.year_of(start)
    except Refusal as refusal:
        problem = refusal.problems[0]
        cells.wrong(problem.rule, "year_start", problem.message, "Write the first day of a contract year")
        return None
    if year.start != start:
        message = f"{start} is not the first day of a contract year"
        cells.wrong("PERIOD.GRAIN", "year_start", message, f"Write {year.start} for the year that holds it")
        return None
    return year
