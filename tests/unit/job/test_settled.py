"""Measured and supplied figures side by side: the measured one stands, unless it counted nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evenlode.job.measured import Measured
from evenlode.job.provenance import Provenance
from evenlode.job.settled import joined
from evenlode.job.supplied import NOTHING_SUPPLIED
from evenlode.results import Grain, Kind, Outturn, Period, Source

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))
NOBODY = Outturn("one", "v1", Kind.PROPORTION, Grain.CONTRACT_YEAR, YEAR, numerator=0, denominator=0, eligible=0)
SENT = replace(NOBODY, numerator=3, denominator=4, eligible=None, source=Source.SUPPLIED)


def together(measured: Outturn, *supplied: Outturn) -> tuple[Outturn, ...]:
    return joined(Measured((measured,), (), Provenance()), replace(NOTHING_SUPPLIED, outturns=supplied))


@pytest.mark.parametrize(
    "counted",
    [
        replace(NOBODY, denominator=1, eligible=1),
        replace(NOBODY, eligible=1, missing=1),
        replace(NOBODY, untimed=1),
    ],
)
def test_where_both_speak_the_measured_one_stands(counted: Outturn) -> None:
    assert together(counted, SENT) == (counted,)


def test_a_measured_figure_of_nobody_gives_way_to_a_supplied_one() -> None:
    assert together(NOBODY, SENT) == (SENT,)
    assert together(NOBODY) == (NOBODY,)
    assert together(NOBODY, replace(SENT, indicator="two")) == (NOBODY, replace(SENT, indicator="two"))
