"""The envelope through time and the commitments as tables of text. Amounts of the envelope are £ thousand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from evenlode.finance.commitments import Commitment
from evenlode.finance.envelope import EnvelopeYear
from evenlode.finance.thousands import Thousands, said
from evenlode.report.tables import Table
from evenlode.results import Period

REAL_MONEY = "Money of the first year is by the inflators printed above alone; a year without one is taken as none."


def by_year(years: Sequence[EnvelopeYear]) -> Table:
    """Opening, every line and closing of each financial year."""
    rows: list[tuple[str, str, str, str]] = []
    for year in years:
        rows.append((year.year, "opening", said(year.opening), ""))
        rows += [(year.year, line.what, said(line.amount), line.source) for line in year.lines]
        rows.append((year.year, "envelope", said(year.closing), ""))
    return Table("Envelope by financial year", ("year", "line", "amount", "source"), tuple(rows), (2,))


def not_itemised(years: Sequence[EnvelopeYear]) -> str:
    """How much of the change since the first year no document explains."""
    lost = sum((year.not_explained for year in years[1:]), Fraction(0))
    return f"Since the start £{said(lost)}k of the change is not itemised in any document."


def funders(years: Sequence[EnvelopeYear]) -> Table:
    """Each named contribution in cash and in money of the first year, and what it leaves to be paid."""
    rows = tuple(
        (year.year, line.what, said(line.amount), said(year.real(line)), said(year.rest))
        for year in years
        for line in year.contributions
    )
    real = f"in money of {years[0].year}"
    columns = ("year", "contribution", "cash", real, "left for the health funder")
    return Table("Funders", columns, rows, (2, 3, 4))


def beside(years: Sequence[EnvelopeYear]) -> Table:
    """Money that stands beside the envelope."""
    rows = tuple((year.year, line.what, said(line.amount)) for year in years for line in year.beside)
    return Table("Beside the envelope", ("year", "what", "amount"), rows, (2,))


def by_contract_year(found: Mapping[Period, Thousands | None]) -> Table:
    """The envelope of each contract year."""
    rows = tuple(
        (str(period), "a part of it has no value" if amount is None else said(amount))
        for period, amount in found.items()
    )
    title = "By contract year, each financial year by its twelfths"
    return Table(title, ("contract year", "envelope"), rows, (1,))


def promised(found: Sequence[Commitment]) -> Table:
    """What each party promised, and what became of it; its value where a document prints any."""
    has_value = any(one.value is not None for one in found)
    rows = tuple(
        (
            *(one.title, one.party, one.due, one.met),
            *([("" if one.value is None else f"£{said(one.value)}k")] if has_value else []),
            one.outcome,
        )
        for one in found
    )
    value = ["value"] if has_value else []
    return Table("Promises", ("promise", "party", "due", "met", *value, "what became of it"), rows)
