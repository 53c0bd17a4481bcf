"""HoNOS compared with HoNOS, and its bands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenlode.instruments import band
from evenlode.instruments.honos import Reduction, ScaleOutcome, high_low, reductions, significant_scales
from evenlode.problems import Refusal

RATINGS = st.lists(st.integers(0, 4), min_size=12, max_size=12)


def form(ratings: list[int]) -> dict[str | int, object]:
    return dict(enumerate(ratings, start=1))


@pytest.mark.parametrize("previous", range(5))
@pytest.mark.parametrize("current", range(5))
def test_high_before_and_low_now_is_the_improvement(previous: int, current: int) -> None:
    found = high_low(previous, current)
    expected = {
        (True, False): ("HL", ScaleOutcome.IMPROVEMENT),
        (False, True): ("LH", ScaleOutcome.DETERIORATION),
        (True, True): ("HH", ScaleOutcome.UNCHANGED),
        (False, False): ("LL", ScaleOutcome.UNCHANGED),
    }[previous >= 3, current >= 3]
    assert (found.label, found.outcome) == expected


def test_a_rating_of_9_leaves_no_answer() -> None:
    full = form([2] * 12)
    assert reductions(full, {**full, 5: 9}) is None
    assert reductions({**full, 5: None}, full) is None
    assert reductions(full, {**full, "A": 4, 13: 9}) == dict.fromkeys(Reduction, False)


def test_scales_that_trade_places_reduce_nothing() -> None:
    found = reductions(form([4, 0] * 6), form([0, 4] * 6))
    assert found == dict.fromkeys(Reduction, False)


@given(RATINGS, RATINGS)
def test_a_larger_fall_is_also_a_smaller_one(previous: list[int], current: list[int]) -> None:
    found = reductions(form(previous), form(current))
    assert found is not None
    assert found[Reduction.D3] <= found[Reduction.D2] <= found[Reduction.D1]
    back = reductions(form(current), form(previous))
    assert back is not None
    assert not any(found[one] and back[one] for one in Reduction)


def test_significant_scales_are_counted_among_the_rated() -> None:
    assert significant_scales(form([2, 1, 9] + [0] * 9)) == 1
    assert significant_scales({}) is None


@pytest.mark.parametrize(
    ("first", "name"),
    [
        (0, "below_borderline"),
        (3, "borderline_ill"),
        (6, "mildly_ill"),
        (11, "moderately_ill"),
        (17, "markedly_ill"),
        (26, "severely_ill"),
        (36, "extremely_ill"),
    ],
)
def test_a_band_begins_at_its_first_total(first: int, name: str) -> None:
    assert band("honos", first) == name
    assert first == 0 or band("honos", first - 0.5) != name


def test_bands_are_only_where_they_are_published() -> None:
    assert band("honos", 48) == "extremely_ill"
    with pytest.raises(Refusal, match="not a number from 0 to 48"):
        band("honos", 49)
    with pytest.raises(Refusal, match="no bands of core-om"):
        band("core-om", 20)
