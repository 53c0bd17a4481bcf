"""Close: the months that are signed, what each drawn-up close found, and what is due month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenlode.money import pounds
from evenlode.report.tables import Table
from evenlode.results import say_day
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.varying import who

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.terms.contract import Contract


@dataclass(frozen=True, slots=True)
class Check:
    """An item of the checklist. found: what is still open of it."""

    item: str
    is_done: bool
    found: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The close that was drawn up last: its month, its checklist, and the files it left."""

    month: str
    run: str
    is_signed: bool
    checks: tuple[Check, ...]
    files: tuple[str, ...]

    @property
    def headline(self) -> str:
        """How far the checklist is."""
        done = sum(one.is_done for one in self.checks)
        state = "is closed" if self.is_signed else f"has {done} of {len(self.checks)} items of its checklist done"
        return f"{self.month} {state}."


@dataclass(frozen=True, slots=True)
class Closing:
    """The page. months: what can be closed next, the newest first; schedule: None where no twelfths are agreed."""

    headline: str
    drawn: Drawn | None
    signed: Table
    schedule: Table | None
    bridge: Table
    months: tuple[tuple[str, str], ...]
    tables: tuple[Named, ...]


def closing(workspace: Workspace, contract: Contract, today: date, found: Mapping[str, Any] | None) -> Closing:
    """The page of the month-end. found: what the newest finished job of a close found; None where there is none."""
    from evenlode.settlement.closing import bridge, schedule

    year = contract.year_of(min(max(today, contract.term.start), contract.last_day))
    terms = contract.terms_on(year.end)
    due = schedule(terms)
    twelfths = Table(
        "Due at the start of each month",
        ("Month", "Financial year", "Base payment", "Advance on the pot"),
        tuple((f"{one.month.start:%B %Y}", one.financial_year, pounds(one.base), pounds(one.advance)) for one in due),
        (2, 3),
    )
    is_agreed = any(one.base or one.advance for one in due)
    years = Table(
        f"Contract year {contract.year_number(year)} by financial year, in whole months",
        ("Financial year", "Days", "Months", "Annual value", "Pot"),
        tuple(
            (one.financial_year, str(one.days), str(one.months), pounds(one.value), pounds(one.pot))
            for one in bridge(terms)
        ),
        (2, 3, 4),
    )
    signed = _signed(workspace)
    drawn = _drawn(workspace, found) if found else None
    closed = {row[0] for row in signed.rows}
    return Closing(
        headline=drawn.headline if drawn else "No month has been drawn up here yet.",
        drawn=drawn,
        signed=signed,
        schedule=twelfths if is_agreed else None,
        bridge=years,
        months=_months(contract, today, closed),
        tables=(
            Named("signed", signed),
            *((Named("schedule", twelfths),) if is_agreed else ()),
            Named("bridge", years),
        ),
    )


def file_of(workspace: Workspace, run: str, file: str) -> Path | None:
    """A file that a close left; None for anything else."""
    names = {path.name for path in workspace.runs.glob("[0-9][0-9][0-9][0-9]-close") if path.is_dir()}
    if run not in names:
        return None
    folder = workspace.runs / run
    return folder / file if file in _files(folder) else None


def _files(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_file())) if folder.is_dir() else ()


def _signed(workspace: Workspace) -> Table:
    from evenlode.job.closing import CLOSE
    from evenlode.records.journal import Journal

    rows: Sequence[tuple[str, ...]] = ()
    if workspace.records.exists():
        with Journal.open(workspace.records) as journal:
            rows = tuple(
                (
                    f"{date.fromisoformat(said['month'] + '-01'):%B %Y}",
                    who(entry.recorded_by),
                    say_day(date.fromisoformat(entry.recorded_at[:10])),
                    pounds(said["accrual"]),
                    said["journals_sha256"],
                )
                for entry in journal.entries(CLOSE)
                for said in [entry.document]
            )
    columns = ("Month", "Signed by", "On", "Accrual", "SHA-256 of the journals file")
    return Table("Months that are closed", columns, tuple(reversed(rows)), (3,))


def _drawn(workspace: Workspace, found: Mapping[str, Any]) -> Drawn:
    month = date.fromisoformat(f"{found['month']}-01")
    return Drawn(
        month=f"{month:%B %Y}",
        run=found["run"],
        is_signed=bool(found["signed"]),
        checks=tuple(Check(item, bool(done), "" if done else said) for item, done, said in found["checks"]),
        files=_files(workspace.runs / found["run"]),
    )


def _months(contract: Contract, today: date, closed: set[str]) -> tuple[tuple[str, str], ...]:
    """Months of the term that are over and not closed, the newest first, two years back at most."""
    found = [
        (f"{month.start:%Y-%m}", f"{month.start:%B %Y}")
        for year in contract.years()
        for month in year.months()
        if month.end < today
    ]
    return tuple(one for one in reversed(found) if one[1] not in closed)[:24]
