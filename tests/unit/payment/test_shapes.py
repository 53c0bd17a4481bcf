"""The judging shapes, found by name, and what each makes of a figure."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import judge, shapes
from evenlode.problems import Refusal
from evenlode.results import Judgement, Kind, Polarity, Status

Make = Callable[..., Any]
LADDER = {"good": ("45%", "9/40"), "improved": ("50%", "9/20"), "excellent": ("55%", "1")}


@pytest.fixture
def judge_one(indicator: Make, outcome: Make, terms: Make, outturn: Make) -> Callable[..., Judgement]:
    def judged(figure: dict[str, Any], rules: dict[str, Any] | None = None, **changes: Any) -> Judgement:
        kind = changes.get("kind", Kind.PROPORTION)
        (found,) = judge(
            [outturn("a", kind=kind, **figure)], terms(outcome("one", indicator("a", **changes)), **(rules or {}))
        )
        return found

    return judged


def test_every_shape_is_a_file_with_a_function() -> None:
    assert shapes.names() == (
        "any_improvement", "better_of", "levels", "linear", "none", "percentile_ladder", "reporting", "target",
        "unit_price",
    )  # fmt: skip
    assert all(callable(shapes.find(name)) for name in shapes.names())


def test_an_unknown_shape_is_refused_with_the_names_there_are(judge_one: Make) -> None:
    with pytest.raises(Refusal, match="any_improvement, better_of, levels, linear, none") as refusal:
        judge_one({}, shape="astrology")
    assert refusal.value.rule == "CFG.SHAPE"


class TestLevels:
    @pytest.mark.parametrize(
        ("numerator", "level", "share"),
        [
            (4499, None, "0"),
            (4500, "good", "9/40"),
            (4999, "good", "9/40"),
            (5000, "improved", "9/20"),
            (5500, "excellent", "1"),
            (10_000, "excellent", "1"),
        ],
    )
    def test_the_highest_level_reached_decides(
        self, judge_one: Make, ladder: Make, numerator: int, level: str | None, share: str
    ) -> None:
        rungs = {name: (line.replace("%", "/100"), pays) for name, (line, pays) in LADDER.items()}
        found = judge_one({"numerator": numerator, "denominator": 10_000}, ladders=(ladder(**rungs),))
        assert (found.level, found.share) == (level, Fraction(share))
        assert found.status is (Status.ACHIEVED if level else Status.NOT_ACHIEVED)
        verb = "meets" if level else "below"
        assert f"{verb} {level or 'good'}, the " in found.because.sentence

    def test_lower_is_better_climbs_downwards(self, judge_one: Make, ladder: Make) -> None:
        falling = ladder(good=("1/5", "1/2"), excellent=("1/10", "1"))
        figure = {"numerator": 150, "denominator": 1000}
        found = judge_one(figure, ladders=(falling,), polarity=Polarity.LOWER_IS_BETTER)
        assert (found.level, found.share) == ("good", Fraction(1, 2))

    def test_the_lowest_of_several_may_be_partial_and_still_pays_its_level(self, judge_one: Make, ladder: Make) -> None:
        two, one = ladder(good=("1/2", "1/4"), excellent=("9/10", "1")), ladder(good=("1/2", "1"))
        figure = {"numerator": 60, "denominator": 100}
        rule = {"partial": "lowest level"}
        assert judge_one(figure, rule, ladders=(two,)).status is Status.PARTIAL
        assert judge_one(figure, rule, ladders=(two,)).share == Fraction(1, 4)
        assert judge_one(figure, rule, ladders=(one,)).status is Status.ACHIEVED
        assert judge_one(figure, ladders=(two,)).status is Status.ACHIEVED

    def test_no_level_in_the_year_and_one_in_half_of_its_months_is_partial(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make, months: Make, ladder: Make
    ) -> None:
        given = terms(outcome("one", indicator("a", ladders=(ladder(good=("1/2", "1/4"), excellent=("9/10", "1")),))))
        figures = [outturn("a", 49, 100), *months("a", [(50, 100)] * 6)]
        (found,) = judge(figures, given)
        assert (found.status, found.level, found.share) == (Status.PARTIAL, None, 0)

    def test_without_a_ladder_in_force_there_is_no_answer(self, judge_one: Make) -> None:
        assert judge_one({}, ladders=()).status is Status.NOT_ASSESSABLE


class TestAnyImprovement:
    @pytest.mark.parametrize(
        ("value", "polarity", "status"),
        [
            ("-0.012", Polarity.LOWER_IS_BETTER, Status.ACHIEVED),
            ("0.012", Polarity.LOWER_IS_BETTER, Status.NOT_ACHIEVED),
            ("0.012", Polarity.HIGHER_IS_BETTER, Status.ACHIEVED),
            ("0", Polarity.HIGHER_IS_BETTER, Status.NOT_ACHIEVED),
            ("0", Polarity.LOWER_IS_BETTER, Status.NOT_ACHIEVED),
        ],
    )
    def test_any_move_the_better_way_will_do(
        self, judge_one: Make, value: str, polarity: Polarity, status: Status
    ) -> None:
        figure = {"numerator": None, "denominator": 400, "value": value}
        found = judge_one(figure, shape="any_improvement", kind=Kind.CHANGE, lines=(), polarity=polarity)
        assert found.status is status
        assert found.share == (1 if status is Status.ACHIEVED else 0)
        assert found.because.line is None

    def test_a_change_of_a_share_is_said_in_percentage_points_and_another_in_its_own_unit(
        self, judge_one: Make
    ) -> None:
        figure = {"numerator": None, "denominator": 400, "value": "-0.012"}
        ways = {"shape": "any_improvement", "lines": (), "polarity": Polarity.LOWER_IS_BETTER}
        change = judge_one(figure, kind=Kind.CHANGE, **ways).because.sentence
        value = judge_one(figure, kind=Kind.SUPPLIED_VALUE, **ways).because.sentence
        assert change == "Changed by -1.2 percentage points since the baseline: lower is better, so an improvement."
        assert value == "Changed by -0.012 since the baseline: lower is better, so an improvement."

    def test_half_of_the_months_moving_the_better_way_is_partial(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make, months: Make
    ) -> None:
        given = terms(outcome("one", indicator("a", shape="any_improvement", kind=Kind.SUPPLIED_VALUE, lines=())))
        figures = [
            outturn(
                one.indicator, None, None, value=value, grain=one.grain, period=one.period, kind=Kind.SUPPLIED_VALUE
            )
            for one, value in zip(months("a", [(0, 0)] * 12), ["1", "-1"] * 6, strict=True)
        ]
        year = outturn("a", None, None, value="-1", kind=Kind.SUPPLIED_VALUE)
        (found,) = judge([year, *figures], given)
        assert (found.status, found.because.periods_met) == (Status.PARTIAL, 6)
