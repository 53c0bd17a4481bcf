"""The finance jobs: what a contract folder and a workspace hold of money, read and put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from evenlode.finance.assumptions import read_assumptions
from evenlode.finance.case import Case, make_case, recompute
from evenlode.finance.changes import read_changes
from evenlode.finance.envelope import EnvelopeYear, envelope_by_year
from evenlode.finance.returns.finance_return import FinanceReturn
from evenlode.finance.returns.invented import YEARS, invent_returns
from evenlode.finance.returns.read import read_workbook
from evenlode.finance.returns.write import write_workbook
from evenlode.finance.scope import read_moves
from evenlode.finance.tables import facts, needed, table
from evenlode.finance.years import in_period
from evenlode.job.given import Given, contract_given
from evenlode.job.workspace import Workspace
from evenlode.problems import Problem, Refusal, refuse
from evenlode.records.finance_returns import (
    StoredReturn,
    record_returns,
    record_sign_off,
    returns_in_force,
    sign_offs_in_force,
)
from evenlode.records.journal import Journal
from evenlode.records.return_steps import Followed, ReturnStep, StepOfReturn, followed, take_return_step
from evenlode.results import Period
from evenlode.terms.contract import Contract


def financial_case(given: Given) -> Case:
    """The case that the contract declares. Raises a Refusal with every problem."""
    return make_case(contract_given(given))


def changed_case(case: Case, typed: Sequence[str]) -> Case:
    """The case with changes as typed, NAME=VALUE. Raises a Refusal with every one that cannot be read."""
    changes = read_changes(typed, case.declared)
    return recompute(case.declared, case.fits, changes) if changes.any else case


def envelope_of(contract: Contract) -> tuple[tuple[EnvelopeYear, ...], dict[Period, Fraction | None]]:
    """The envelope by financial year, and what of it falls into each contract year (None where a part is unknown)."""
    (value,) = needed(contract, "contract value")
    assumed, moved = table(contract, "assumptions"), table(contract, "scope moves")
    cap = read_assumptions(assumed).cap if assumed else None
    years = envelope_by_year(facts(value), cap, read_moves(moved))
    yearly = {year.year: year.closing for year in years}
    return years, {period: in_period(yearly, period) for period in contract.years()}


def receive_returns(
    files: Sequence[Path],
    contract: Contract,
    place: Workspace,
    received: date,
    by: str,
    provider: str | None = None,
    *,
    invented: bool | None = None,
) -> list[StoredReturn]:
    """Read every workbook whole, then record all of them. A Refusal holds every problem; nothing is stored then.

    invented: refuse workbooks whose figures are not invented (True) or are (False); either where it is not said.
    """
    read, problems = [], list[Problem]()
    for file in files:
        try:
            one = read_workbook(file, contract, provider)
        except Refusal as refusal:
            problems.extend(refusal.problems)
            continue
        read.append(one)
        if invented not in (None, one.content.invented):
            found, here = ("invented", "real") if one.content.invented else ("real", "invented")
            said = f"the figures are {found}, and this workspace is for {here} ones"
            problems.extend(refuse("INVENTED.MIX", said, "Use another workspace", file=one.file).problems)
    if problems:
        raise Refusal(problems)
    with Journal.open(place.records) as journal:
        return record_returns(journal, read, received, by)


def stored_returns(place: Workspace, as_known_on: date | None = None) -> list[FinanceReturn]:
    """The finance returns in force in a workspace. Raises a Refusal where there is none."""
    found: list[StoredReturn] = []
    if place.records.exists():
        with Journal.open(place.records) as journal:
            found = returns_in_force(journal, as_known_on)
    if not found:
        fix = "Make workbooks with evenlode finance workbook, and take them in with evenlode finance receive"
        raise refuse("FINANCE.NOTHING", "there is no finance return in this workspace", fix)
    return [one.content for one in found]


def signed_off(place: Workspace, as_known_on: date | None = None) -> dict[str, str]:
    """By financial year, who signed off the finance returns that are in force, in words."""
    if not place.records.exists():
        return {}
    said: dict[str, list[str]] = {}
    with Journal.open(place.records) as journal:
        for one in sign_offs_in_force(journal, as_known_on):
            said.setdefault(one.year, []).append(f"Signed off by {one.party} on {one.on}.")
    return {year: " ".join(found) for year, found in said.items()}


def sign_off_year(contract: Contract, place: Workspace, year: str, party: str, on: date, by: str) -> None:
    """Record that a funder agrees with the finance returns of a year. Raises a Refusal where it may not."""
    if contract.party(party).role not in ("commissioner", "funder"):
        raise refuse("FINANCE.SIGN_OFF", f"{party} pays nothing into the contract", "Name a commissioner or funder")
    stored_returns(place)
    with Journal.open(place.records) as journal:
        record_sign_off(journal, year, party, on, by)


def returns_followed(place: Workspace) -> list[Followed]:
    """Every version of every finance return with what finance asked, what was answered and whether it is accepted."""
    if not place.records.exists():
        return []
    with Journal.open(place.records) as journal:
        return followed(journal)


def step_of_return(place: Workspace, number: int, step: ReturnStep, on: date, by: str, said: str = "") -> StepOfReturn:
    """Ask about a finance return, answer, or accept it. Raises a Refusal where it is not its turn or not one's own."""
    with Journal.open(place.records) as journal:
        return take_return_step(journal, number, step, on, by, said)


def inflation_of(contract: Contract) -> Fraction | None:
    """The inflation that the contract's case assumes; None where it has no case."""
    assumed = table(contract, "assumptions")
    return read_assumptions(assumed).inflation if assumed else None


def write_invented(contract: Contract, to: Path, seed: int, years: Sequence[str] = YEARS) -> list[Path]:
    """A filled workbook of invented figures for every provider and year. Raises a Refusal where one is there."""
    to.mkdir(parents=True, exist_ok=True)
    found = []
    for one in invent_returns(contract, seed, years):
        file = to / f"INVENTED-{one.provider}-{one.year.replace('/', '-')}.xlsx"
        values = {entry.key: entry.value for entry in one.entries}
        write_workbook(contract, one.provider, one.year, file, invented=True, values=values)
        found.append(file)
    return found
