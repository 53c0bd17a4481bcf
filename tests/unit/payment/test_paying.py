"""Paying: where each penny of the pot goes, by every rule a contract can name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import BONUS, judge, pay
from evenlode.problems import Refusal
from evenlode.results import Because, Judgement, Outturn, Payment, PaymentLine, Period, Source, Stage, Status
from evenlode.terms.terms import Terms

Make = Callable[..., Any]
POT = 100_000_000


def settle(terms: Terms, *outturns: Outturn) -> Payment:
    return pay(judge(outturns, terms), terms)


def line_of(payment: Payment, indicator: str) -> PaymentLine:
    (found,) = [line for line in payment.lines if line.indicator == indicator]
    return found


def states(line: PaymentLine) -> tuple[int, int, int, int]:
    return (line.earned, line.held, line.not_earned, line.not_on_offer)


class TestByPoints:
    def test_points_and_then_weights_divide_the_pot_and_the_bonus_comes_last(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        given = terms(
            outcome("one", indicator("a"), points=Fraction(20)),
            outcome(
                "two", indicator("b", weight=Fraction(1, 3)), indicator("c", weight=Fraction(2, 3)), points=Fraction(70)
            ),
            bonus_points=Fraction(10),
            pot=1_000_001,
        )
        payment = settle(given, outturn("a"), outturn("b"), outturn("c"))
        assert [line.indicator or line.outcome for line in payment.lines] == ["a", "b", "c", BONUS]
        assert [line.share_of_pot for line in payment.lines] == [200_000, 233_334, 466_667, 100_000]
        assert [line.points for line in payment.lines] == [20, Fraction(70, 3), Fraction(140, 3), 10]
        assert payment.earned == 1_000_001

    def test_a_missed_target_goes_to_reinvestment_and_takes_the_bonus_with_it(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        given = terms(
            outcome("one", indicator("a"), points=Fraction(50)),
            outcome("two", indicator("b"), points=Fraction(40), number=2),
            bonus_points=Fraction(10),
        )
        payment = settle(given, outturn("a"), outturn("b", 1, 1000))
        assert (payment.earned, payment.not_earned) == (POT // 2, POT // 2)
        assert payment.lines[-1].status is Status.NOT_ACHIEVED
        assert payment.lines[-1].because == "Pays only where every outcome is achieved; outcome 2 not."

    def test_an_outcome_partly_achieved_takes_the_bonus_with_it(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        half = Fraction(1, 2)
        both = outcome("one", indicator("a", weight=half), indicator("b", weight=half), points=Fraction(90))
        given = terms(both, bonus_points=Fraction(10), not_assessable="hold")
        payment = settle(given, outturn("a"), outturn("b", 1, 1000))
        assert states(payment.lines[-1]) == (0, 0, POT // 10, 0)
        assert payment.lines[-1].status is Status.NOT_ACHIEVED

    def test_a_level_pays_its_share_and_what_no_level_reaches_is_not_on_offer(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make, ladder: Make
    ) -> None:
        steps = ladder(good=("1/2", "1/4"), excellent=("9/10", "4/5"))
        payment = settle(terms(outcome("one", indicator("a", ladders=(steps,)))), outturn())
        assert states(payment.lines[0]) == (POT // 4, 0, POT * 55 // 100, POT // 5)
        said = 'Achieved, level "good": 25% of it is earned, the rest goes to reinvestment.'
        assert payment.lines[0].because == f"{said} 20% of it no level could reach."

    def test_an_indicator_without_weight_has_a_line_of_nothing(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        payment = settle(terms(outcome("one", indicator("a"), indicator("b", weight=Fraction(0)))), outturn())
        assert states(line_of(payment, "b")) == (0, 0, 0, 0)
        assert line_of(payment, "a").earned == POT

    def test_an_outcome_in_which_nothing_has_a_weight_offers_nothing(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        payment = settle(terms(outcome("one", indicator("a", weight=Fraction(0)))), outturn())
        assert (payment.not_on_offer, payment.lines[0].because) == (POT, "No indicator in force has a weight.")


class TestRemembered:
    """One set of terms pays many sets of judgements, as a simulation does."""

    def test_a_share_of_the_money_is_paid_for_what_it_is(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        given = terms(outcome("one", indicator("a")))
        (judged,) = judge([outturn()], given)
        shares = [Fraction(1), Fraction(1, 4), Fraction(3, 4), Fraction(0), Fraction(1)]
        assert [pay([replace(judged, share=share)], given).earned for share in shares] == [
            POT * share for share in shares
        ]

    def test_what_nobody_can_help_is_not_mixed_up_with_what_the_provider_owes(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        given = terms(outcome("one", indicator("a"), indicator("b")), not_assessable="share_within_outcome")
        helpless, owed = outturn("b", 5, 5), outturn("b", None)
        earned = [settle(given, outturn("a"), other).earned for other in (helpless, owed, helpless)]
        assert earned == [POT, POT // 2, POT]


class TestStages:
    def test_a_baseline_that_pays_nothing_is_not_on_offer(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        payment = settle(terms(outcome("one", indicator("a", stage=Stage.BASELINE))), outturn())
        assert states(payment.lines[0]) == (0, 0, 0, POT)
        assert payment.lines[0].status is Status.ACHIEVED

    @pytest.mark.parametrize(
        ("figure", "rule", "expected"),
        [
            ({}, "to_reinvestment", (POT, 0, 0, 0)),
            ({"numerator": 1}, "to_reinvestment", (POT, 0, 0, 0)),
            ({"numerator": 3, "denominator": 4}, "to_reinvestment", (POT, 0, 0, 0)),
            ({"numerator": None}, "to_reinvestment", (0, 0, POT, 0)),
            ({"eligible": 2000, "missing": 1500}, "to_reinvestment", (0, 0, POT, 0)),
            ({"eligible": 2000, "missing": 1500}, "share_within_outcome", (0, 0, POT, 0)),
            (None, "to_reinvestment", (0, 0, POT, 0)),
            (None, "hold", (0, POT, 0, 0)),
        ],
    )
    def test_a_baseline_may_pay_for_complete_data_whatever_they_say(
        self,
        indicator: Make,
        outcome: Make,
        terms: Make,
        outturn: Make,
        figure: dict[str, Any] | None,
        rule: str,
        expected: tuple[int, int, int, int],
    ) -> None:
        coverage = Fraction(1, 2) if figure and "eligible" in figure else None
        one = indicator("a", stage=Stage.BASELINE, minimum_coverage=coverage)
        given = terms(outcome("one", one), baseline_pays="complete data", not_assessable=rule)
        payment = settle(given, *([] if figure is None else [outturn("a", **figure)]))
        assert states(payment.lines[0]) == expected

    def test_what_is_only_watched_never_pays(self, indicator: Make, outcome: Make, terms: Make, outturn: Make) -> None:
        one = outcome(
            "one", indicator("a", weight=Fraction(1, 2)), indicator("b", weight=Fraction(1, 2), stage=Stage.MONITORED)
        )
        payment = settle(terms(one, baseline_pays="complete data"), outturn("a"), outturn("b"))
        assert states(line_of(payment, "b")) == (0, 0, 0, POT // 2)
        assert payment.earned == POT // 2


class TestWithoutAnAnswer:
    """An outcome of three: a passes, b has too few people, c has not sent anything."""

    @pytest.fixture
    def three(self, indicator: Make, outcome: Make) -> Any:
        weights = {"a": Fraction(1, 2), "b": Fraction(1, 4), "c": Fraction(1, 4)}
        return outcome("one", *(indicator(name, weight=weight) for name, weight in weights.items()))

    def test_to_reinvestment(self, three: Any, terms: Make, outturn: Make) -> None:
        payment = settle(terms(three), outturn("a"), outturn("b", 5, 5))
        assert states(line_of(payment, "b")) == states(line_of(payment, "c")) == (0, 0, POT // 4, 0)
        assert payment.earned == POT // 2

    def test_hold(self, three: Any, terms: Make, outturn: Make) -> None:
        payment = settle(terms(three, not_assessable="hold"), outturn("a"), outturn("b", 5, 5))
        assert states(line_of(payment, "b")) == states(line_of(payment, "c")) == (0, POT // 4, 0, 0)

    def test_shared_within_the_outcome_what_nobody_can_help_and_never_what_the_provider_owes(
        self, three: Any, terms: Make, outturn: Make
    ) -> None:
        payment = settle(terms(three, not_assessable="share_within_outcome"), outturn("a"), outturn("b", 5, 5))
        third = POT // 3
        assert states(line_of(payment, "a")) == (third * 2 + 1, 0, 0, 0)
        assert states(line_of(payment, "b")) == (0, 0, 0, 0)
        assert states(line_of(payment, "c")) == (0, 0, third, 0)
        assert line_of(payment, "a").because.endswith("Its money includes what B could not be judged on.")
        assert sum(line.points or 0 for line in payment.lines) == 100

    def test_with_nobody_to_share_with_it_goes_to_reinvestment(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        given = terms(outcome("one", indicator("a")), not_assessable="share_within_outcome")
        assert states(settle(given, outturn("a", 5, 5)).lines[0]) == (0, 0, POT, 0)

    def test_a_baseline_neither_gives_nor_receives(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        half = {"weight": Fraction(1, 2)}
        given = terms(
            outcome("one", indicator("a", stage=Stage.BASELINE, **half), indicator("b", **half)),
            not_assessable="share_within_outcome",
        )
        payment = settle(given, outturn("a"), outturn("b", 5, 5))
        assert states(line_of(payment, "a")) == (0, 0, 0, POT // 2)
        assert states(line_of(payment, "b")) == (0, 0, POT // 2, 0)

    @pytest.mark.parametrize(
        ("figure", "minimum"), [({"eligible": 2000, "missing": 1500}, "1/2"), ({}, "1/2"), ({"numerator": None}, None)]
    )
    def test_low_coverage_unknown_coverage_and_a_missing_figure_are_the_providers_doing(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make, figure: dict[str, Any], minimum: str | None
    ) -> None:
        half = {"weight": Fraction(1, 2)}
        coverage = None if minimum is None else Fraction(minimum)
        given = terms(
            outcome("one", indicator("a", **half), indicator("b", minimum_coverage=coverage, **half)),
            not_assessable="share_within_outcome",
        )
        payment = settle(given, outturn("a"), outturn("b", **figure))
        assert line_of(payment, "b").status is Status.NOT_ASSESSABLE
        assert (payment.earned, payment.not_earned) == (POT // 2, POT // 2)


class TestNotMeasured:
    @pytest.mark.parametrize(
        ("choice", "expected", "said"),
        [
            ("to_reinvestment", (0, 0, 0, POT // 5), "Not measured: nobody has agreed how. To reinvestment."),
            ("hold", (0, POT // 5, 0, 0), "Not measured: nobody has agreed how. Held until it is."),
            ("share_within_outcome", (0, 0, 0, POT // 5), "there is nothing to share it with"),
        ],
    )
    def test_its_points_follow_the_named_choice_and_the_bonus_is_on_offer_to_nobody(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make, choice: str, expected: Any, said: str
    ) -> None:
        given = terms(
            outcome("one", indicator("a"), points=Fraction(70)),
            outcome("carers", points=Fraction(20), number=4),
            bonus_points=Fraction(10),
            not_measured=choice,
        )
        payment = settle(given, outturn("a"))
        carers, bonus = payment.lines[1:]
        assert (carers.indicator, carers.status, states(carers)) == (None, Status.NOT_MEASURED, expected)
        assert said in carers.because
        assert (bonus.status, states(bonus)) == (Status.NOT_MEASURED, (0, 0, 0, POT // 10))
        assert "since outcome 4 cannot be achieved in this year: not on offer" in bonus.because


class TestBonus:
    def test_it_needs_every_outcome(self, indicator: Make, outcome: Make, terms: Make, outturn: Make) -> None:
        given = terms(outcome("one", indicator("a"), points=Fraction(90)), bonus_points=Fraction(10))
        assert settle(given, outturn("a")).earned == POT

    @pytest.mark.parametrize(("rule", "place"), [("hold", 1), ("to_reinvestment", 2), ("share_within_outcome", 2)])
    def test_without_an_answer_for_an_outcome_it_follows_the_choice_for_such_indicators(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make, rule: str, place: int
    ) -> None:
        given = terms(
            outcome("one", indicator("a"), points=Fraction(45)),
            outcome("two", indicator("b"), points=Fraction(45), number=2),
            bonus_points=Fraction(10),
            not_assessable=rule,
        )
        bonus = settle(given, outturn("a"), outturn("b", 5, 5)).lines[-1]
        assert states(bonus)[place] == POT // 10
        assert "no answer for outcome 2" in bonus.because

    def test_in_a_baseline_year_nobody_can_achieve_everything(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        given = terms(
            outcome("one", indicator("a", stage=Stage.BASELINE), points=Fraction(90)), bonus_points=Fraction(10)
        )
        bonus = settle(given, outturn("a")).lines[-1]
        assert (bonus.status, bonus.not_on_offer) == (Status.NOT_ASSESSABLE, POT // 10)


class TestByPerCentOfThePot:
    def test_a_single_price_pays_a_target_and_several_indicators_share_it_by_weight(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        one = outcome("one", indicator("a"), indicator("b"), pays={"met": Fraction(2, 5)}, points=None)
        payment = settle(terms(one, divided_by="pot_percent"), outturn("a"), outturn("b", 1))
        assert [line.share_of_pot for line in payment.lines] == [POT // 5, POT // 5, POT * 3 // 5]
        assert [line.earned for line in payment.lines] == [POT // 5, 0, 0]
        assert [line.points for line in payment.lines] == [None, None, None]

    def test_a_price_for_a_level_that_the_indicator_does_not_have_is_not_on_offer(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make, ladder: Make
    ) -> None:
        pays = {"good": Fraction(1, 10), "excellent": Fraction(4, 10)}
        one = outcome("one", indicator("a", ladders=(ladder(good=("1/2", "1")),)), pays=pays, points=None)
        payment = settle(terms(one, divided_by="pot_percent"), outturn())
        assert states(payment.lines[0]) == (POT // 10, 0, 0, POT * 3 // 10)

    def test_levels_that_are_not_in_force_yet_are_on_offer_and_without_an_answer(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make
    ) -> None:
        pays = {"good": Fraction(1, 10), "excellent": Fraction(4, 10)}
        one = outcome("one", indicator("a", ladders=()), pays=pays, points=None)
        payment = settle(terms(one, divided_by="pot_percent"), outturn())
        assert payment.lines[0].status is Status.NOT_ASSESSABLE
        assert states(payment.lines[0]) == (0, 0, POT * 4 // 10, 0)

    @pytest.mark.parametrize("name", ["superb", None])
    def test_a_level_without_a_price_is_refused(
        self, indicator: Make, outcome: Make, terms: Make, outturn: Make, ladder: Make, name: str | None
    ) -> None:
        pays = {"good": Fraction(1, 10), "excellent": Fraction(4, 10)}
        one = indicator("a") if name is None else indicator("a", ladders=(ladder(**{name: ("1/2", "1")}),))
        with pytest.raises(Refusal, match="does not say what") as refusal:
            settle(terms(outcome("one", one, pays=pays, points=None), divided_by="pot_percent"), outturn())
        assert refusal.value.rule == "CFG.LEVELS"


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "rule"),
        [
            ({"indicator": "stranger"}, "CODE.LIST"),
            ({"period": "another"}, "PERIOD.OUTSIDE"),
            ({"share": Fraction(3, 2)}, "VALUE.RANGE"),
            ({"share": 0.5}, "VALUE.RANGE"),
            ({"status": Status.NOT_ASSESSABLE}, "VALUE.RANGE"),
            ({"source": Source.PUBLISHED_STATUS}, "VALUE.RANGE"),
        ],
    )
    def test_a_judgement_that_cannot_be_paid_on_is_refused(
        self, indicator: Make, outcome: Make, terms: Make, changes: dict[str, Any], rule: str
    ) -> None:
        given = terms(outcome("one", indicator("a")))
        other = Period(given.year.start, given.year.start)
        values: dict[str, Any] = {"status": Status.ACHIEVED, "share": Fraction(1), "because": Because("So.")}
        values |= {"indicator": "a", "period": given.year} | changes
        values["period"] = other if values["period"] == "another" else values["period"]
        with pytest.raises(Refusal) as refusal:
            pay([Judgement(**values)], given)
        assert refusal.value.rule == rule

    def test_nobody_is_paid_twice(self, indicator: Make, outcome: Make, terms: Make, outturn: Make) -> None:
        given = terms(outcome("one", indicator("a")))
        with pytest.raises(Refusal, match="nobody is paid twice"):
            pay(judge([outturn()], given) * 2, given)

    @pytest.mark.parametrize(
        ("outcome_changes", "changes", "rule"),
        [
            ({"points": None}, {}, "CFG.POINTS"),
            ({"points": Fraction(-1)}, {}, "CFG.POINTS"),
            ({"points": Fraction(0)}, {}, "CFG.POINTS"),
            ({}, {"pot": -1}, "CFG.POT"),
            ({}, {"bonus_points": Fraction(-1)}, "CFG.POINTS"),
            ({"pays": {"met": Fraction(-1)}}, {"divided_by": "pot_percent"}, "CFG.LEVELS"),
            ({"pays": {"met": Fraction(101, 100)}}, {"divided_by": "pot_percent"}, "CFG.LEVELS"),
            ({"pays": {"met": Fraction(1)}}, {"divided_by": "pot_percent", "bonus_points": Fraction(1)}, "CFG.POT"),
        ],
    )
    def test_terms_that_do_not_divide_the_pot_are_refused(
        self,
        indicator: Make,
        outcome: Make,
        terms: Make,
        outcome_changes: dict[str, Any],
        changes: dict[str, Any],
        rule: str,
    ) -> None:
        with pytest.raises(Refusal) as refusal:
            pay([], terms(outcome("one", indicator("a"), **outcome_changes), **changes))
        assert refusal.value.rule == rule

    def test_terms_without_an_outcome_or_with_a_negative_weight_are_refused(
        self, indicator: Make, outcome: Make, terms: Make
    ) -> None:
        with pytest.raises(Refusal, match="no outcome"):
            pay([], terms())
        with pytest.raises(Refusal, match="weight is below zero"):
            pay([], terms(outcome("one", indicator("a", weight=Fraction(-1)))))

    def test_a_level_that_pays_less_than_a_lower_one_is_refused(
        self, indicator: Make, outcome: Make, terms: Make, ladder: Make
    ) -> None:
        steps = ladder(good=("1/2", "1"), excellent=("9/10", "1/2"))
        with pytest.raises(Refusal, match="pays less than a lower one"):
            pay([], terms(outcome("one", indicator("a", ladders=(steps,)))))
