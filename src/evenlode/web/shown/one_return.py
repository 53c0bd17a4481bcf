"""One finance return: whose it is, how it stands, what was asked and answered, and every cell that was filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import pounds
from evenlode.report.report import Fact
from evenlode.report.tables import Table
from evenlode.report.words import short_day, trimmed
from evenlode.results import say_day
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.returns import STATES
from evenlode.web.shown.varying import who

if TYPE_CHECKING:
    from evenlode.finance.returns.form import Sheet
    from evenlode.job.workspace import Workspace
    from evenlode.records.return_steps import Followed, ReturnStep
    from evenlode.terms.contract import Contract

DID = {"query": "asked", "answer": "answered", "accept": "accepted it"}


@dataclass(frozen=True, slots=True)
class Said:
    """A step that was taken, in words: its entry, who did what and when, and what was said."""

    number: int
    did: str
    said: str


@dataclass(frozen=True, slots=True)
class OneReturn:
    """The page. number: its entry in the journal; steps: what may come next; mine: sent by the reader itself."""

    number: int
    headline: str
    state: str
    facts: tuple[Fact, ...]
    history: tuple[Said, ...]
    question: str
    steps: tuple[str, ...]
    mine: bool
    sheets: tuple[Table, ...]
    tables: tuple[Named, ...]
    year: str
    file: str


def find(workspace: Workspace, number: int) -> Followed | None:
    """The version of a finance return that stands in the entry; None where none does."""
    from evenlode.job.financing import returns_followed

    return next((one for one in returns_followed(workspace) if one.stored.seq == number), None)


def one_return(contract: Contract, found: Followed, reader: str) -> OneReturn:
    """The page of one version. reader: the signature of whoever looks."""
    from evenlode.finance.returns.form import sheets
    from evenlode.records.return_steps import ReturnStep

    stored = found.stored
    content = stored.content
    name = contract.party(content.provider).name
    asked = [one.said for one in found.steps if one.step is ReturnStep.QUERY]
    tables = tuple(
        _sheet(sheet, found)
        for sheet in sheets(contract, content.provider, invented=content.invented)
        if content.rows(sheet.name)
    )
    return OneReturn(
        number=stored.seq,
        headline=f"{name}, {content.year}: {_result(found)}.",
        state=STATES[found.state.value],
        facts=(
            Fact("Reference", f"Entry {stored.seq}, version {stored.version}"),
            Fact("Received", f"{say_day(stored.received)}, from {who(found.sent_by)}"),
            Fact("State", STATES[found.state.value]),
        ),
        history=tuple(
            Said(one.seq, f"{who(one.by)} {DID[one.step.value]}, {short_day(one.on)}", one.said) for one in found.steps
        ),
        question=asked[-1] if asked and found.state.value == "queried" else "",
        steps=tuple(step.value for step in ReturnStep if found.may(step)),
        mine=found.sent_by == reader,
        sheets=tables,
        tables=tuple(Named(one.caption.lower().replace(" ", "-"), one) for one in tables),
        year=content.year,
        file=f"finance-return-{content.provider}-{content.year.replace('/', '-')}.xlsx",
    )


def step_named(name: str) -> ReturnStep:
    """The step of this name. Raises ValueError where there is none."""
    from evenlode.records.return_steps import ReturnStep

    return ReturnStep(name)


def workbook(contract: Contract, found: Followed) -> bytes:
    """The return as a filled workbook of its form."""
    from evenlode.finance.returns.write import return_workbook

    content = found.stored.content
    values = {one.key: one.value for one in content.entries}
    return return_workbook(contract, content.provider, content.year, invented=content.invented, values=values)


def empty_workbook(contract: Contract, provider: str, year: str, *, invented: bool) -> bytes:
    """The workbook to fill in. Raises a Refusal for a year that the contract does not have."""
    from evenlode.finance.returns.write import return_workbook

    return return_workbook(contract, provider, year, invented=invented)


def years_to_return(contract: Contract, day: date) -> tuple[str, ...]:
    """Financial years of the contract that have begun by the day, the newest first."""
    from evenlode.finance.years import name_of

    start = contract.term.start
    first = start.year if (start.month, start.day) >= (4, 1) else start.year - 1
    until = min(day, contract.last_day)
    return tuple(name_of(year) for year in range(first, until.year + 1) if date(year, 4, 1) <= until)[::-1]


def _result(found: Followed) -> str:
    result = found.stored.content.result
    if result == 0:
        return "income and cost are the same"
    return f"a {'surplus' if result > 0 else 'deficit'} of {pounds(abs(result))}"


def _sheet(sheet: Sheet, found: Followed) -> Table:
    """The rows of a sheet that hold anything, each cell as a person writes it."""
    content = found.stored.content
    held = set(content.rows(sheet.name))
    rows = tuple(
        (
            row.title,
            *(
                _written(content.text(sheet.name, row.name, column.name), sheet.sort(row, column).value)
                for column in sheet.columns
            ),
        )
        for row in sheet.rows
        if row.name in held
    )
    columns = ("What", *(column.heading for column in sheet.columns))
    return Table(sheet.name, columns, rows, tuple(range(1, len(columns))))


def _written(kept: str, sort: str) -> str:
    """A kept value as a page writes it."""
    from evenlode.finance.thousands import percent

    if not kept or sort == "words":
        return kept
    if sort.startswith("money"):
        return pounds(int(kept))
    if sort == "full-time equivalents":
        return trimmed(Fraction(kept) / 1000, 3)
    return percent(Fraction(kept), 2) if sort == "share" else f"{int(kept):,}"
