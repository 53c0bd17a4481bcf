"""The shapes that pay by degrees: linear, better of, unit price, reporting, percentile ladder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import judge, pay
from evenlode.payment.luck import luck
from evenlode.results import Judgement, Kind, Polarity, Status
from evenlode.terms.terms import CompleteReturn, Improvement, Ladder, Line, Price

Make = Callable[..., Any]
START = date(2015, 10, 1)
LOWER = Polarity.LOWER_IS_BETTER


def ends(low: str, high: str, names: tuple[str, str] = ("floor", "ceiling")) -> tuple[Ladder, ...]:
    lines = [Line(START, Fraction(at), is_share=True, variation="CV-01") for at in (low, high)]
    rungs = zip(names, lines, (Fraction(0), Fraction(1)), strict=True)
    return (Ladder(START, tuple(rungs), "CV-01"),)


@pytest.fixture
def judged(indicator: Make, outcome: Make, terms: Make, outturn: Make) -> Callable[..., Judgement]:
    def _judged(figure: dict[str, Any], **changes: Any) -> Judgement:
        given = terms(outcome("one", indicator("a", **changes)))
        (found,) = judge([outturn("a", **figure)], given)
        return found

    return _judged


def of(numerator: int, denominator: int = 1000, **more: Any) -> dict[str, Any]:
    return {"numerator": numerator, "denominator": denominator, **more}


class TestLinear:
    @pytest.mark.parametrize(
        ("numerator", "share", "status"),
        [
            (499, "0", Status.NOT_ACHIEVED),
            (500, "0", Status.NOT_ACHIEVED),
            (501, "1/400", Status.PARTIAL),
            (700, "1/2", Status.PARTIAL),
            (899, "399/400", Status.PARTIAL),
            (900, "1", Status.ACHIEVED),
            (930, "1", Status.ACHIEVED),
        ],
    )
    def test_it_pays_by_the_way_from_floor_to_ceiling(
        self, judged: Make, numerator: int, share: str, status: Status
    ) -> None:
        found = judged(of(numerator), shape="linear", ladders=ends("1/2", "9/10"))
        assert (found.share, found.status, found.level) == (Fraction(share), status, None)

    def test_it_climbs_downwards_where_lower_is_better(self, judged: Make) -> None:
        found = judged(of(100), shape="linear", ladders=ends("1/5", "1/20"), polarity=LOWER)
        assert found.share == Fraction(2, 3)
        assert judged(of(200), shape="linear", ladders=ends("1/5", "1/20"), polarity=LOWER).share == 0
        assert judged(of(50), shape="linear", ladders=ends("1/5", "1/20"), polarity=LOWER).share == 1

    def test_it_says_how_far_it_came_and_who_set_the_line(self, judged: Make) -> None:
        because = judged(of(700), shape="linear", ladders=ends("1/2", "9/10")).because
        assert because.sentence == (
            "700 of 1,000 (70.0%): below the ceiling, the 90% in force from 1 October 2015 (variation CV-01)."
            " That is 50% of the way from 50%."
        )
        assert (because.line, because.variation) == (Fraction(9, 10), "CV-01")

    def test_the_chance_of_luck_is_at_the_line_that_decided(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        given = terms(outcome("one", indicator("a", shape="linear", ladders=ends("1/2", "9/10"))))
        (found,) = judge([outturn("a", 700, 1000)], given)
        assert 0.4 < float(luck(found, given).chance_pass_at_line or 0) < 0.6

    def test_without_a_ladder_there_is_no_answer(self, judged: Make) -> None:
        assert judged(of(700), shape="linear", ladders=()).status is Status.NOT_ASSESSABLE

    def test_by_month_both_ends_are_weighted_by_the_months(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make, months: Make
    ) -> None:
        later = Ladder(
            date(2018, 4, 1),
            tuple(
                (name, Line(date(2018, 4, 1), Fraction(at), True), Fraction(pay))
                for name, at, pay in (("floor", "7/10", 0), ("ceiling", "9/10", 1))
            ),
        )
        one = indicator("a", shape="linear", ladders=(*ends("1/2", "9/10"), later))
        figures = [outturn("a", 750, 1000), *months("a", [(70, 100)] * 12)]
        (found,) = judge(figures, terms(outcome("one", one), judging_day="by month"))
        assert found.share == Fraction(1, 2)  # from 60%, half way between 50% and 70%, to 90%


class TestBetterOf:
    def better_of(self, judged: Make, numerator: int, baseline: str, ten: bool, **more: Any) -> Judgement:
        found: Judgement = judged(
            of(numerator),
            shape="better_of",
            ladders=more.pop("ladders", ends("47/100", "87/100", ("threshold", "benchmark"))),
            improvements=(Improvement(START, Fraction(baseline), ten),),
            **more,
        )
        return found

    @pytest.mark.parametrize(
        ("numerator", "baseline", "share"),
        [
            (880, "80/100", "1"),
            (870, "80/100", "1"),
            (469, "90/100", "0"),
            (470, "90/100", "1/10"),  # 9 x 0 + 0.5 is half a point, rounded up to the least of one
            (670, "90/100", "5/10"),  # 9 x 0.5 + 0.5 = 5
            (648, "90/100", "5/10"),  # 9 x 0.445 and a half are 4.505, rounded up
            (647, "90/100", "4/10"),
            (869, "90/100", "9/10"),
            (460, "6/100", "4/10"),  # below the threshold, yet 10 x 40/81 - 0.5 = 4.4 points of improvement
            (860, "6/100", "9/10"),
            (465, "46/100", "0"),  # 10 x 0.5/41 - 0.5 is below nothing
        ],
    )
    def test_in_ten_points_it_is_the_federal_rule(
        self, judged: Make, numerator: int, baseline: str, share: str
    ) -> None:
        assert self.better_of(judged, numerator, baseline, ten=True).share == Fraction(share)

    @pytest.mark.parametrize(
        ("numerator", "baseline", "share"),
        [(670, "90/100", "1/2"), (670, "60/100", "1/2"), (670, "27/100", "2/3"), (460, "27/100", "19/60")],
    )
    def test_in_a_straight_line_the_longer_way_counts(
        self, judged: Make, numerator: int, baseline: str, share: str
    ) -> None:
        found = self.better_of(judged, numerator, baseline, ten=False)
        assert (found.share, found.status) == (Fraction(share), Status.PARTIAL)
        assert "the better counts" in found.because.sentence

    def test_lower_is_better(self, judged: Make) -> None:
        ladders = ends("2/5", "1/5", ("threshold", "benchmark"))
        found = self.better_of(judged, 300, "3/5", ten=False, polarity=LOWER, ladders=ladders)
        assert found.share == Fraction(3, 4)

    def test_a_worse_figure_than_threshold_and_baseline_earns_nothing(self, judged: Make) -> None:
        found = self.better_of(judged, 300, "2/5", ten=False)
        assert (found.share, found.status) == (0, Status.NOT_ACHIEVED)

    def test_without_a_baseline_there_is_no_answer(self, judged: Make) -> None:
        found = judged(of(700), shape="better_of", ladders=ends("1/2", "9/10"), improvements=())
        assert found.status is Status.NOT_ASSESSABLE


class TestUnitPrice:
    def paid(self, make: tuple[Make, Make, Make, Make], count: int, cap: int | None = None, **more: Any) -> Any:
        indicator, outcome, terms, outturn = make
        one = indicator(
            "a", shape="unit_price", lines=(), prices=(Price(START, 1512, cap),), minimum_denominator=0, **more
        )
        given = terms(outcome("one", one), pot=100_000)
        judgements = judge([outturn("a", count, 10_000)], given)
        return judgements[0], pay(judgements, given)

    @pytest.fixture
    def make(self, indicator: Make, outcome: Make, terms: Make, outturn: Make) -> tuple[Make, Make, Make, Make]:
        return indicator, outcome, terms, outturn

    @pytest.mark.parametrize(
        ("count", "cap", "earned", "not_earned", "not_on_offer", "status"),
        [
            (0, None, 0, 100_000, 0, Status.NOT_ACHIEVED),
            (1, None, 1_512, 98_488, 0, Status.PARTIAL),
            (66, None, 99_792, 208, 0, Status.PARTIAL),
            (67, None, 100_000, 0, 0, Status.ACHIEVED),
            (33, 50_000, 49_896, 104, 50_000, Status.PARTIAL),
            (34, 50_000, 50_000, 0, 50_000, Status.ACHIEVED),
            (10, 15_120, 15_120, 0, 84_880, Status.ACHIEVED),
            (9, 15_120, 13_608, 1_512, 84_880, Status.PARTIAL),
            (9_000, 700_000, 100_000, 0, 0, Status.ACHIEVED),
        ],
    )
    def test_each_outcome_pays_its_price_up_to_the_cap(
        self, make: Any, count: int, cap: int | None, earned: int, not_earned: int, not_on_offer: int, status: Status
    ) -> None:
        judgement, payment = self.paid(make, count, cap)
        assert judgement.status is status
        assert (payment.earned, payment.not_earned, payment.not_on_offer) == (earned, not_earned, not_on_offer)

    def test_it_says_the_sum(self, make: Any) -> None:
        judgement, _ = self.paid(make, 67)
        assert judgement.because.sentence == (
            "67 reached, at £15.12 each: £1,013.04. More than its part of the pot, £1,000, is not paid."
        )
        assert judgement.because.line is None

    def test_only_whole_outcomes_of_a_supplied_value_are_paid(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        one = indicator("a", shape="unit_price", kind=Kind.SUPPLIED_VALUE, lines=(), prices=(Price(START, 1000),))
        given = terms(outcome("one", one))
        for value, earned in (("2.9", 2000), ("-3", 0)):
            judgements = judge([outturn("a", None, None, value=value, kind=Kind.SUPPLIED_VALUE)], given)
            assert pay(judgements, given).earned == earned

    def test_it_takes_no_share_of_money_that_another_could_not_be_judged_on(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        priced = indicator(
            "a",
            shape="unit_price",
            lines=(),
            prices=(Price(START, 1512),),
            weight=Fraction(1, 3),
            minimum_denominator=0,
        )
        others = [indicator(name, weight=Fraction(1, 3)) for name in "bc"]
        given = terms(outcome("one", priced, *others), pot=30_000, not_assessable="share_within_outcome")
        payment = pay(judge([outturn("a", 5, 5), outturn("b", 20, 20), outturn("c", 80, 100)], given), given)
        assert [(line.share_of_pot, line.earned) for line in payment.lines] == [
            (10_000, 7_560),
            (0, 0),
            (20_000, 20_000),
        ]

    def test_without_a_price_or_a_part_of_the_pot_there_is_no_answer(self, judged: Make) -> None:
        assert judged(of(50), shape="unit_price", lines=()).status is Status.NOT_ASSESSABLE
        prices = (Price(START, 1512),)
        found = judged(of(50), shape="unit_price", lines=(), prices=prices, weight=Fraction(0))
        assert found.status is Status.NOT_ASSESSABLE


class TestReporting:
    def reported(self, judged: Make, eligible: int | None, missing: int | None, **more: Any) -> Judgement:
        returns = (CompleteReturn(START, Fraction(95, 100), more.pop("within_days", None)),)
        figure = of(more.pop("numerator", 1), 5, eligible=eligible, missing=missing, **more)
        found: Judgement = judged(figure, shape="reporting", lines=(), returns=returns)
        return found

    @pytest.mark.parametrize(
        ("eligible", "missing", "status"),
        [
            (1000, 50, Status.ACHIEVED),
            (1000, 51, Status.NOT_ACHIEVED),
            (None, None, Status.NOT_ASSESSABLE),
        ],
    )
    def test_a_complete_return_is_paid_whatever_its_figure(
        self, judged: Make, eligible: int | None, missing: int | None, status: Status
    ) -> None:
        found = self.reported(judged, eligible, missing)
        assert (found.status, found.share) == (status, 1 if status is Status.ACHIEVED else 0)

    def test_a_figure_that_cannot_be_seen_does_not_matter(self, judged: Make) -> None:
        assert self.reported(judged, 100, 0, numerator=None).status is Status.ACHIEVED

    @pytest.mark.parametrize(
        ("known", "status"),
        [
            (date(2018, 10, 20), Status.ACHIEVED),
            (date(2018, 10, 21), Status.NOT_ACHIEVED),
            (None, Status.NOT_ASSESSABLE),
        ],
    )
    def test_it_comes_in_time(self, judged: Make, known: date | None, status: Status) -> None:
        found = self.reported(judged, 100, 0, within_days=20, as_known_on=known)
        assert found.status is status
        assert "due by 20 October 2018" in found.because.sentence

    def test_an_incomplete_return_fails_whenever_it_came(self, judged: Make) -> None:
        assert self.reported(judged, 100, 50, within_days=20).status is Status.NOT_ACHIEVED
        late = self.reported(judged, 100, 50, within_days=20, as_known_on=date(2018, 10, 1))
        assert late.status is Status.NOT_ACHIEVED

    def test_without_a_rule_there_is_no_answer(self, judged: Make) -> None:
        assert judged(of(1), shape="reporting", lines=(), returns=()).status is Status.NOT_ASSESSABLE


class TestPercentileLadder:
    STEPS = ((30, "1/4"), (50, "1/2"), (75, "3/4"), (90, "1"))

    @pytest.mark.parametrize(
        ("percentile", "share", "status"),
        [
            ("95", "1", Status.ACHIEVED),
            ("90", "1", Status.ACHIEVED),
            ("89.9", "3/4", Status.PARTIAL),
            ("50", "1/2", Status.PARTIAL),
            ("30", "1/4", Status.PARTIAL),
            ("29", "0", Status.NOT_ACHIEVED),
        ],
    )
    def test_the_highest_step_reached_pays(self, judged: Make, percentile: str, share: str, status: Status) -> None:
        rungs = tuple((f"percentile {at}", Line(START, Fraction(at), False), Fraction(pay)) for at, pay in self.STEPS)
        figure = {"numerator": None, "denominator": None, "value": percentile, "kind": Kind.SUPPLIED_VALUE}
        ladders = (Ladder(START, rungs),)
        found = judged(figure, shape="percentile_ladder", kind=Kind.SUPPLIED_VALUE, ladders=ladders)
        assert (found.share, found.status) == (Fraction(share), status)
        assert found.because.sentence.startswith(f"Percentile {percentile}: ")

    def test_without_a_ladder_there_is_no_answer(self, judged: Make) -> None:
        figure = {"numerator": None, "denominator": None, "value": "50", "kind": Kind.SUPPLIED_VALUE}
        found = judged(figure, shape="percentile_ladder", kind=Kind.SUPPLIED_VALUE, ladders=())
        assert found.status is Status.NOT_ASSESSABLE
