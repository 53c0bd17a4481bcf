"""The funnel: dots where the figures are, curves that are the limits of the providers' own, and names that say who."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from fractions import Fraction
from html import unescape
from itertools import combinations

import pytest

from evenlode.report import funnel
from evenlode.report.compared import funnel_of, standings
from evenlode.report.sure import FunnelPlot
from evenlode.report.svg import width_of
from evenlode.results import Grain, Kind, Outturn, Period

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))
NAMES = {"a": "Alder", "b": "Birch", "c": "Cedar <x>", "d": "Damson"}


def outturn(provider: str, numerator: int, denominator: int) -> Outturn:
    return Outturn(
        "smoking",
        "1",
        Kind.PROPORTION,
        Grain.CONTRACT_YEAR,
        YEAR,
        provider=provider,
        numerator=numerator,
        denominator=denominator,
    )


def plotted(*counts: tuple[str, int, int]) -> FunnelPlot:
    own = [outturn(*one) for one in counts]
    found = funnel_of(own, YEAR, "share")
    assert found is not None
    return funnel.funnel_plot("Smoking", found[1], found[0], NAMES, standings(own, YEAR, "share", ()), invented=True)


USUAL = (("a", 400, 1000), ("b", 42, 100), ("c", 19, 50), ("d", 5, 60))


def test_a_provider_outside_its_limits_is_named_in_the_title_and_no_other() -> None:
    plot = plotted(*USUAL)
    assert plot.title == "Damson stands out from the others"
    assert [spot.name for spot in plot.spots if spot.is_outside] == ["Damson"]
    assert plot.spots[1].value == Fraction(42, 100)
    assert plotted(*USUAL[:3]).title == "No provider stands out from the others"


def test_the_curves_go_through_the_limits_that_the_table_gives_at_a_providers_own_size() -> None:
    own = [outturn(*one) for one in USUAL]
    found = funnel_of(own, YEAR, "share")
    assert found is not None
    for one, limits in zip(found[0], found[1].limits, strict=True):
        rim = funnel._rim(found[1], float(one.denominator or 0))
        for name in ("lower95", "upper95", "lower998", "upper998"):
            assert getattr(rim, name) == pytest.approx(getattr(limits, name)), name


def test_limits_draw_together_as_size_grows_and_stay_shares() -> None:
    rims = plotted(*USUAL).rims
    widths = [rim.upper95 - rim.lower95 for rim in rims]
    assert widths == sorted(widths, reverse=True)
    assert all(0 <= rim.lower998 <= rim.lower95 <= rim.upper95 <= rim.upper998 <= 1 for rim in rims)


def test_the_picture_holds_a_dot_and_a_name_for_each_and_the_same_twice() -> None:
    plot = plotted(*USUAL)
    for narrow in (False, True):
        text = funnel.draw(plot, narrow=narrow)
        ET.fromstring(text)  # noqa: S314 - our own picture
        assert text.count("<circle") == 4
        assert "Cedar &lt;x&gt;" in text
        assert "<x>" not in text
        assert ">INVENTED<" in text
        assert text == funnel.draw(plot, narrow=narrow)
    assert "Damson 8.3% of 60" in funnel.words_for(plot)


def test_names_do_not_lie_on_each_other() -> None:
    plot = plotted(("a", 20, 50), ("b", 20, 50), ("c", 20, 50), ("d", 21, 51))
    text = funnel.draw(plot, narrow=False)
    words = re.findall(
        r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)"[^>]*>(Alder|Birch|Cedar <x>|Damson)', unescape(text)
    )
    places = []
    for x, y, anchor, name in words:
        start = float(x) - (width_of(name) if anchor == "end" else 0)
        places.append((start, start + width_of(name), float(y)))
    assert len(places) == 4
    for (left, right, height), (other_left, other_right, other) in combinations(places, 2):
        assert abs(height - other) > 15.8 or right <= other_left or other_right <= left
    assert len({height for _, _, height in places}) == 4  # three dots are at one height, and their names are not


def test_two_providers_make_no_funnel() -> None:
    assert funnel_of([outturn(*one) for one in USUAL[:2]], YEAR, "share") is None
    assert funnel_of([outturn(*one) for one in USUAL], YEAR, "number") is None
