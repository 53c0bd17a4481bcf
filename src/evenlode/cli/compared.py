"""A difference by cause, printed: what was paid, what each cause changed, and what is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from evenlode.cli.output import print_rows
from evenlode.cli.settings import Format

if TYPE_CHECKING:
    from evenlode.settlement.comparing import Compared


def print_compared(form: Format, found: Compared, names: tuple[str, str], lines: bool, invented: bool) -> None:
    """The table of causes; with lines, each line of the statement that a cause changed."""
    from evenlode.money import pounds, pounds_plain

    say = pounds if form is Format.TEXT else pounds_plain
    if invented and form is Format.TEXT:
        typer.echo("INVENTED figures")
    rows = [(names[0], *map(say, found.before.values()))]
    rows += [(part.cause.value, *map(say, part.change.values())) for part in found.parts]
    rows.append((names[1], *map(say, found.after.values())))
    print_rows(form, ("cause", "pot", "earned", "held", "not earned", "not on offer"), rows)
    changed = [(part.cause.value, name, say(amount)) for part in found.parts for name, amount in part.lines]
    if lines and changed and form is Format.TEXT:
        typer.echo("")
        print_rows(form, ("cause", "line", "earned"), changed)
