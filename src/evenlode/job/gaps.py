"""The gaps job: who counts against an indicator now, and what would change it; for a provider also who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evenlode.data.months import last_day, month_number
from evenlode.job.workspace import Workspace
from evenlode.measures.gaps import Gap, gaps
from evenlode.problems import refuse
from evenlode.results import EVERYONE, Period
from evenlode.terms.contract import Contract
from evenlode.terms.definitions import Definition
from evenlode.terms.reading import read_contract

if TYPE_CHECKING:
    from evenlode.data.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """Which gaps: of a month (default: the last with data), or of the contract year so far; of one provider or all.

    until: the day to look ahead to; by default the end of the month after, or of the contract year.
    """

    month: Period | None = None
    whole_year: bool = False
    until: date | None = None
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of one figure. They are rows about people, under pseudonyms."""

    code: str
    title: str
    period: Period
    until: date
    provider: str
    gaps: tuple[Gap, ...]
    invented: bool


def find_gaps(
    folder: Path,
    workspace: Workspace,
    name: str,
    asked: Asked,
    *,
    store: str | Path | None = None,
    as_known_on: date | None = None,
    threads: int | None = None,
) -> Gaps:
    """Who counts against an indicator or standard, proposed ones too. For the rows' zone alone.

    Raises a Refusal for a supplied figure, a period without data, a day to look ahead to that lies before it, a
    provider that is none of the contract's, and with every problem of the contract.
    """
    from evenlode.data.store import open_store
    from evenlode.population.segments import assign_segments, refuse_unknown_segments

    contract = read_contract(folder).taking_up([name])
    form = contract.indicator(name)
    provider = contract.party(asked.provider).party if asked.provider else EVERYONE
    with open_store(store or workspace.store, threads=threads, as_known_on=as_known_on) as opened:
        period, until = _days(contract, opened, asked)
        refuse_unknown_segments(opened, contract.population.segments)
        segments = assign_segments(opened, contract.population.segments)
        found = gaps(opened, _version(contract, form.code, period), segments, period, until, provider)
        return Gaps(form.code, form.title, period, until, provider, tuple(found), opened.invented)


def _days(contract: Contract, store: Store, asked: Asked) -> tuple[Period, date]:
    """The days to count, and the day to look ahead to."""
    months = Period(contract.term.start, max(contract.term.start, store.data_to)).months()
    if asked.month is None and not months:
        raise refuse("PERIOD.OUTSIDE", "there is no whole month of data in the contract", "Receive more, or --month")
    month = asked.month or months[-1]
    year = contract.year_of(month.end)
    period = Period(year.start, month.end) if asked.whole_year else month
    until = asked.until or (year.end if asked.whole_year else last_day(month_number(month.end) + 1))
    if until < period.end:
        said = f"{until} lies before the end of {period}"
        raise refuse("PERIOD.OUTSIDE", said, "Look ahead to that day or a later one", field="by")
    return period, until


def _version(contract: Contract, code: str, period: Period) -> Definition:
    """The version of the definition in force on the last day."""
    every = contract.definitions(Period(contract.term.start, max(contract.last_day, period.end)))
    found = next((one for one in every if one.code == code and period.end in one.in_force), None)
    if found is None:
        raise refuse("PERIOD.OUTSIDE", f"{code} is not in force in {period}", "Choose another month", field="month")
    return found
