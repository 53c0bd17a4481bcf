"""Judging: what is compared, with which line, and what is said when there is no answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import judge
from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Grain, Judgement, Kind, Outturn, Period, Polarity, Source, Stage, Status
from evenlode.terms.terms import IndicatorTerms, Line, OutcomeTerms, Terms

Make = Callable[..., Any]


@pytest.fixture
def judge_one(
    indicator: Callable[..., IndicatorTerms], outcome: Callable[..., OutcomeTerms], terms: Callable[..., Terms]
) -> Callable[..., Judgement]:
    """The one judgement of an indicator "a" with these changes, under rules changed by name."""

    def judged(outturns: list[Outturn], rules: dict[str, Any] | None = None, **changes: Any) -> Judgement:
        (found,) = judge(outturns, terms(outcome("one", indicator("a", **changes)), **(rules or {})))
        return found

    return judged


def test_the_sentence_gives_the_counts_the_line_its_day_and_its_variation(
    judge_one: Make, outturn: Make, line: Make
) -> None:
    lines = (line("1/2"), line("3/5", date(2017, 10, 1), "CV-03"))
    found = judge_one([outturn("a", 412, 712)], lines=lines)
    assert found.status is Status.NOT_ACHIEVED
    assert found.share == 0
    because = found.because
    assert because.sentence == "412 of 712 (57.9%): below the 60% in force from 1 October 2017 (variation CV-03)."
    assert (because.numerator, because.denominator, because.value) == (412, 712, Fraction(412, 712))
    assert (because.line, because.line_from, because.variation) == (Fraction(3, 5), date(2017, 10, 1), "CV-03")


@pytest.mark.parametrize(
    ("numerator", "denominator", "status"),
    [(600, 1000, Status.ACHIEVED), (1499, 2500, Status.NOT_ACHIEVED), (5_999_999, 10_000_000, Status.NOT_ACHIEVED)],
)
def test_a_line_is_met_exactly_or_not_at_all(
    judge_one: Make, outturn: Make, numerator: int, denominator: int, status: Status
) -> None:
    assert judge_one([outturn("a", numerator, denominator)]).status is status


def test_lower_is_better_turns_the_comparison_round(judge_one: Make, outturn: Make) -> None:
    lower = {"polarity": Polarity.LOWER_IS_BETTER}
    assert judge_one([outturn("a", 600, 1000)], **lower).status is Status.ACHIEVED
    missed = judge_one([outturn("a", 601, 1000)], **lower)
    assert missed.status is Status.NOT_ACHIEVED
    assert missed.because.sentence.startswith("601 of 1,000 (60.1%): above the 60% in force from 1 October 2015")


def test_a_line_that_starts_after_the_year_judges_nothing(judge_one: Make, outturn: Make, line: Make) -> None:
    assert judge_one([outturn()], lines=(line("1/2"), line("1", date(2018, 10, 1)))).status is Status.ACHIEVED
    alone = judge_one([outturn()], lines=(line("1", date(2018, 10, 1)),))
    assert alone.status is Status.NOT_ASSESSABLE
    assert "no line in force for A" in alone.because.sentence


def test_the_last_day_of_the_year_judges_it(judge_one: Make, outturn: Make, line: Make) -> None:
    lines = (line("1/2"), line("4/5", date(2018, 9, 30)))
    assert judge_one([outturn()], lines=lines).because.line == Fraction(4, 5)


class TestWithoutAnAnswer:
    def test_no_figure_for_the_year_is_awaited(self, judge_one: Make, months: Make) -> None:
        found = judge_one(months("a", [(70, 100)] * 12))
        assert found.status is Status.AWAITING_DATA
        assert found.share == 0

    @pytest.mark.parametrize(("denominator", "status"), [(29, Status.NOT_ASSESSABLE), (30, Status.ACHIEVED)])
    def test_the_minimum_denominator_is_enough(
        self, judge_one: Make, outturn: Make, denominator: int, status: Status
    ) -> None:
        found = judge_one([outturn("a", denominator, denominator)])
        assert found.status is status
        assert found.status is Status.ACHIEVED or "is 29, below the 30" in found.because.sentence

    def test_nobody_is_too_few_whatever_the_minimum(self, judge_one: Make, outturn: Make) -> None:
        assert judge_one([outturn("a", 0, 0)], minimum_denominator=0).status is Status.NOT_ASSESSABLE

    @pytest.mark.parametrize(
        ("eligible", "missing", "status", "said"),
        [
            (1000, 400, Status.ACHIEVED, "meets the 60%"),
            (1000, 401, Status.NOT_ASSESSABLE, "Coverage is 59.9%, below the 60%"),
            (2500, 1001, Status.NOT_ASSESSABLE, "Coverage is 59.96%, below the 60%"),
            (None, None, Status.NOT_ASSESSABLE, "give eligible and missing"),
            (1000, None, Status.NOT_ASSESSABLE, "give eligible and missing"),
            (0, 0, Status.NOT_ASSESSABLE, "Nobody was eligible"),
        ],
    )
    def test_coverage_below_its_minimum_or_unknown_gives_no_answer(
        self, judge_one: Make, outturn: Make, eligible: int | None, missing: int | None, status: Status, said: str
    ) -> None:
        given = outturn("a", 700, 1000, eligible=eligible, missing=missing)
        found = judge_one([given], minimum_coverage=Fraction(3, 5))
        assert found.status is status
        assert said in found.because.sentence

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"numerator": None}, "missing or suppressed"),
            ({"numerator": None, "denominator": None}, "missing or suppressed"),
            ({"numerator": None, "denominator": None, "value": "0.93"}, "rounded figure"),
        ],
    )
    def test_a_proportion_is_judged_on_its_counts_alone(
        self, judge_one: Make, outturn: Make, given: dict[str, Any], said: str
    ) -> None:
        found = judge_one([outturn("a", **given)])
        assert found.status is Status.NOT_ASSESSABLE
        assert said in found.because.sentence

    def test_a_mean_without_its_denominator_waits_for_it_and_a_supplied_value_needs_none(
        self, judge_one: Make, outturn: Make
    ) -> None:
        given = {"numerator": None, "denominator": None, "value": "0.7"}
        mean = judge_one([outturn("a", kind=Kind.MEAN, **given)], kind=Kind.MEAN)
        assert mean.status is Status.NOT_ASSESSABLE
        assert "at least 30" in mean.because.sentence
        supplied = judge_one([outturn("a", kind=Kind.SUPPLIED_VALUE, **given)], kind=Kind.SUPPLIED_VALUE)
        assert supplied.status is Status.ACHIEVED

    def test_an_indicator_without_a_way_to_judge_it_is_not_judged(self, judge_one: Make, outturn: Make) -> None:
        assert judge_one([outturn()], shape="none", lines=()).status is Status.NOT_ASSESSABLE


class TestByMonth:
    rules: dict[str, Any] = {"judging_day": "by month", "partial": "never"}  # noqa: RUF012 - read and never written

    def lines(self, line: Make) -> tuple[Line, ...]:
        return (line("7/10"), line("18/25", date(2018, 4, 1)))

    def test_each_month_counts_by_how_many_it_counted(
        self, judge_one: Make, outturn: Make, months: Make, line: Make
    ) -> None:
        counts = months("a", [(70, 100)] * 6 + [(140, 200)] * 6)
        year = outturn("a", 713, 1000)
        found = judge_one([year, *counts], self.rules, lines=self.lines(line))
        assert found.because.line == (6 * 100 * Fraction(7, 10) + 6 * 200 * Fraction(18, 25)) / 1800
        assert found.status is Status.NOT_ACHIEVED
        assert "below the 71.3333% that the lines of the months come to" in found.because.sentence
        assert judge_one([outturn("a", 7134, 10_000), *counts], self.rules, lines=self.lines(line)).share == 1

    def test_a_line_that_changes_within_a_month_is_that_of_its_last_day(
        self, judge_one: Make, outturn: Make, months: Make, line: Make
    ) -> None:
        lines = (line("1/2"), line("7/10", date(2018, 9, 30)))
        found = judge_one([outturn(), *months("a", [(1, 10)] * 12)], self.rules, lines=lines)
        assert found.because.line == (11 * Fraction(1, 2) + Fraction(7, 10)) / 12

    def test_an_unchanged_line_needs_no_months(self, judge_one: Make, outturn: Make, line: Make) -> None:
        found = judge_one([outturn()], self.rules)
        assert (found.status, found.because.line) == (Status.ACHIEVED, Fraction(3, 5))

    def test_a_month_without_a_count_is_awaited_by_name(
        self, judge_one: Make, outturn: Make, months: Make, line: Make
    ) -> None:
        counts = months("a", [(70, 100)] * 10)
        found = judge_one([outturn("a", 1, 100), *counts], self.rules, lines=self.lines(line))
        assert found.status is Status.AWAITING_DATA
        assert "August 2018 and 1 more" in found.because.sentence

    def test_a_line_that_only_part_of_the_year_has_is_no_line(self, judge_one: Make, outturn: Make, line: Make) -> None:
        found = judge_one([outturn()], self.rules, lines=(line("1/2", date(2018, 4, 1)),))
        assert found.status is Status.NOT_ASSESSABLE

    def test_levels_that_change_their_names_cannot_be_weighted(
        self, judge_one: Make, outturn: Make, months: Make, ladder: Make
    ) -> None:
        ladders = (ladder(good=("1/2", "1")), ladder(date(2018, 4, 1), better=("1/2", "1")))
        with pytest.raises(Refusal, match="change their names in mid-year"):
            judge_one([outturn(), *months("a", [(7, 10)] * 12)], self.rules, ladders=ladders)


class TestPartial:
    @pytest.mark.parametrize(
        ("met", "sent", "status"),
        [(6, 12, Status.PARTIAL), (5, 12, Status.NOT_ACHIEVED), (6, 6, Status.PARTIAL), (5, 5, Status.NOT_ACHIEVED)],
    )
    def test_half_of_the_months_of_the_year_is_half_of_twelve_however_many_came(
        self, judge_one: Make, outturn: Make, months: Make, met: int, sent: int, status: Status
    ) -> None:
        counts = months("a", [(60, 100)] * met + [(59, 100)] * (sent - met))
        found = judge_one([outturn("a", 590, 1000), *counts])
        assert (found.status, found.share) == (status, 0)
        if status is Status.PARTIAL:
            assert found.because.sentence.endswith("Met in 6 of 12 months, so a partial achievement.")
            assert (found.because.periods_met, found.because.periods_judged) == (6, 12)

    def test_a_month_with_nobody_in_it_is_left_out(self, judge_one: Make, outturn: Make, months: Make) -> None:
        counts = months("a", [(60, 100)] * 5 + [(0, 0)] * 2 + [(59, 100)] * 5)
        found = judge_one([outturn("a", 590, 1000), *counts])
        assert (found.status, found.because.periods_judged) == (Status.PARTIAL, 10)

    def test_each_month_is_held_against_the_line_of_its_own_day(
        self, judge_one: Make, outturn: Make, months: Make, line: Make
    ) -> None:
        lines = (line("1/2"), line("7/10", date(2018, 4, 1)))
        found = judge_one([outturn("a", 550, 1000), *months("a", [(55, 100)] * 12)], lines=lines)
        assert (found.status, found.because.periods_met) == (Status.PARTIAL, 6)

    def test_quarters_are_counted_where_the_indicator_is_quarterly(self, judge_one: Make, outturn: Make) -> None:
        starts = [date(2017, 10, 1), date(2018, 1, 1), date(2018, 4, 1), date(2018, 7, 1)]
        ends = [date(2017, 12, 31), date(2018, 3, 31), date(2018, 6, 30), date(2018, 9, 30)]
        quarters = [
            outturn("a", n, 100, grain=Grain.QUARTER, period=Period(start, end))
            for start, end, n in zip(starts, ends, (60, 61, 1, 2), strict=True)
        ]
        found = judge_one([outturn("a", 400, 1000), *quarters], grain=Grain.QUARTER)
        assert "Met in 2 of 4 quarters" in found.because.sentence
        assert judge_one([outturn("a", 400, 1000), *quarters]).status is Status.NOT_ACHIEVED  # its months are unknown

    def test_a_contract_may_never_call_it_partial(self, judge_one: Make, outturn: Make, months: Make) -> None:
        counts = months("a", [(60, 100)] * 12)
        for rule in ("never", "lowest level"):
            assert judge_one([outturn("a", 1, 100), *counts], {"partial": rule}).status is Status.NOT_ACHIEVED


class TestStages:
    @pytest.mark.parametrize("stage", [Stage.BASELINE, Stage.MONITORED])
    def test_it_is_judged_and_has_no_share(self, judge_one: Make, outturn: Make, stage: Stage) -> None:
        found = judge_one([outturn()], stage=stage)
        assert (found.status, found.share, found.stage) == (Status.ACHIEVED, 0, stage)


class TestWhichOutturn:
    def test_one_judgement_an_indicator_in_the_order_of_the_contract(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        given = terms(outcome("one", indicator("b"), indicator("a")), outcome("two", indicator("c")))
        found = judge([outturn("c"), outturn("a"), outturn("stranger")], given)
        assert [one.indicator for one in found] == ["b", "a", "c"]
        assert [one.status for one in found] == [Status.AWAITING_DATA, Status.ACHIEVED, Status.ACHIEVED]

    @pytest.mark.parametrize(
        "changes",
        [
            {"provider": "partner-one"},
            {"segment": "clusters 4 to 8"},
            {"stratum": "women"},
            {"period": Period(date(2016, 10, 1), date(2017, 9, 30))},
            {"grain": Grain.ROLLING_YEAR},
        ],
    )
    def test_only_the_year_of_everyone_together_judges(
        self, judge_one: Make, outturn: Make, changes: dict[str, Any]
    ) -> None:
        found = judge_one([outturn(**changes)])
        assert found.status is Status.AWAITING_DATA
        assert (found.provider, found.segment) == (EVERYONE, EVERYONE)

    def test_the_figure_known_later_stands_whatever_the_order(self, judge_one: Make, outturn: Make) -> None:
        early = outturn("a", 1, 1000, as_known_on=date(2018, 10, 31))
        late = outturn("a", 700, 1000, as_known_on=date(2018, 12, 31))
        undated = outturn("a", 2, 1000)
        for given in ([early, late, undated], [late, undated, early], [undated, late, early]):
            assert judge_one(given).because.numerator == 700

    def test_where_it_came_from_is_carried_on(self, judge_one: Make, outturn: Make) -> None:
        assert judge_one([outturn(source=Source.SUPPLIED)]).source is Source.SUPPLIED


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "rule"),
        [
            ({"numerator": 1001}, "VALUE.RANGE"),
            ({"numerator": -1}, "VALUE.RANGE"),
            ({"denominator": -5, "numerator": None}, "VALUE.RANGE"),
            ({"numerator": 0.7}, "VALUE.RANGE"),
            ({"numerator": True}, "VALUE.RANGE"),
            ({"eligible": 10, "missing": 11}, "VALUE.RANGE"),
            ({"value": "57.9%"}, "VALUE.FORMAT"),
            ({"value": "nan"}, "VALUE.FORMAT"),
            ({"value": "1e999999999"}, "VALUE.FORMAT"),
            ({"kind": Kind.MEAN}, "VALUE.KIND"),
            ({"source": Source.PUBLISHED_STATUS}, "VALUE.SOURCE"),
        ],
    )
    def test_a_figure_that_cannot_be_true_is_refused(
        self, judge_one: Make, outturn: Make, changes: dict[str, Any], rule: str
    ) -> None:
        with pytest.raises(Refusal) as refusal:
            judge_one([outturn(**changes)])
        assert refusal.value.rule == rule
        assert refusal.value.where == "outturns (a, contract year, 1 October 2017 to 30 September 2018)"

    def test_two_figures_for_the_same_thing_are_refused_unless_they_agree(self, judge_one: Make, outturn: Make) -> None:
        assert judge_one([outturn(), outturn(definition="second")]).status is Status.ACHIEVED
        with pytest.raises(Refusal, match="given twice with different figures"):
            judge_one([outturn(), outturn("a", 701)])

    def test_everything_wrong_is_said_at_once(self, indicator: Make, outcome: Make, terms: Make, outturn: Make) -> None:
        given = terms(outcome("one", indicator("a"), indicator("b")))
        with pytest.raises(Refusal) as refusal:
            judge([outturn("b", 9, 1), outturn("a", -1), outturn("b", 9, 1)], given)
        assert [problem.rule for problem in refusal.value.problems] == ["VALUE.RANGE", "VALUE.RANGE"]

    def test_figures_that_judge_nothing_are_not_looked_at(self, judge_one: Make, outturn: Make) -> None:
        assert judge_one([outturn(), outturn("a", -1, provider="partner-one")]).status is Status.ACHIEVED
