"""Show every setting, its value and where it came from."""

from __future__ import annotations

from evenlode.cli import options
from evenlode.cli.output import print_rows
from evenlode.cli.settings import all_settings, settings


def command(
    workspace: options.Workspace = None,
    store: options.Store = None,
    to: options.To = None,
    threads: options.Threads = None,
    format: options.Print = None,
) -> None:
    """A flag comes first, then EVENLODE_WORKSPACE and its like, then evenlode.toml in this folder, then the default."""
    flags = {"workspace": workspace, "store": store, "to": to, "threads": threads, "format": format}
    here = settings(**flags)
    rows = [(found.name, found.value, found.source, found.about) for found in all_settings(**flags)]
    print_rows(here.format, ("setting", "value", "from", "what it is"), rows)
