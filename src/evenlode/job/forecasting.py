"""Forecasting a contract year from the workspace's newest figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evenlode.job.given import Given, contract_given
from evenlode.job.measured import Measured, read_measured
from evenlode.job.settled import joined
from evenlode.job.supplied import NOTHING_SUPPLIED, supplied_figures
from evenlode.job.workspace import Workspace
from evenlode.problems import refuse
from evenlode.results import EVERYONE, Outturn, Period
from evenlode.settlement.forecasting import DRAWS, Forecast, forecast
from evenlode.terms.contract import Contract


@dataclass(frozen=True, slots=True)
class Forecasted:
    """A forecast, and whether what it rests on is invented."""

    forecast: Forecast
    invented: bool


def forecast_year(
    given: Given,
    workspace: Workspace,
    *,
    period: Period | None = None,
    outturns: Path | None = None,
    as_of: date | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Forecasted:
    """The forecast of a contract year (default: the year of the last figure) as of a day (default: the last figure's).

    Raises a Refusal where there are no figures of the year by that day.
    """
    contract = contract_given(given)
    figures, invented = figures_of(contract, workspace, outturns)
    whole = [one for one in figures if one.provider == one.segment == one.stratum == EVERYONE]
    if as_of is not None:
        whole = [one for one in whole if one.period.end <= as_of]
    if period is not None:
        whole = [one for one in whole if contract.year_of(period.start).covers(one.period)]
    if not whole:
        raise refuse(
            "RUN.NOTHING", "there are no figures to look ahead from", "Run evenlode measure, or give --outturns"
        )
    day = as_of or max(one.period.end for one in whole)
    year = contract.year_of(period.start if period else max(one.period.end for one in whole))
    annual = {one.indicator: one.annual for one in contract.definitions(year)}
    found = forecast(contract.terms_on(year.end), whole, annual, min(day, year.end), draws, seed)
    return Forecasted(found, invented)


def figures_of(contract: Contract, workspace: Workspace, outturns: Path | None) -> tuple[tuple[Outturn, ...], bool]:
    """The figures of a file, or the newest measured ones with what was supplied; and whether they are invented."""
    newest = workspace.newest_run("measure", "run", "settle") if outturns is None else None
    file = outturns or (newest / "outturns.csv" if newest else None)
    measured = read_measured(file, contract) if file else Measured.nothing()
    supplied = NOTHING_SUPPLIED if outturns else supplied_figures(workspace, None)
    return joined(measured, supplied), measured.provenance.is_invented or supplied.invented
