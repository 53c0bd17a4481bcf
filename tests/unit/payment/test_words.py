"""Figures in sentences never hide which side of a line they are on."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenlode.payment.words import beside, line_text, plain, ratio


@pytest.mark.parametrize(
    ("value", "line", "texts"),
    [
        (Fraction(412, 712), "3/5", ("57.9%", "60%")),
        (Fraction(1499, 2500), "3/5", ("59.96%", "60%")),
        (Fraction(59_999, 100_000), "3/5", ("59.999%", "60%")),
        (Fraction(3, 5), "3/5", ("60%", "60%")),
        (Fraction(6_004, 10_000), "3/5", ("60.04%", "60%")),
        (Fraction(1, 3), "17/40", ("33.3%", "42.5%")),
        (Fraction(1, 3), "1/3", ("33.3333%", "33.3333%")),
        (Fraction(0), "1/100", ("0.0%", "1%")),
    ],
)
def test_a_share_is_written_beside_its_line(value: Fraction, line: str, texts: tuple[str, str]) -> None:
    assert beside(value, Fraction(line), is_share=True) == texts


def test_a_figure_in_its_own_unit_has_no_per_cent_sign() -> None:
    assert beside(Fraction("1234.56"), Fraction("1234.6"), is_share=False) == ("1,234.56", "1,234.6")
    assert beside(Fraction(-1, 2), Fraction(0), is_share=False) == ("-0.5", "0")


shares = st.fractions(min_value=0, max_value=1, max_denominator=100_000)


@given(value=shares, line=shares)
def test_what_is_written_compares_as_the_exact_figures_do(value: Fraction, line: Fraction) -> None:
    written, line_written = (Fraction(text.rstrip("%")) for text in beside(value, line, is_share=True))
    assert (written > line_written, written < line_written) == (value > line, value < line)
    assert abs(written - value * 100) <= Fraction(1, 20)
    assert abs(line_written - line * 100) <= Fraction(1, 2000)


def test_lines_and_ratios_are_written_exactly() -> None:
    assert line_text(Fraction(17, 40), is_share=True) == "42.5%"
    assert line_text(Fraction(25, 2), is_share=False) == "12.5"
    assert plain(Fraction(-1, 8)) == "-0.125"
    assert plain(Fraction(1, 3)) == "0.3333"
    assert ratio(Fraction(3, 5)) == "3/5"
    assert ratio(Fraction(2)) == "2/1"
    assert ratio(None) is None
