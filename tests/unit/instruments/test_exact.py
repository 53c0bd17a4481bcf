"""Scores as exact numbers: what a float stands for, and what is no number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenlode.instruments.exact import exact


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, Fraction(3)),
        ("9.4", Fraction(47, 5)),
        (" 3 ", Fraction(3)),
        (Decimal("9.40"), Fraction(47, 5)),
        (0.1 + 0.2, Fraction(3, 10)),
        (160 / 17, Fraction(160, 17)),
        (18.2 - 13.2, Fraction(5)),
    ],
)
def test_numbers_are_read_exactly(value: object, expected: Fraction) -> None:
    assert exact(value) == expected


@pytest.mark.parametrize(
    "value", [None, True, False, "", "nine", "1e3", "1/3", float("nan"), float("inf"), Decimal("NaN"), [1]]
)
def test_what_is_no_number_is_none(value: object) -> None:
    assert exact(value) is None


@given(st.integers(0, 136), st.integers(31, 34))
def test_a_core_om_score_survives_being_a_float(total: int, answered: int) -> None:
    assert exact(10 * total / answered) == Fraction(10 * total, answered)
