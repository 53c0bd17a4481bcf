"""Luck: the interval of a judged share, and how often a service exactly on the line would pass."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb
from typing import Any

from evenlode.payment import judge
from evenlode.payment.luck import Luck, luck
from evenlode.results import Kind, Polarity

Make = Callable[..., Any]


def luck_of(given: Any, *outturns: Any) -> Luck:
    return luck(judge(outturns, given)[0], given)


def test_the_interval_is_wilsons_and_the_chance_that_of_the_exact_tail(
    indicator: Make, outcome: Make, terms: Make, outturn: Make
) -> None:
    given = terms(outcome("one", indicator("a")))
    found = luck_of(given, outturn("a", 63, 91))
    exact = sum(comb(91, k) * Fraction(3, 5) ** k * Fraction(2, 5) ** (91 - k) for k in range(55, 92))
    assert (found.interval_lower, found.interval_upper) == ("0.5913", "0.7777")  # 59.1305% to 77.7732%
    assert found.chance_pass_at_line == f"{float(exact):.4f}"


def test_the_other_way_round_where_lower_is_better(indicator: Make, outcome: Make, terms: Make, outturn: Make) -> None:
    given = terms(outcome("one", indicator("a", polarity=Polarity.LOWER_IS_BETTER)))
    exact = sum(comb(91, k) * Fraction(3, 5) ** k * Fraction(2, 5) ** (91 - k) for k in range(55))
    assert luck_of(given, outturn("a", 63, 91)).chance_pass_at_line == f"{float(exact):.4f}"


def test_a_line_of_nothing_is_always_passed_and_a_line_of_all_by_all(
    indicator: Make, outcome: Make, terms: Make, outturn: Make, line: Make
) -> None:
    for at in ("0", "1"):
        given = terms(outcome("one", indicator("a", lines=(line(at),))))
        chance = luck_of(given, outturn()).chance_pass_at_line
        assert chance == "1.0000"


def test_what_is_no_proportion_or_has_no_counts_or_no_line_has_no_chance(
    indicator: Make, outcome: Make, terms: Make, outturn: Make, line: Make
) -> None:
    proportion = terms(outcome("one", indicator("a")))
    mean = terms(outcome("one", indicator("a", kind=Kind.MEAN)))
    no_line = terms(outcome("one", indicator("a", lines=())))
    too_high = terms(outcome("one", indicator("a", lines=(line("2"),))))
    assert luck_of(proportion) == Luck()
    assert luck_of(proportion, outturn("a", None)) == Luck()
    assert luck_of(mean, outturn("a", kind=Kind.MEAN, value="0.7")) == Luck()
    assert luck_of(no_line, outturn()).chance_pass_at_line is None
    assert luck_of(no_line, outturn()).interval_lower is not None
    assert luck_of(too_high, outturn()).chance_pass_at_line is None
