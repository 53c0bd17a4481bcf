"""Changes: a share less the share of the baseline contract year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.outturn import changes
from evenlode.outturn.changes import decimal_text, with_changes
from evenlode.results import Grain, Kind, Outturn, Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Day
from tests.engines.rows import YEARS, definition

SINCE: Definition = definition({"baseline": "2015-10-01"}, kind=Kind.CHANGE, annual="last")


class Parameters(Form):
    baseline: Day | None = None


@pytest.fixture(autouse=True)
def one_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "parameters_of", lambda of: Parameters.model_validate(of.parameters))


def share(
    numerator: int,
    denominator: int,
    period: Period = YEARS[0],
    grain: Grain = Grain.CONTRACT_YEAR,
    of: Definition = SINCE,
    **more: Any,
) -> Outturn:
    counts = {"numerator": numerator, "denominator": denominator}
    return Outturn("tested", of.version, of.kind, grain, period, **counts, **more)


def values(*found: Outturn, of: Definition = SINCE) -> list[tuple[str | None, int | None, int | None]]:
    return [(one.value, one.numerator, one.denominator) for one in with_changes(found, [of])]


def test_the_change_is_the_share_less_that_of_the_baseline_year() -> None:
    month = Period(date(2017, 10, 1), date(2017, 10, 31))
    found = values(share(1, 4), share(1, 5, YEARS[1]), share(3, 10, month, Grain.MONTH), share(1, 3, YEARS[2]))
    assert found == [("0", 1, 4), ("-0.05", 1, 5), ("0.05", 3, 10), ("0.083333333333333333", 1, 3)]


def test_each_provider_and_segment_has_its_own_baseline() -> None:
    found = values(share(1, 4), share(1, 2, provider="a"), share(1, 2, YEARS[1]), share(1, 2, YEARS[1], provider="a"))
    assert [value for value, _, _ in found] == ["0", "0", "0.25", "0"]


def test_without_a_baseline_there_is_no_change_and_nothing_takes_the_share_for_it() -> None:
    later = with_changes([share(1, 4, YEARS[1])], [SINCE])
    assert [(one.value, one.exact, one.numerator, one.denominator) for one in later] == [(None, None, None, 4)]
    assert values(share(0, 0), share(1, 4, YEARS[1])) == [(None, None, 0), (None, None, 4)], "nobody in the baseline"
    undated = definition({}, kind=Kind.CHANGE)
    assert values(share(1, 4, of=undated), of=undated) == [(None, None, 4)]


def test_a_proportion_stays_as_it_is() -> None:
    plain = definition({"baseline": "2015-10-01"})
    assert values(share(1, 4, of=plain), share(1, 2, YEARS[1], of=plain), of=plain) == [(None, 1, 4), (None, 1, 2)]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (Fraction(0), "0"),
        (Fraction(1), "1"),
        (Fraction(-1, 80), "-0.0125"),
        (Fraction(2, 3), "0.666666666666666667"),
        (Fraction(1, 99_999_999) - Fraction(1, 99_999_998), "-0.0000000000000001"),
        (Fraction(10), "10"),
    ],
)
def test_a_change_as_decimal_text(number: Fraction, said: str) -> None:
    assert decimal_text(number) == said
