"""Providers beside each other: within the limits of chance, beyond them, and beside what their mix explains."""

from __future__ import annotations

from datetime import date

from evenlode.report.compared import separate, standings
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))


def outturn(provider: str, numerator: int, denominator: int, segment: str = EVERYONE) -> Outturn:
    return Outturn(
        *("an-indicator", "v1", Kind.PROPORTION, Grain.CONTRACT_YEAR, YEAR, provider, segment),
        numerator=numerator,
        denominator=denominator,
    )


def test_one_provider_far_from_the_rest_is_beyond_the_limit() -> None:
    found = standings([outturn("a", 500, 1000), outturn("b", 495, 1000), outturn("c", 350, 1000)], YEAR, "share", ())
    assert found["c"].found == "Below the 99.8% limit"
    assert found["a"].found.startswith("Above")


def test_a_small_provider_with_the_same_share_is_within_chance() -> None:
    found = standings([outturn("a", 500, 1000), outturn("b", 495, 1000), outturn("c", 7, 20)], YEAR, "share", ())
    assert found["c"].found == "Within chance"
    assert found["a"].found == "Within chance"


def test_two_providers_make_no_funnel() -> None:
    assert not standings([outturn("a", 500, 1000), outturn("b", 100, 1000)], YEAR, "share", ())


def test_a_share_of_all_or_none_makes_no_funnel() -> None:
    assert not standings([outturn(name, 0, 100) for name in "abc"], YEAR, "share", ())


def test_what_the_mix_of_segments_explains() -> None:
    """A sees the easy segment alone and b the hard one: each does as well as everybody there."""
    cells = [
        outturn(EVERYONE, 90, 100, "easy"),
        outturn(EVERYONE, 20, 100, "hard"),
        outturn("a", 45, 50, "easy"),
        outturn("b", 10, 50, "hard"),
        outturn("c", 45, 50, "easy"),
        outturn("c", 10, 50, "hard"),
        outturn("a", 45, 50),
        outturn("b", 10, 50),
        outturn("c", 55, 100),
    ]
    found = standings(cells, YEAR, "share", ("easy", "hard"))
    assert found["a"].expected is not None
    assert found["a"].expected.startswith("90.0%; 1.00 times it")
    assert (found["b"].expected or "").startswith("20.0%; 1.00 times it")


def test_segments_that_hold_others_are_left_out_of_the_mix() -> None:
    codes = {"clusters 4 to 17": ("04", "10", "11"), "clusters 4 to 8": ("04",), "clusters 10 to 17": ("10", "11")}
    assert separate(codes) == ("clusters 4 to 8", "clusters 10 to 17")
