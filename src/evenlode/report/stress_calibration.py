"""The part of the stress report that says what real figures tell of chance, and what that does to the pay."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.report.documents.document import Block, Heading, Paragraph
from evenlode.report.tables import Table
from evenlode.stress.calibration import LEAST, METHOD, Calibrated, Estimate, Together
from evenlode.stress.stressed import Stressed
from evenlode.stress.words import between, percent, thousands

NOT_ESTIMABLE = "not estimable"


def calibration_blocks(found: Stressed) -> Iterator[Block]:
    """Nothing where no figures were given; else the estimates with their intervals, and pay with and without them."""
    figures = found.calibration
    if not figures.indicators:
        return
    yield Heading("What the figures say of chance")
    yield Paragraph(
        "Over-dispersion says how many times the variance of chance alone the figures have: 1 is chance alone. From "
        "period to period is one SD of the true share. Each is followed by its 95% interval."
    )
    columns = ("Indicator", "Periods", "Rate", "From period to period", "Over-dispersion")
    rows = tuple(_of_one(one) for one in figures.indicators)
    yield Table("Rates and how far they move, from the figures given", columns, rows, (1,))
    if figures.pairs:
        codes = {one.indicator: one.code for one in figures.indicators}
        of_pairs = ("Pair", "Periods", "Correlation")
        yield Table("Which figures move together", of_pairs, tuple(_of_two(one, codes) for one in figures.pairs), (1,))
    if found.beside:
        yield Paragraph(
            "Pay is drawn three ways: people independent of each other; every period moving by itself, so that much "
            "of it passes within a year; and what moves a period lasting all year. The truth lies between the last two."
        )
        heads = ("Where the service stands", "Drawn", "Mean pay", "Luck, one SD", "Nine years of ten")
        yield Table("Pay with and without what the figures say", heads, tuple(_pay(found)), (2, 3))
    yield Paragraph(f"How: {METHOD}. With fewer than {LEAST} periods it is {NOT_ESTIMABLE}.")


def _of_one(one: Calibrated) -> tuple[str, ...]:
    dispersion = NOT_ESTIMABLE
    if one.dispersion is not None:
        own = one.dispersion
        dispersion = f"{own.value:.2f} ({own.lower:.2f} to {own.upper:.2f})"
    return one.code, f"{one.periods} x {one.grain}", _percent(one.rate), _percent(one.between), dispersion


def _of_two(pair: Together, codes: dict[str, str]) -> tuple[str, ...]:
    said = NOT_ESTIMABLE
    if pair.correlation is not None:
        own = pair.correlation
        said = f"{own.value:.2f} ({own.lower:.2f} to {own.upper:.2f})"
    return f"{codes[pair.first]} and {codes[pair.second]}", str(pair.periods), said


def _percent(own: Estimate | None) -> str:
    if own is None:
        return NOT_ESTIMABLE
    return f"{percent(own.value, 1)} ({percent(own.lower, 1)} to {percent(own.upper, 1)})"


def _pay(found: Stressed) -> Iterator[tuple[str, ...]]:
    for one in found.beside:
        yield one.assumption, one.drawn, thousands(one.mean), thousands(one.luck), between(one.low, one.high)
