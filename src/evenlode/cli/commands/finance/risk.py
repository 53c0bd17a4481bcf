"""Draw the chance of a deficit by provider; test a bid."""

from __future__ import annotations

from typing import Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.asked_money import pounds_typed, share_typed
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import settings

Uplift = Annotated[str, typer.Option(metavar="0%", help="Uplift of every provider's income a year; 0% is flat cash.")]
Inflation = Annotated[str, typer.Option(metavar="LOW,LIKELY,HIGH", help="Inflation of cost a year.")]
Demand = Annotated[str, typer.Option(metavar="LOW,LIKELY,HIGH", help="Growth of demand a year.")]
Years = Annotated[int, typer.Option(metavar="N", help="Years after each provider's last finance return.")]
Draws = Annotated[int, typer.Option(metavar="N", help="Draws.")]
Seed = Annotated[int, typer.Option(metavar="N", help="The same seed, the same figures.")]
Bid = Annotated[
    list[str] | None, typer.Option(metavar="LINE=£36m", help="Income that a bid assumes. May be given again.")
]
Envelope = Annotated[str | None, typer.Option(metavar="£37.11m", help="The envelope that the bid must reconcile to.")]


def command(
    folder: options.Contract = None,
    uplift: Uplift = "0%",
    inflation: Inflation = "1%,2.1%,3.5%",
    demand: Demand = "0%,1%,3%",
    years: Years = 3,
    draws: Draws = 10_000,
    seed: Seed = 1,
    bid: Bid = None,
    envelope: Envelope = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """From the finance returns in the workspace. The ranges are ours; change them.

    With --bid and --envelope it tests a bid instead: exit code 3 unless both come to the same.
    """
    here = settings(workspace=workspace, format=format)
    if bid or envelope:
        _test_bid(bid or [], envelope)
        return
    from evenlode.finance.money_risk import Spread, deficit_risk
    from evenlode.job import Workspace
    from evenlode.job.financing import stored_returns
    from evenlode.money import pounds
    from evenlode.terms.reading import read_contract

    contract = read_contract(asked.contract(folder, here.workspace))
    returns = stored_returns(Workspace(here.workspace))
    price, growth = Spread(*_shares("inflation", inflation, 3)), Spread(*_shares("demand", demand, 3))
    found = deficit_risk(returns, price, growth, _shares("uplift", uplift, 1)[0], years, draws, seed)
    invented = any(one.invented for one in returns)
    names = {party.party: party.alias if invented else party.name for party in contract.form.parties}
    if invented:
        note("INVENTED figures")
    rows = [
        (
            *(names[one.provider], one.year, f"{one.chance:.1%}"),
            *(pounds(one.mean), pounds(one.low), pounds(one.high), "INVENTED" if invented else "real"),
        )
        for one in found
    ]
    columns = ("provider", "year", "chance of a deficit", "mean result", "5%", "95%", "figures")
    print_rows(here.format, columns, rows)


def _test_bid(bid: list[str], envelope: str | None) -> None:
    from evenlode.finance.money_risk import BidGap
    from evenlode.money import pounds

    if not bid or not envelope:
        raise typer.BadParameter("a bid needs both: --bid LINE=£36m and --envelope £37.11m")
    lines = [text.partition("=") for text in bid]
    if len({name for name, _, _ in lines}) < len(lines):
        raise typer.BadParameter("two lines of the bid have the same name, so one would be lost")
    gap = BidGap({name: pounds_typed(text) for name, _, text in lines}, pounds_typed(envelope))
    gap.reconcile_or_stop()
    typer.echo(f"The bid reconciles to {pounds(gap.envelope)}.")


def _shares(name: str, text: str, count: int) -> list[float]:
    found = [share_typed(name, part) for part in text.split(",")]
    if len(found) != count:
        like = "0%" if count == 1 else "1%,2.1%,3.5%"
        raise typer.BadParameter(f'"{text}" cannot be read: write --{name} like {like}')
    return found
