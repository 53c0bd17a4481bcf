"""Compare schemes of segments, HoNOS clusters of two days, scope."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evenlode.cli import asked, options
from evenlode.cli.failing import NOT_ALLOWED, leave
from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import Format, settings
from evenlode.data.months import last_day, month_number

if TYPE_CHECKING:
    from evenlode.data.store import Store
    from evenlode.population.scope import Decision

Schemes = Annotated[
    list[str] | None,
    typer.Option("--scheme", metavar="NAME", help="A scheme to compare; give several. Without it, two of them."),
]
On = Annotated[str | None, typer.Option(metavar="DATE", help="Day to look at; without it, the last one with data.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Print the moves between HoNOS clusters since that day instead.")
]
Quarterly = Annotated[
    bool, typer.Option("--by-quarter", help="With --since: the moves of every three months up to the day.")
]
InScope = Annotated[
    bool, typer.Option("--scope", help="Which rule of the scope put open referrals and their people in or out.")
]
Rows = Annotated[bool, typer.Option("--rows", help="With --scope: each referral and its rule. Rows' zone only.")]
RowsZone = Annotated[
    bool, typer.Option("--rows-zone", help="You are where rows about people may be seen; without it none are shown.")
]
Mappings = Annotated[
    list[str] | None,
    typer.Option(
        "--mapping", metavar="SCHEME=FILE", help="CSV file of code and category, for a scheme that needs one."
    ),
]

NOTICE = "Small numbers of people are among these. Keep them where the rows are; release figures with evenlode release."


def command(
    scheme: Schemes = None,
    on: On = None,
    since: Since = None,
    mapping: Mappings = None,
    by_quarter: Quarterly = False,
    scope: InScope = False,
    rows: Rows = False,
    rows_zone: RowsZone = False,
    workspace: options.Workspace = None,
    store: options.Store = None,
    format: options.Print = None,
) -> None:
    """How many people each category of one scheme shares with each of another; or moves, or the scope of a day.

    Schemes: blended, honos-clusters, icd-10-chapter-v, life-course; and resource-groups and severity, whose mapping of
    HoNOS clusters or diagnosis blocks to categories you load.
    """
    here = settings(workspace=workspace, store=store, format=format)
    day, before = asked.day(on), asked.day(since)
    if rows and not (scope and rows_zone):
        said = "Rows about people are shown only where they may lawfully be: if you are there, add --rows-zone."
        leave(NOT_ALLOWED, f"{said} They come with --scope.")
    names = scheme or ["honos-clusters", "blended"]
    from evenlode.data.store import open_store
    from evenlode.job.workspace import Workspace
    from evenlode.population.schemes.compared import compared, moves

    given = dict(_mapping(text) for text in mapping or ())
    with open_store(here.store or Workspace(here.workspace).store) as opened:
        last = day or opened.data_to
        if scope:
            _print_scope(here.format, opened, last, rows)
        elif before is not None and by_quarter:
            steps = _quarters(before, last)
            print_rows(
                here.format,
                ("from", "to", "before", "after", "people", "move"),
                [
                    (str(one), str(two), move.before, move.after, move.people, _way(move.transition))
                    for one, two in pairwise(steps)
                    for move in moves(opened, one, two)
                ],
            )
        elif before is not None:
            found = moves(opened, before, last)
            cells = [(one.before, one.after, one.people, _way(one.transition)) for one in found]
            print_rows(here.format, (f"on {before}", f"on {last}", "people", "move"), cells)
        else:
            shared = compared(opened, names, last, given)
            print_rows(here.format, (*names, "people"), [(*one.categories, one.people) for one in shared])
        if opened.invented:
            note("INVENTED")
    note(NOTICE)


def _print_scope(format: Format, store: Store, day: date, rows: bool) -> None:
    """Each rule that fired with its numbers, or each referral with its rule."""
    from evenlode.population.scope_on_day import by_rule, of_people, scope_on

    placed = scope_on(store, day)
    if rows:
        cells = [(one.person, one.provider, one.referral, *_decided(one.decision)) for one in placed]
        print_rows(format, ("person", "provider", "referral", "scope", "rule", "because"), cells)
        return
    found = [(*_decided(one.decision), one.referrals, one.people) for one in by_rule(placed)]
    print_rows(format, ("scope", "rule", "because", "referrals", "people"), found)
    said = "; ".join(f"{name} {number:,}" for name, number in of_people(placed).items())
    note(f"People by all their open referrals on {day}: {said or 'nobody'}")


def _decided(one: Decision) -> tuple[str, int, str]:
    return (one.scope, one.rule, one.because.replace("_", " "))


def _quarters(first: date, last: date) -> list[date]:
    """The first day, the ends of every third month after it, and the last day."""
    month, found = month_number(first) + 3, [first]
    while last_day(month) < last:
        found.append(last_day(month))
        month += 3
    return [*found, last]


def _way(transition: str | None) -> str:
    return transition.replace("_", " ") if transition else ""


def _mapping(text: str) -> tuple[str, dict[str, str]]:
    """A scheme and its mapping, from SCHEME=FILE. A wrong one is a mistake in the command."""
    import csv

    name, equals, file = text.partition("=")
    if not equals or not Path(file).is_file():
        raise typer.BadParameter(f'"{text}" is no scheme with a file: write for example severity=severity.csv')
    with Path(file).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows or not {"code", "category"} <= rows[0].keys():
        raise typer.BadParameter(f"{file} needs the columns code and category")
    return name, {row["code"].strip(): row["category"].strip() for row in rows}
