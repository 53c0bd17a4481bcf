"""Money: what is read as an amount, how it is written, and that the parts of a division always add to the whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from evenlode.money import parse_pounds, pounds, pounds_plain, share_of, share_out


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£1,234.50", 123_450),
        ("36000000", 3_600_000_000),
        ("-12.00", -1_200),
        ("£36m", 3_600_000_000),
        ("£439k", 43_900_000),
        (" 0.01 ", 1),
        ("£1,000,000", 100_000_000),
    ],
)
def test_an_amount_is_read_as_whole_pence(text: str, pence: int) -> None:
    assert parse_pounds(text) == pence


@pytest.mark.parametrize(
    "text", ["12.345", "12.5", "1,23.00", "€12", "", "twelve", "1.50k", "1e6", "£-5", "--5", "1,0000"]
)
def test_anything_else_is_refused_with_the_text_and_a_way_out(text: str) -> None:
    with pytest.raises(ValueError, match="write pounds and pence") as refusal:
        parse_pounds(text)
    assert f'"{text}"' in str(refusal.value)


@pytest.mark.parametrize(
    ("pence", "said", "plain"),
    [
        (123_450, "£1,234.50", "1234.50"),
        (100_000_000, "£1,000,000", "1000000.00"),
        (5, "£0.05", "0.05"),
        (-123_405, "-£1,234.05", "-1234.05"),
        (0, "£0", "0.00"),
        (-99, "-£0.99", "-0.99"),
    ],
)
def test_an_amount_is_written_for_people_and_for_files(pence: int, said: str, plain: str) -> None:
    assert pounds(pence) == said
    assert pounds_plain(pence) == plain


def test_what_is_written_is_read_back() -> None:
    for pence in (0, 1, 99, 100, 123_456_789):
        assert parse_pounds(pounds(pence)) == parse_pounds(pounds_plain(pence)) == pence


def test_a_penny_left_over_goes_to_the_largest_remainder_and_ties_go_to_the_first() -> None:
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]
    assert share_out(200, [1, 1, 1]) == [67, 67, 66]
    assert share_out(10, [1, 2, 4]) == [1, 3, 6]
    assert share_out(1, [Fraction(1, 3), Fraction(2, 3)]) == [0, 1]


def test_the_points_of_seven_outcomes_and_the_bonus_divide_a_pot_to_the_penny() -> None:
    parts = share_out(100_000_001, [5, 20, 10, 15, 20, 10, 10, 10])
    assert sum(parts) == 100_000_001
    assert parts == [5_000_000, 20_000_001, 10_000_000, 15_000_000, 20_000_000, 10_000_000, 10_000_000, 10_000_000]


def test_nothing_is_given_for_no_weight_and_a_debt_is_divided_like_a_credit() -> None:
    assert share_out(100, [0, 1, 0]) == [0, 100, 0]
    assert share_out(-100, [1, 1, 1]) == [-34, -33, -33]
    assert share_out(0, [0, 0]) == [0, 0]
    assert share_out(7, [Decimal("0.5"), Decimal("0.5")]) == [4, 3]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 1]])
def test_weights_that_lead_nowhere_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weight"):
        share_out(100, weights)


def test_a_share_of_an_amount_rounds_half_a_penny_up_on_both_sides_of_nothing() -> None:
    assert share_of(101, Fraction(1, 2)) == 51
    assert share_of(-101, Fraction(1, 2)) == -51
    assert share_of(3_600_000_000, Decimal("0.025")) == 90_000_000
    assert share_of(100, Fraction(1, 3)) == 33
