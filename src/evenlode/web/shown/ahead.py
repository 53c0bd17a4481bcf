"""Ahead: the forecast of the year that runs, worked out by the job once for each run and kept beside it."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evenlode.money import Pence, pounds
from evenlode.problems import Refusal
from evenlode.report.plain_json import from_plain, shape_of, to_plain
from evenlode.report.tables import Table
from evenlode.results import say_day
from evenlode.settlement.forecasting import Forecast, IndicatorForecast
from evenlode.terms.values import say_share
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.writing import write_whole

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace

KINDS = ("run", "settle", "measure")
"""Kinds of run whose figures a forecast rests on."""

_building: set[Path] = set()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """A forecast and what it was worked out from. refused: why there is none."""

    run: str
    contract_sha256: str
    forecast: Forecast | None
    refused: str
    invented: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """The page. why_not: why nothing is forecast, in words; the rest is empty then."""

    headline: str
    lede: str
    accrual: str
    as_of: str
    run: str
    indicators: Table | None
    why_not: str
    is_of_now: bool
    tables: tuple[Named, ...]


def ahead(workspace: Workspace, contract_sha256: str) -> Ahead | None:
    """The newest forecast that is kept; None where there is none."""
    found = kept_forecast(workspace)
    if found is None:
        return None
    newest = workspace.newest_run(*KINDS)
    is_of_now = found.contract_sha256 == contract_sha256 and newest is not None and newest.name == found.run
    if not is_of_now:
        build_beside(workspace)
    if found.forecast is None:
        return Ahead("Nothing can be forecast yet.", "", "", "", found.run, None, found.refused, is_of_now, ())
    one = found.forecast
    table = _table(one.indicators)
    return Ahead(
        headline=f"{pounds(one.expected)} of the {pounds(one.pot)} pot is expected.",
        lede=f"In 80 of 100 drawn years it is between {pounds(one.low)} and {pounds(one.high)}. "
        "This looks ahead; nothing is paid on it.",
        accrual=f"{one.months} of 12 months are over, so {pounds(one.accrual)} is accrued.",
        as_of=f"{say_day(one.as_of)}, for contract year {one.year}",
        run=found.run,
        indicators=table,
        why_not="",
        is_of_now=is_of_now,
        tables=(Named("forecast", table),),
    )


def keep_all(workspace: Workspace) -> None:
    """Work out whatever pages need that no run leaves by itself: the forecast. A job does it after a run."""
    keep_forecast(workspace)


def build_beside(workspace: Workspace) -> None:
    """The same in a thread of its own, one at a time for each workspace, so that nobody waits for it."""
    with _lock:
        if workspace.folder in _building:
            return
        _building.add(workspace.folder)
    threading.Thread(target=_build, args=(workspace,), daemon=True, name="evenlode-pages").start()


def _build(workspace: Workspace) -> None:
    try:
        keep_all(workspace)
    finally:
        with _lock:
            _building.discard(workspace.folder)


def kept_forecast(workspace: Workspace) -> KeptForecast | None:
    """What is kept; None where nothing is, or another version of Evenlode kept it."""
    file = _file(workspace)
    if not file.is_file():
        return None
    try:
        shape, said = json.loads(file.read_text(encoding="utf-8"))
        return from_plain(KeptForecast, said) if shape == shape_of(KeptForecast) else None
    except (ValueError, TypeError, KeyError):
        return None


def keep_forecast(workspace: Workspace) -> KeptForecast | None:
    """Work out the forecast of the newest figures and keep it; nothing where it is kept already, or no figure is there.

    It draws hundreds of years, so it takes seconds and belongs to a worker.
    """
    from evenlode.job.forecasting import forecast_year
    from evenlode.terms.reading import folder_sha256

    newest = workspace.newest_run(*KINDS)
    if newest is None:
        return None
    sha256, before = folder_sha256(workspace.contract), kept_forecast(workspace)
    if before and (before.run, before.contract_sha256) == (newest.name, sha256):
        return before
    try:
        found = forecast_year(workspace.contract, workspace)
        made = KeptForecast(newest.name, sha256, found.forecast, "", found.invented)
    except Refusal as refusal:
        first = refusal.problems[0]
        said = f"{first.message[:1].upper()}{first.message[1:]}. {first.fix}."
        made = KeptForecast(newest.name, sha256, None, said, invented=False)
    write_whole(_file(workspace), json.dumps([shape_of(KeptForecast), to_plain(made)], ensure_ascii=False))
    return made


def _file(workspace: Workspace) -> Path:
    return workspace.folder / "web" / "shown" / "forecast.json"


def _table(found: tuple[IndicatorForecast, ...]) -> Table:
    rows = tuple(
        (
            f"{one.code} {one.title}",
            f"{one.numerator:,} of {one.denominator:,}" if one.numerator is not None else one.why_not,
            "; ".join(f"{reach.level} {say_share(reach.line)}: {reach.chance:.0%}" for reach in one.reaches),
            "; ".join(_needed(reach.needed, reach.of) for reach in one.reaches),
            "" if one.why_not else pounds(one.expected),
            "" if one.why_not else _between(one.low, one.high),
        )
        for one in found
    )
    columns = ("Indicator", "So far", "Chance of each line", "Still needed", "Expected", "In 80 of 100 drawn years")
    return Table("Forecast by indicator", columns, rows, (4, 5))


def _between(low: Pence, high: Pence) -> str:
    return pounds(low) if low == high else f"{pounds(low)} to {pounds(high)}"


def _needed(needed: int, of: int) -> str:
    """How many more have to succeed, in words; below nothing it is passed or out of reach already."""
    if of == 0:
        return "nobody is still to come"
    return f"{needed:,} of {of:,} still to come" if needed > 0 else f"none of {of:,} still to come"
