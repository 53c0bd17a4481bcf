"""The commands: what `evenlode --help` and every command's own help say, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer.main

from tools.markdown import page

WIDE = 100  # characters: fixed, so that the page does not follow the writer's terminal


def pages() -> dict[str, str]:
    """commands.md."""
    from evenlode.cli.app import app

    return {"commands.md": page("Commands", "the commands' own help", *_helps(typer.main.get_command(app), "evenlode"))}


def _helps(command: Any, name: str, above: Any = None) -> Iterator[str]:
    """A command's help and, for a group, that of its commands. Typer's click has no public names to type with."""
    context = command.make_context(name, [], above, resilient_parsing=True, terminal_width=WIDE, max_content_width=WIDE)
    heading = f"## {context.command_path}\n\n" if above else ""
    yield f"{heading}```text\n{context.command.get_help(context).rstrip()}\n```"
    if hasattr(command, "list_commands"):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if not found.hidden:
                yield from _helps(found, inner, context)
