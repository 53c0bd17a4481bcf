"""Follow the envelope from year to year, line by line."""

from __future__ import annotations

import typer

from evenlode.cli import asked, options
from evenlode.cli.output import print_rows
from evenlode.cli.settings import Format, settings


def command(
    folder: options.Contract = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Uplifts, growth, investment and scope that moved, and what no document explains as a line of its own.

    Then each funder's flat cash in money of the first year, and the envelope of each contract year from October.
    """
    here = settings(workspace=workspace, format=format)
    from evenlode.finance.figures import envelope_figures
    from evenlode.job.financing import envelope_of
    from evenlode.terms.reading import read_contract

    contract = read_contract(asked.contract(folder, here.workspace))
    years, by_contract_year = envelope_of(contract)
    figures = envelope_figures(years, by_contract_year)
    if here.format is not Format.TEXT:
        rows = [(one.part, one.line, one.column, one.printed, one.value, one.unit, one.note) for one in figures]
        print_rows(here.format, ("part", "line", "column", "printed", "value", "unit", "note"), rows)
        return
    from evenlode.cli.financing import envelope_in_words

    typer.echo("\n".join(envelope_in_words(years, by_contract_year)))
