"""What the user typed as values: a period, a day, a contract folder."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from evenlode.results import Period


def period(text: str | None) -> Period | None:
    """A closed period from '2017-10-01..2018-09-30'. A wrong one is a mistake in the command, not in data."""
    from evenlode.results import Period

    if text is None:
        return None
    first, dots, last = text.partition("..")
    start, end = day(first), day(last if dots else "")
    if start is None or end is None or end < start:
        raise typer.BadParameter(f'"{text}" is not a period: write two days, for example 2017-10-01..2018-09-30')
    return Period(start, end)


def day(text: str | None) -> date | None:
    """A day from '2018-09-30'. A wrong one is a mistake in the command, not in data."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f'"{text}" is not a day: write it as 2018-09-30') from None


def month(text: str | None) -> Period | None:
    """A calendar month from '2018-09'. A wrong one is a mistake in the command, not in data."""
    from evenlode.results import Period, next_month

    if text is None:
        return None
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise typer.BadParameter(f'"{text}" is not a month: write it as 2018-09') from None
    return Period(first, next_month(first) - timedelta(days=1))


def contract(folder: Path | None, workspace: Path) -> Path:
    """The contract folder named, else the workspace's own."""
    return folder if folder is not None else workspace / "contract"
