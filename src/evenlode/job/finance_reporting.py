"""The finance report: what a contract declares of money and what providers returned, as one chapter in every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from evenlode.data.store import Store, open_store
from evenlode.finance.case import make_case
from evenlode.finance.commitments import commitments
from evenlode.finance.demand.flows import run as look_ahead
from evenlode.finance.demand.measured import Measured, charts, service_today
from evenlode.finance.fan import fan
from evenlode.finance.money_risk import Spread, deficit_risk
from evenlode.finance.returns.finance_return import FinanceReturn
from evenlode.finance.returns.form import known_provider
from evenlode.finance.returns.open_book import workforce
from evenlode.finance.returns.tables import open_book_of
from evenlode.finance.tables import table
from evenlode.finance.thousands import to_pence
from evenlode.finance.tornado import tornado
from evenlode.job.clock import Progress, silent
from evenlode.job.financing import envelope_of, inflation_of, signed_off, stored_returns
from evenlode.job.flows import FLOW_COLUMNS, as_measured, eligible_people, flows_of, tells_flows
from evenlode.job.workspace import Workspace
from evenlode.problems import Refusal, refuse
from evenlode.report.finance import CasePart, Eligible, Looked, OpenBook, chapter, write_chapter
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract

KIND = "finance"
MONTHS_AHEAD = 24
_INFLATION, _DEMAND, _UPLIFT = Spread(0.01, 0.021, 0.035), Spread(0.0, 0.01, 0.03), 0.0
_ASSUMED = (
    "In 10,000 draws cost grows by inflation of 1% to 3.5% a year, likeliest 2.1%, and by demand of 0% to 3%, "
    "likeliest 1%; income stays flat cash. The ranges are ours. 5% and 95% are percentiles of the result."
)


@dataclass(frozen=True, slots=True)
class FinanceReport:
    """Where the chapter is, its name there, and whether its figures are nobody's."""

    folder: Path
    name: str
    invented: bool
    files: int


def finance_report(
    folder: Path,
    place: Workspace,
    *,
    store_url: str | Path | None = None,
    year: str | None = None,
    inflation: Fraction | None = None,
    as_known_on: date | None = None,
    seed: int = 1,
    to: Path | None = None,
    suffixes: Sequence[str] | None = None,
    progress: Progress = silent,
) -> FinanceReport:
    """Write the chapter in every form, or in those asked for, with its open data: all or nothing.

    The open book is in it where the workspace holds finance returns, demand and capacity where there are rows too
    (store_url, else the workspace's own). Beside invented returns the case is left out, since it names real
    organisations. Raises a Refusal where there is nothing to tell, or real and invented figures would meet.
    """
    contract = read_contract(folder)
    progress("Reading the finance returns")
    returns = _returns(place, as_known_on)
    invented = any(one.invented for one in returns)
    case = None
    if not invented and contract.finance:
        progress("Computing the case")
        case = _case(contract, seed)
    if case is None and not returns:
        fix = "Add tables to finance/ of the contract folder, or receive finance returns"
        raise refuse("FINANCE.NOTHING", "neither the contract nor the workspace says anything of money", fix)
    book = None
    if returns:
        progress("Opening the book")
        rate = inflation if inflation is not None else inflation_of(contract)
        book = _book(contract, place, returns, rate, year, as_known_on, seed)
        url = store_url or (place.store if (place.store / "manifest.json").is_file() else None)
        if url is not None:
            progress("Counting who came and who left")
            book = replace(book, looked=_looked(url, returns, as_known_on))
    made = chapter(case, book)
    progress("Writing the chapter")
    with place.new_run(KIND, to) as (making, final):
        files = write_chapter(made, making, suffixes)
    return FinanceReport(final.resolve(), made.name, made.invented, len(files))


def _returns(place: Workspace, as_known_on: date | None) -> list[FinanceReturn]:
    """The finance returns in force; none where none was received."""
    try:
        return stored_returns(place, as_known_on)
    except Refusal as refusal:
        if refusal.rule != "FINANCE.NOTHING":
            raise
        return []


def _case(contract: Contract, seed: int) -> CasePart:
    part = CasePart(contract.form.title)
    if table(contract, "projection"):
        case = make_case(contract)
        part = replace(part, case=case, bars=tornado(case), drawn=fan(case, seed=seed))
    if table(contract, "contract value"):
        years, by_contract_year = envelope_of(contract)
        part = replace(part, years=years, by_contract_year=by_contract_year)
    if table(contract, "commitments"):
        part = replace(part, promised=commitments(contract))
    return part


def _book(
    contract: Contract,
    place: Workspace,
    returns: Sequence[FinanceReturn],
    inflation: Fraction | None,
    year: str | None,
    as_known_on: date | None,
    seed: int,
) -> OpenBook:
    if inflation is None:
        fix = "Name it, for example --inflation 2.1%"
        raise refuse("FINANCE.INFLATION", "the contract declares no inflation, so flat cash cannot be valued", fix)
    book = open_book_of(contract, returns, inflation, year, signed_off(place, as_known_on))
    risk = deficit_risk(returns, _INFLATION, _DEMAND, _UPLIFT, seed=seed)
    names = names_of(contract, invented=book.invented)
    envelopes = (
        {one.year: to_pence(one.closing) for one in envelope_of(contract)[0]}
        if table(contract, "contract value")
        else {}
    )
    return OpenBook(book, returns, names, inflation, risk, _ASSUMED, envelopes)


def names_of(contract: Contract, *, invented: bool) -> dict[str, str]:
    """What each party is called, by its name in the contract and by its organisation code."""
    found: dict[str, str] = {}
    for party in contract.form.parties:
        said = party.alias if invented else party.name
        found |= dict.fromkeys([party.party, *([party.code] if party.code else [])], said)
    return found


def staff_of(returns: Sequence[FinanceReturn], provider: str | None = None) -> dict[str, tuple[int, int]]:
    """Thousandths of FTE established and vacant by financial year, of one provider or of all."""
    found: dict[str, tuple[int, int]] = {}
    for one in workforce(returns):
        if provider in (None, one.provider):
            established, vacant = found.get(one.year, (0, 0))
            found[one.year] = established + one.established, vacant + one.vacant
    return found


@dataclass(frozen=True, slots=True)
class MeasuredFlows:
    """Who came and who left: as one service, and by provider and month with the people eligible."""

    measured: Measured
    by_month: tuple[tuple[str, ...], list[tuple[str | int | None, ...]]]


def measured_flows(folder: Path, place: Workspace, store_url: str | Path, provider: str | None = None) -> MeasuredFlows:
    """Flows of a store, with the staff of the workspace's finance returns. provider: rows of this one alone.

    Raises a Refusal where nobody has such rows, or real and invented figures would meet.
    """
    contract = read_contract(folder)
    whose = known_provider(contract, provider) if provider else None
    returns = _returns(place, None)
    with open_store(store_url) as store:
        never_mixed(store, returns)
        invented = store.invented
        known = {party.code or party.party: party.party for party in contract.form.parties}
        rows = [one for one in flows_of(store) if whose in (None, known.get(one.provider, one.provider))]
        people = {(one.provider, one.month): one for one in eligible_people(store)}
    if not rows:
        raise refuse("FLOW.ROWS", f"{provider} has no such rows", "Name a provider that sends them")
    names = names_of(contract, invented=invented)
    columns = ("provider", "month", *FLOW_COLUMNS, "people on own caseload", "eligible", "not known", "figures")
    told: list[tuple[str | int | None, ...]] = []
    for one in rows:
        own = people.get((one.provider, f"{one.month:%Y-%m}"))
        counts = (own.people, own.eligible, own.not_known) if own else (None, None, None)
        flows = (value(one) for value in FLOW_COLUMNS.values())
        word = "INVENTED" if invented else "real"
        told.append((names.get(one.provider, one.provider), f"{one.month:%Y-%m}", *flows, *counts, word))
    return MeasuredFlows(as_measured(rows, staff_of(returns, whose), invented), (columns, told))


def _looked(url: str | Path, returns: Sequence[FinanceReturn], as_known_on: date | None) -> Looked | None:
    """Demand and capacity; None where nobody sent rows of who came and who left."""
    with open_store(url, as_known_on=as_known_on) as store:
        never_mixed(store, returns)
        if not tells_flows(store):
            return None
        measured = as_measured(flows_of(store), staff_of(returns), store.invented)
        found = Looked(measured, charts(measured), eligible=_at_year_ends(eligible_people(store)))
    try:
        service = service_today(measured)
    except Refusal as refusal:
        return replace(found, why=refusal.problems[0].message)
    return replace(found, service=service, ahead=look_ahead(service, MONTHS_AHEAD))


def never_mixed(store: Store, returns: Sequence[FinanceReturn]) -> None:
    """Raises a Refusal where the rows are invented and the returns are not, or the other way round."""
    if returns and store.invented != any(one.invented for one in returns):
        rows, other = ("invented", "real") if store.invented else ("real", "invented")
        said = f"the rows are {rows} and the finance returns are {other}"
        raise refuse("FINANCE.MIXED", said, "Keep invented and real figures in workspaces of their own")


def _at_year_ends(found: Sequence[Eligible]) -> tuple[Eligible, ...]:
    """The last month of each financial year, and of each provider's own."""
    last: Mapping[str, str] = {one.provider: one.month for one in found}
    return tuple(one for one in found if one.month.endswith("-03") or one.month == last[one.provider])
