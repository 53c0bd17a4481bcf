"""The finance tables of a contract as typed rows: what is printed, each sum beside its printed total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.thousands import Thousands
from evenlode.problems import Level, Problem, Refusal, refuse
from evenlode.terms.contract import Contract
from evenlode.terms.forms.finance import FinanceTableForm, TableKind, read_clusters, read_figure


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of amounts: labels of rows, columns, cells, and the totals that were printed, where they were."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[int, str], Fraction]
    printed_totals: Mapping[str, Fraction]

    def cell(self, row: str, column: str) -> Fraction:
        """The first row with this label; zero where its cell is blank. Raises KeyError for an unknown label."""
        if row not in self.rows:
            raise KeyError(row)
        return self.cells.get((self.rows.index(row), column), Fraction(0))

    def sum(self, column: str) -> Fraction:
        """What the rows add to."""
        return sum((self.cells.get((place, column), Fraction(0)) for place in range(len(self.rows))), Fraction(0))

    def total(self, column: str) -> Fraction:
        """The printed total where there is one, else the sum."""
        return self.printed_totals.get(column, self.sum(column))


@dataclass(frozen=True, slots=True)
class Lever:
    """One way to save: what it does to which HoNOS clusters, and its cumulative share of spells by year."""

    name: str
    kind: str
    clusters: tuple[int, ...]
    shares: tuple[Fraction, ...]

    @property
    def shifts(self) -> bool:
        """True for a lever that moves spells one step down a chain."""
        return self.kind != "reduce"


@dataclass(frozen=True, slots=True)
class Claim:
    """A saving that a case study claims, and the benchmark made of it; shares of spending, None where not a share."""

    study: str
    claim: str
    low: Fraction | None
    high: Fraction | None
    adjustment: Fraction | None
    adjusted_as_printed: str
    printed_in: str
    population: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """How far an assumption may be out, with the reason for saying so."""

    assumption: str
    low: Fraction
    high: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about the contract's value, and what it is to the envelope through time."""

    name: str
    value: Fraction
    year: str
    counts_as: str
    printed_in: str


def table(contract: Contract, kind: TableKind) -> FinanceTableForm | None:
    """The contract's table of a kind; None where it has none."""
    return next((form for form in contract.finance if form.kind == kind), None)


def needed(contract: Contract, *kinds: TableKind) -> list[FinanceTableForm]:
    """The contract's tables of these kinds. Raises a Refusal that names each that is missing."""
    found = [(kind, table(contract, kind)) for kind in kinds]
    missing = [
        Problem(
            "CASE.TABLE",
            Level.REJECT_FILE,
            "finance/",
            None,
            None,
            f"{contract.slug} has no table of {kind}",
            f"Add a file to finance/ with kind: {kind}",
        )
        for kind, form in found
        if form is None
    ]
    if missing:
        raise Refusal(missing)
    return [form for _, form in found if form is not None]


def grid(form: FinanceTableForm, label: str, columns: tuple[str, ...]) -> Grid:
    """The columns of a table as amounts; `label` names the column that names the rows."""
    cells = {
        (place, column): figure
        for place, row in enumerate(form.rows)
        for column in columns
        if (figure := read_figure(row.get(column, ""))) is not None
    }
    totals = {
        column: figure
        for column, text in form.totals_as_printed.items()
        if column in columns and (figure := read_figure(text)) is not None
    }
    return Grid(tuple(row[label] for row in form.rows), columns, cells, totals)


def levers(form: FinanceTableForm) -> tuple[Lever, ...]:
    """The levers of a table of savings levers."""
    return tuple(
        Lever(row["lever"], row["kind"], read_clusters(row["HoNOS clusters"]), shares)
        for row in form.rows
        for shares in [tuple(read_figure(row[year]) or Fraction(0) for year in form.years)]
    )


def claims(form: FinanceTableForm) -> tuple[Claim, ...]:
    """The claims of a table of case studies."""
    return tuple(
        Claim(
            row["case study"],
            row["claim"],
            read_figure(row["low"]),
            read_figure(row["high"]),
            read_figure(row["adjustment"]),
            row["adjusted as printed"],
            row["printed in"],
            row.get("population", ""),
        )
        for row in form.rows
    )


def facts(form: FinanceTableForm) -> tuple[Fact, ...]:
    """The facts of a table of the contract value. Raises a Refusal for a value that is no figure."""
    found = []
    for place, row in enumerate(form.rows):
        value = as_figure(row["value"], form, place)
        found.append(Fact(row["fact"], value, row["financial year"], row["counts as"], row["printed in"]))
    return tuple(found)


def ranges(form: FinanceTableForm) -> tuple[Range, ...]:
    """The ranges of the assumptions. Raises a Refusal for one that is no figure or runs backwards."""
    found = []
    for place, row in enumerate(form.rows):
        low, high = as_figure(row["low"], form, place), as_figure(row["high"], form, place)
        if high < low:
            raise refuse("CASE.RANGE", f"{row['assumption']}: high is below low", "Swap them", file=_file(form))
        found.append(Range(row["assumption"], low, high, row["reason"]))
    return tuple(found)


def as_figure(text: str, form: FinanceTableForm, place: int) -> Thousands:
    """A figure that must be there. Raises a Refusal that names the row."""
    try:
        figure = read_figure(text)
    except ValueError as error:
        raise refuse("CASE.FIGURE", str(error), "Correct the cell", file=_file(form), field=f"rows[{place}]") from None
    if figure is None:
        raise refuse("CASE.FIGURE", "a figure is missing", "Fill it in", file=_file(form), field=f"rows[{place}]")
    return figure


def _file(form: FinanceTableForm) -> str:
    return f"finance/ ({form.table})"
