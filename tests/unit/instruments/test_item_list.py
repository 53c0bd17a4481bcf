"""Short texts of an instrument's file: items, ranges, lines with their side, numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic_core import PydanticCustomError

from evenlode.instruments.item_list import Range, Side, read_clinical, read_items, read_range, say_number


def test_items_are_runs_and_single_names_in_order() -> None:
    assert read_items("1 to 3, 13, A") == ("1", "2", "3", "13", "A")
    assert read_items("none published") == ()


@pytest.mark.parametrize("text", ["3 to 1", "1,,2", ""])
def test_a_list_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="not a list of items"):
        read_items(text)


def test_both_ends_belong_to_a_range() -> None:
    found = read_range("0 to 40")
    assert found == Range(Fraction(0), Fraction(40))
    assert 0 in found
    assert 40 in found
    assert Fraction(401, 10) not in found
    assert str(found) == "0 to 40"


@pytest.mark.parametrize("text", ["40 to 0", "0-40", "0"])
def test_a_range_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="not a range"):
        read_range(text)


@pytest.mark.parametrize(
    ("text", "below", "on", "above"),
    [
        ("at or above 10", False, True, True),
        ("above 10", False, False, True),
        ("at or below 10", True, True, False),
        ("below 10", True, False, False),
    ],
)
def test_a_line_says_on_which_side_it_lies_itself(text: str, below: bool, on: bool, above: bool) -> None:
    line = read_clinical(text)
    assert (line.holds(Fraction(9)), line.holds(Fraction(10)), line.holds(Fraction(11))) == (below, on, above)
    assert str(line) == text
    assert line.side in Side


@pytest.mark.parametrize("text", ["10", "over 10", "at or above ten"])
def test_a_line_without_a_side_or_a_number_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="not a line with its side"):
        read_clinical(text)


def test_a_number_is_said_as_it_would_be_written() -> None:
    said = [say_number(number) for number in (Fraction(10), Fraction(-5, 2), Fraction("5.39"), Fraction(10, 3))]
    assert said == ["10", "-2.5", "5.39", "10/3"]
