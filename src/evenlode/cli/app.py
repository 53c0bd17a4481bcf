"""The `evenlode` command: its name, its help, and what happens when a command cannot do its work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from evenlode.cli import failing
from evenlode.cli.lazy import HELP_NAMES, LazyGroup


class Commands(LazyGroup):
    """Every command of Evenlode, and one place where whatever stops a command is told."""

    folder = Path(__file__).parent / "commands"
    package = "evenlode.cli.commands"

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an exception becomes a message on stderr and an exit code."""
        with failing.told():
            return super().invoke(ctx)


app = typer.Typer(
    cls=Commands,
    name="evenlode",
    no_args_is_help=True,
    context_settings=HELP_NAMES,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,  # they print the values of variables, which may be a person's data
)


@app.callback()
def evenlode() -> None:
    """Run an outcomes-based contract: what was promised, what was measured, what is paid, and how sure we are."""


def main() -> None:
    """The entry point of the installed command."""
    app(prog_name="evenlode")
