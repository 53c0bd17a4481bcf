"""Demand and capacity on the page: each measured flow with its limits, who is eligible, and the months ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evenlode.finance.demand.flows import months_to_clear, needed_to_clear
from evenlode.money import pounds
from evenlode.report.documents.document import Block, Heading, Paragraph
from evenlode.report.finance import lines
from evenlode.report.finance.parts import Looked
from evenlode.report.tables import Table

_WITHIN = 12


def ahead_blocks(found: Looked, names: Mapping[str, str]) -> Iterator[Block]:
    """Measured flows, then what comes if nothing changes. names: providers as the page calls them."""
    measured = found.measured
    yield Heading("Demand and capacity")
    span = f"{measured.months[0]:%Y-%m} to {measured.months[-1]:%Y-%m}"
    yield Paragraph(f"From the rows of the data, {span}. A person with two referrals stands twice in a flow.")
    rows = tuple(
        (name, _figure(chart.points[-1].value), _figure(chart.points[-1].mean), str(chart.variation).replace("_", " "))
        for name, chart in found.charts.items()
    )
    yield Table(
        "Each flow: the last month against its control chart", ("flow", "last", "mean", "verdict"), rows, (1, 2)
    )
    for name, chart in found.charts.items():
        yield lines.flow(name, measured, chart)
    yield from _ahead(found)
    if found.eligible:
        yield Heading("People eligible under the Care Act, from their own records", 3)
        yield Paragraph(
            "Counted from the partners' caseloads at the end of each financial year, whatever the finance returns say. "
            "A person is counted once by provider."
        )
        told = tuple(
            (names.get(one.provider, one.provider), one.month, *map(str, (one.people, one.eligible, one.not_known)))
            for one in found.eligible
        )
        columns = ("provider", "month", "people", "eligible", "not known")
        yield Table("People on the caseload, and how many are eligible", columns, told, (2, 3, 4))


def _ahead(found: Looked) -> Iterator[Block]:
    yield Heading("The months ahead", 3)
    if found.service is None:
        yield Paragraph(f"What comes cannot be worked out: {found.why}.")
        return
    cleared = months_to_clear(found.ahead)
    said = f"is cleared after {cleared} months" if cleared else f"is not cleared within {len(found.ahead)} months"
    yield Paragraph(
        f"If nothing changes, the waiting list of {found.service.waiting:,.0f} {said}. To clear it within {_WITHIN} "
        f"months, {needed_to_clear(found.service, _WITHIN):,.1f} a month have to be taken on.",
        is_strong=True,
    )
    yield lines.ahead(found.ahead, found.measured.invented)
    rows = tuple(
        (
            *(str(one.number), f"{one.referrals:,.1f}", f"{one.taken_on:,.1f}", f"{one.discharges:,.1f}"),
            *(f"{one.waiting:,.0f}", f"{one.caseload:,.0f}", f"{one.out_of_area:,.1f}", pounds(one.out_of_area_cost)),
        )
        for one in found.ahead
    )
    columns = ("month", "referrals", "taken on", "discharges", "waiting", "caseload", "out of area", "its cost")
    yield Table("Stocks and flows of the months ahead", columns, rows, tuple(range(1, 8)))


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}"
