"""Look ahead at waiting list, caseload and beds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.asked_money import pounds_typed, share_typed
from evenlode.cli.output import aligned, note, print_rows
from evenlode.cli.settings import Format, settings

if TYPE_CHECKING:
    from evenlode.finance.demand.flows import Change
    from evenlode.finance.demand.measured import Measured

Flows = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="CSV with a row a month of measured flows; without it, the data store."),
]
Contract = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Contract folder, for names; without it, the workspace's.")
]
Provider = Annotated[str | None, typer.Option(metavar="PARTY", help="Rows of this provider alone.")]
ByMonth = Annotated[
    bool, typer.Option("--measured", help="Print what the rows say by provider and month, and nothing ahead.")
]
Months = Annotated[int, typer.Option(metavar="N", help="Months to look ahead.")]
Demand = Annotated[str, typer.Option(metavar="110%", help="Referrals and admissions, as a share of today's.")]
Vacancies = Annotated[str | None, typer.Option(metavar="8%", help="Share of posts that is empty; without it, today's.")]
Stay = Annotated[str, typer.Option("--in-care", metavar="90%", help="Time on the caseload, as a share of today's.")]
BedStay = Annotated[str, typer.Option("--in-bed", metavar="90%", help="Time in a bed, as a share of today's.")]
Beds = Annotated[float | None, typer.Option(metavar="N", help="Own beds; without it, today's.")]
Day = Annotated[str, typer.Option("--out-of-area-day", metavar="£650", help="What a day out of area costs.")]


def command(
    file: Flows = None,
    store: options.Store = None,
    contract: Contract = None,
    provider: Provider = None,
    measured: ByMonth = False,
    months: Months = 24,
    demand: Demand = "100%",
    vacancies: Vacancies = None,
    in_care: Stay = "100%",
    in_bed: BedStay = "100%",
    beds: Beds = None,
    out_of_area_day: Day = "£0",
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """A control chart's verdict on each measured flow, then each month ahead, and when the waiting list is cleared.

    The service today comes from the last twelve months of the file or of the rows; staff of the rows come from the
    finance returns in the workspace. The options say what would be different.
    """
    here = settings(workspace=workspace, store=store, format=format)
    from evenlode.finance.demand.flows import Change
    from evenlode.finance.demand.measured import read_flows

    change = Change(
        demand=share_typed("demand", demand),
        months_in_care=share_typed("in-care", in_care),
        days_in_bed=share_typed("in-bed", in_bed),
        vacancies=None if vacancies is None else share_typed("vacancies", vacancies),
        beds=beds,
    )
    day = pounds_typed(out_of_area_day)
    if file:
        if store or provider or measured:
            raise typer.BadParameter("--store, --provider and --measured are about rows: leave FILE out")
        _ahead(here.format, read_flows(file), change, day, months)
        return
    from evenlode.job import Workspace
    from evenlode.job.finance_reporting import measured_flows

    place = Workspace(here.workspace)
    found = measured_flows(asked.contract(contract, here.workspace), place, here.store or place.store, provider)
    if not measured:
        _ahead(here.format, found.measured, change, day, months)
        return
    if found.measured.invented:
        note("INVENTED figures")
    print_rows(here.format, *found.by_month)


def _ahead(form: Format, measured: Measured, change: Change, day: int, months: int) -> None:
    from evenlode.finance.demand.flows import months_to_clear, needed_to_clear, run
    from evenlode.finance.demand.measured import charts, service_today
    from evenlode.money import pounds

    service = change.on(service_today(measured, day))
    ahead = run(service, months)
    columns = ("month", "referrals", "taken on", "discharges", "waiting", "caseload", "out of area", "out-of-area cost")
    rows = [
        (
            *(one.number, f"{one.referrals:.1f}", f"{one.taken_on:.1f}", f"{one.discharges:.1f}", f"{one.waiting:.0f}"),
            *(f"{one.caseload:.0f}", f"{one.out_of_area:.1f}", pounds(one.out_of_area_cost)),
        )
        for one in ahead
    ]
    if measured.invented:
        note("INVENTED figures")
    if form is not Format.TEXT:
        word = "INVENTED" if measured.invented else "real"
        print_rows(form, (*columns, "figures"), [(*row, word) for row in rows])
        return
    charted = [(name, str(chart.variation).replace("_", " ")) for name, chart in charts(measured).items()]
    span = f"{measured.months[0]:%Y-%m} to {measured.months[-1]:%Y-%m}"
    typer.echo(f"{'INVENTED: ' if measured.invented else ''}Measured flows, {span}")
    typer.echo(aligned(("flow", "last month"), charted))
    typer.echo(f"\nThe next {months} months")
    typer.echo(aligned(columns, rows))
    cleared = months_to_clear(ahead)
    said = f"is cleared after {cleared} months" if cleared else f"is not cleared within {months} months"
    typer.echo(f"\nThe waiting list of {service.waiting:.0f} {said}.")
    typer.echo(f"To clear it within 12 months, {needed_to_clear(service, 12):.1f} a month have to be taken on.")
