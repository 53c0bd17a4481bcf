"""Small panels: each group that differs from everybody, on one scale, and nobody twice."""

from __future__ import annotations

from datetime import date

from evenlode.report.panels import panels_of
from evenlode.report.panels_drawn import WIDE_COLUMNS, draw_panels
from evenlode.report.report import FigureRow
from evenlode.report.sure import Panels
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period

MONTHS = Period(date(2018, 1, 1), date(2018, 6, 30)).months()


def outturn(month: Period, numerator: int, provider: str = EVERYONE, segment: str = EVERYONE) -> Outturn:
    return Outturn(
        *("one", "v1", Kind.PROPORTION, Grain.MONTH, month, provider, segment), numerator=numerator, denominator=100
    )


def panels(*groups: Outturn) -> Panels | None:
    everybody = [outturn(month, 50 + place) for place, month in enumerate(MONTHS)]
    rows = [FigureRow("month", one.period, one.numerator, 100, one.exact, "said", "Year 1") for one in everybody]
    names = {EVERYONE: "All providers", "a": "Ash", "b": "Beech"}
    return panels_of("A title", rows, [*everybody, *groups], names, ["young", "old"], "share", True)


def group(by: int, **of: str) -> list[Outturn]:
    return [outturn(month, 50 + place + by, **of) for place, month in enumerate(MONTHS)]


def test_segments_come_first_then_providers_and_everybody_is_behind_them_alone() -> None:
    found = panels(*group(3, segment="young"), *group(-3, segment="old"), *group(1, provider="a"))
    assert found is not None
    assert [one.name for one in found.panels] == ["young", "old", "Ash"]
    assert len(found.everybody) == 6
    drawn = draw_panels(found, WIDE_COLUMNS)
    assert "INVENTED" in drawn
    assert "Ash" in drawn


def test_a_group_that_is_everybody_is_not_shown_again() -> None:
    found = panels(*group(3, segment="young"), *group(0, provider="a"), *group(2, provider="b"))
    assert found is not None
    assert [one.name for one in found.panels] == ["young", "Beech"]


def test_one_group_makes_no_comparison() -> None:
    assert panels(*group(3, segment="young"), *group(0, provider="a")) is None
