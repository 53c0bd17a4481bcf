"""The finance-return workbook's form: its sheets, rows, columns and identity. Writer and reader both follow it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evenlode.archives.workbooks import Expected
from evenlode.finance.tables import needed
from evenlode.finance.years import financial_year
from evenlode.problems import refuse
from evenlode.results import Period
from evenlode.terms.contract import Contract

TEMPLATE = "evenlode finance return"
TEMPLATE_VERSION = "1"
"""Raised whenever a sheet, a row, a column or the meaning of a cell changes; older files are refused."""

IDENTITY = ("template", "template version", "contract", "year", "provider", "invented")
EXPECTED = Expected(
    name="finance return",
    command="evenlode finance workbook",
    most_bytes=5 * 1024 * 1024,
    most_unpacked=40 * 1024 * 1024,
    most_parts=200,
)

NOTES = "Read me"
HEADER_ROW = 4
"""The row of the headings, counted from 1; the rows to fill in follow it."""


class Sort(StrEnum):
    """What a typed cell holds."""

    MONEY = "money"
    SIGNED = "money that may be negative"
    FTE = "full-time equivalents"
    COUNT = "count"
    SHARE = "share"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Column:
    """A column to fill in: its name, its heading and what it holds."""

    name: str
    heading: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Row:
    """A row to fill in: its name, its title for people and, where it is not the column's, what its cells hold."""

    name: str
    title: str
    sort: Sort | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its named range and what it asks for."""

    name: str
    range: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def cell(self, row: int, column: int) -> str:
        """'Income!C5' from the places of a row and a column, both from 0."""
        return f"{self.name}!{chr(67 + column)}{HEADER_ROW + 1 + row}"

    @property
    def area(self) -> str:
        """The named range: headings and rows."""
        return f"='{self.name}'!$A${HEADER_ROW}:${chr(66 + len(self.columns))}${HEADER_ROW + len(self.rows)}"

    def sort(self, row: Row, column: Column) -> Sort:
        """What a cell holds."""
        return row.sort or column.sort


LEAD_INCOME = (
    Row("health", "From the health funder, for the contract"),
    Row("council", "From the council, for the contract"),
    Row("section-75", "From the council under section 75, beside the contract; not counted in the total"),
)
PARTNER_INCOME = (
    Row("sub-contract", "From the lead provider, under the sub-contract"),
    Row("lead-extra", "From the lead provider, beside the sub-contract"),
)
OWN_INCOME = (
    Row("grants", "Grants for these services"),
    Row("other", "Other income of these services"),
)
STAFF = (
    Row("medical", "Doctors"),
    Row("nursing", "Nurses"),
    Row("therapy", "Psychologists and therapists"),
    Row("social-work", "Social workers"),
    Row("support", "Support and recovery workers"),
    Row("admin", "Administration and management"),
)
APPORTIONMENT = (
    Row("overhead", "Overhead of the whole organisation, £", Sort.MONEY),
    Row("overhead-share", "Share of it charged to the contract", Sort.SHARE),
    Row("pool", "Pool of shared services, £", Sort.MONEY),
    Row("pool-share", "Share of it charged to the contract", Sort.SHARE),
    Row("driver", "What the shares follow, for example staff or floor space", Sort.WORDS),
    Row("owner", "Who answers for the shares: a role, no name", Sort.WORDS),
    Row("version", "Version of the rule", Sort.WORDS),
)
POSITION = (
    Row("total-income", "Total income for the contract, £"),
    Row("total-direct", "Total direct cost, £"),
    Row("total-overhead", "Overhead and pool charged, £"),
    Row("total-sub-contracts", "Total paid to partners, £"),
    Row("result", "Surplus, or deficit as a negative number, £", Sort.SIGNED),
    Row("uplift", "Uplift received in the year, £"),
    Row("fundraising-used", "Fundraising used to make up a deficit, £"),
    Row("reserves-used", "Reserves used to make up a deficit, £"),
    Row("reserves", "Free reserves at the end of the year, £", Sort.SIGNED),
    Row("spending", "Yearly spending of the whole organisation, £"),
)


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service of the finance returns: run by a provider or bought place by place, and the outcomes it is for."""

    name: str
    title: str
    is_placement: bool
    outcomes: tuple[int, ...]


def services(contract: Contract) -> tuple[ServiceLine, ...]:
    """The services of the contract's table. Raises a Refusal where it has none."""
    (form,) = needed(contract, "services")
    return tuple(
        ServiceLine(
            row["service"],
            row["title"],
            row["sort"] == "placement",
            tuple(int(one) for one in row["outcomes"].split(",") if one.strip()),
        )
        for row in form.rows
    )


def sheets(contract: Contract, provider: str, *, invented: bool) -> tuple[Sheet, ...]:
    """What the workbook of a provider asks for: the lead provider has funders and partners, a partner neither."""
    is_lead = provider == contract.lead_provider.party
    served = tuple(Row(one.name, one.title) for one in services(contract))
    money = (Column("amount", "Amount, £", Sort.MONEY),)
    income = (*(LEAD_INCOME if is_lead else PARTNER_INCOME), *OWN_INCOME)
    staffing = (
        Column("established", "FTE established", Sort.FTE),
        Column("in-post", "FTE in post", Sort.FTE),
        Column("vacant", "FTE vacant", Sort.FTE),
        Column("pay", "Pay, £", Sort.MONEY),
        Column("bank", "Bank, £", Sort.MONEY),
        Column("agency", "Agency, £", Sort.MONEY),
    )
    activity = (
        Column("people", "People", Sort.COUNT),
        Column("eligible", "of them eligible under the Care Act", Sort.COUNT),
        Column("contacts", "Contacts", Sort.COUNT),
        Column("days", "Bed or placement days", Sort.COUNT),
    )
    found = [
        Sheet("Income", "evenlode_income", "What came in for the contract in the year.", money, income),
        Sheet(
            "Direct cost",
            "evenlode_direct_cost",
            "What each service cost, without overhead and without what partners were paid.",
            (Column("pay", "Pay, £", Sort.MONEY), Column("non-pay", "Other cost, £", Sort.MONEY)),
            served,
        ),
        Sheet("Staffing", "evenlode_staffing", "Staff of the contract: FTE at the end of the year.", staffing, STAFF),
        Sheet("Activity", "evenlode_activity", "What was done in the year.", activity, served),
        Sheet(
            "Apportionment",
            "evenlode_apportionment",
            "How overhead and shared pools come to be charged to the contract.",
            (Column("value", "Value", Sort.WORDS),),
            APPORTIONMENT,
        ),
        Sheet("Position", "evenlode_position", "Totals, reserves and what made up a deficit.", money, POSITION),
    ]
    if is_lead:
        columns = (
            Column("paid", "Paid, £", Sort.MONEY),
            Column("uplift", "of which uplift in the year, £", Sort.MONEY),
        )
        partners = _partners(contract, invented)
        found.insert(3, Sheet("Sub-contracts", "evenlode_sub_contracts", "Paid to each partner.", columns, partners))
    return tuple(found)


def _partners(contract: Contract, invented: bool) -> tuple[Row, ...]:
    partners = (one for one in contract.providers() if one.role == "partner")
    return tuple(Row(one.party, one.alias if invented else one.name) for one in partners)


def year_of_contract(contract: Contract, year: str) -> Period:
    """The financial year, where any day of it is in the contract or its extension; else a Refusal."""
    period = financial_year(year)
    if period.end < contract.term.start or period.start > contract.last_day:
        message = f"the financial year {year} has no day in the contract"
        raise refuse("PERIOD.OUTSIDE", message, f"Use a year from {contract.term.start} to {contract.last_day}")
    return period


def known_provider(contract: Contract, provider: str) -> str:
    """The slug of a provider, given its slug, name or alias. Raises a Refusal where it is none of the contract's."""
    for party in contract.providers():
        if provider.lower() in (party.party, party.name.lower(), party.alias.lower()):
            return party.party
    known = ", ".join(party.party for party in contract.providers())
    raise refuse("CODE.LIST", f'"{provider}" is no provider of {contract.slug}', f"Use one of: {known}")
