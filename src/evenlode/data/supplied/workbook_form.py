"""The KPI workbook's form: its sheet, columns, identity and rows. Writer and reader both follow it."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.archives.workbooks import Expected
from evenlode.data.supplied.known import Known, Named
from evenlode.data.supplied.national_feeds import SUPPLIED_MEASURE
from evenlode.problems import refuse
from evenlode.results import EVERYONE, Grain, Period

TEMPLATE = "evenlode KPI workbook"
TEMPLATE_VERSION = "1"
"""Raised whenever a column, a name or the meaning of a cell changes; older files are refused."""

SHEET = "Figures"
NOTES = "Read me"
HEADER_ROW = 6
"""The row of the column names, counted from 1; the figures start on the next one."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the figures: its name in the outturn form, its heading, its width, and whether it is typed in."""

    name: str
    heading: str
    width: int
    typed: bool = False


COLUMNS = (
    Column("code", "Code", 8),
    Column("indicator", "Indicator", 30),
    Column("title", "What it counts", 60),
    Column("grain", "Period", 18),
    Column("start", "From", 12),
    Column("end", "To", 12),
    Column("numerator", "Numerator", 12, True),
    Column("denominator", "Denominator", 13, True),
    Column("value", "Value", 12, True),
    Column("eligible", "Eligible", 12, True),
    Column("missing", "Missing", 12, True),
    Column("untimed", "Untimed", 12, True),
)

FIGURES_RANGE = "evenlode_figures"
IDENTITY = ("template", "template version", "contract", "contract sha256", "year", "provider", "invented")
"""The workbook's own properties, in order: what it is, and whose."""
EXPECTED = Expected(
    name="KPI workbook",
    command="evenlode supply --make-workbook FILE",
    most_bytes=10 * 1024 * 1024,
    most_unpacked=60 * 1024 * 1024,
    most_parts=300,
)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row that the workbook asks for."""

    code: str
    indicator: str
    title: str
    grain: Grain
    period: Period

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The locked cells that say what the row is about."""
        return (self.indicator, self.grain.value, self.period.start.isoformat(), self.period.end.isoformat())


def printed_rows(known: Known, year: Period) -> list[PrintedRow]:
    """The supplied indicators in force in the year: each period of their own grain, then the contract year itself."""
    rows = []
    for slug in known.versions:
        named = known.indicator(slug)
        grains = dict.fromkeys([known.versions[slug][0].grain, Grain.CONTRACT_YEAR])
        for grain in grains:
            for period in known.periods(grain, year):
                version = known.definition_on(named, period.end) if isinstance(named, Named) else None
                if version is not None and version.measure == SUPPLIED_MEASURE:
                    rows.append(PrintedRow(version.code, slug, version.title, grain, period))
    return rows


def contract_year(known: Known, year: Period) -> Period:
    """The year, once it is a year of the contract; else a Refusal."""
    if known.contract.year_of(year.start) != year:
        right = known.contract.year_of(year.start)
        raise refuse(
            "PERIOD.GRAIN", f"{year.start} to {year.end} is no contract year", f"Use {right.start} to {right.end}"
        )
    return year


def known_provider(known: Known, provider: str) -> str:
    """The slug of the provider, or the word for all of them; else a Refusal."""
    if provider not in known.providers:
        message = f'"{provider}" is no provider of {known.contract.slug}'
        raise refuse("CODE.LIST", message, f"Use one of: {', '.join(sorted(known.providers))}")
    return known.providers[provider]


def contract_name(known: Known, invented: bool) -> str:
    """The contract's own name in the identity; its alias where the figures are invented."""
    return known.contract.form.alias.contract if invented else known.contract.slug


def provider_name(known: Known, provider: str, invented: bool) -> str:
    """The provider's name for people to read; its alias where the figures are invented."""
    if provider == EVERYONE:
        return "all providers together"
    party = known.contract.party(provider)
    return party.alias if invented else party.name
