"""The reliable change index and criterion c."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenlode.instruments import cut_off_c, reliable_change_index
from evenlode.problems import Refusal


def test_it_is_exact_where_the_root_is() -> None:
    assert reliable_change_index(5, "0.5", 2) == Decimal(10)
    assert reliable_change_index(6, 1) == 0


@given(st.integers(1, 5000), st.integers(0, 1000))
def test_it_agrees_with_the_formula_in_floats(sd: int, reliability: int) -> None:
    found = reliable_change_index(Decimal(sd) / 100, Decimal(reliability) / 1000)
    assert math.isclose(found, 1.96 * math.sqrt(2) * sd / 100 * math.sqrt(1 - reliability / 1000), rel_tol=1e-12)


def test_c_lies_nearer_to_the_group_that_varies_less() -> None:
    assert cut_off_c(20, 1, 10, 3) == Fraction(35, 2)
    assert cut_off_c(10, 3, 20, 1) == Fraction(35, 2)


@pytest.mark.parametrize(("sd", "reliability", "criterion"), [(0, 0.5, 2), (1, 1.1, 2), (1, -0.1, 2), (1, 0.5, 0)])
def test_figures_that_cannot_be_are_refused(sd: float, reliability: float, criterion: float) -> None:
    with pytest.raises(Refusal):
        reliable_change_index(sd, reliability, criterion)


def test_c_needs_numbers() -> None:
    with pytest.raises(Refusal, match="sd_norm is not above 0"):
        cut_off_c(20, 5, 10, 0)
    with pytest.raises(Refusal, match="mean_norm is no number"):
        cut_off_c(20, 5, "ten", 1)
