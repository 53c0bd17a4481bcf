"""Which step may follow which, who may take it, and where that leaves a statement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evenlode.problems import Refusal
from evenlode.results import Period
from evenlode.settlement.cuts import Cuts, cuts_of
from evenlode.settlement.states import Done, History, OpenDispute, State, Step, check_step, taken_from
from evenlode.terms.forms.close import CloseForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))
FROZEN = date(2018, 12, 30)
"""The day after the usual freeze cut, 90 days after the last day of the year."""


def history(*steps: tuple[Step, str], version: int = 1, calculated: int = 1) -> History:
    return History(YEAR, calculated, tuple(Done(step, version, by, FROZEN) for step, by in steps))


SIGNED = ((Step.FREEZE, "ann"), (Step.PREPARE, "ann"), (Step.APPROVE, "ben"), (Step.ISSUE, "ben"))


@pytest.mark.parametrize(
    ("done", "state"),
    [(0, State.FREEZE), (1, State.CALCULATED), (2, State.PREPARED), (3, State.APPROVED), (4, State.ISSUED)],
)
def test_each_step_leads_to_the_next_state(done: int, state: State) -> None:
    assert history(*SIGNED[:done]).state(1, Cuts(), FROZEN) is state


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2018, 10, 30), State.FLEX),
        (date(2018, 10, 31), State.REFRESH),
        (date(2018, 11, 29), State.REFRESH),
        (date(2018, 11, 30), State.FREEZE),
    ],
)
def test_before_the_freeze_the_day_decides(day: date, state: State) -> None:
    assert history().state(1, Cuts(), day) is state


def test_a_year_is_frozen_from_the_day_after_its_cut() -> None:
    check_step(history(), Done(Step.FREEZE, 1, "ann", FROZEN), Cuts())
    with pytest.raises(Refusal, match=r"STATEMENT\.UNFROZEN.*29 December 2018"):
        check_step(history(), Done(Step.FREEZE, 1, "ann", date(2018, 12, 29)), Cuts())


def test_the_contract_names_the_cuts() -> None:
    contract = read_contract(contract_folder("two-outcome-illustration"))
    assert cuts_of(contract) == Cuts(30, 60, 90), "the usual ones, where it names none"
    named = contract.form.model_copy(update={"close": CloseForm(flex_days=10, refresh_days=20, freeze_days=45)})
    cuts = cuts_of(replace(contract, form=named))
    check_step(history(), Done(Step.FREEZE, 1, "ann", date(2018, 11, 15)), cuts)
    with pytest.raises(Refusal, match=r"STATEMENT\.UNFROZEN.*14 November 2018"):
        check_step(history(), Done(Step.FREEZE, 1, "ann", date(2018, 11, 14)), cuts)
    assert history().state(1, cuts, date(2018, 10, 11)) is State.REFRESH


@pytest.mark.parametrize("step", [Step.PREPARE, Step.APPROVE, Step.ISSUE])
def test_a_statement_of_an_unfrozen_year_is_refused(step: Step) -> None:
    with pytest.raises(Refusal, match=r"STATEMENT\.UNFROZEN"):
        check_step(history(), Done(step, 1, "ann", FROZEN), Cuts())


def test_late_data_wait_until_the_frozen_version_is_issued() -> None:
    late = replace(history((Step.FREEZE, "ann")), calculated=2)
    with pytest.raises(Refusal, match=r"version 1 is frozen and not issued yet"):
        check_step(late, Done(Step.FREEZE, 2, "ann", FROZEN), Cuts())
    issued = replace(history(*SIGNED), calculated=2)
    check_step(issued, Done(Step.FREEZE, 2, "ann", FROZEN), Cuts())


@pytest.mark.parametrize(
    ("by", "editors", "refused"),
    [("ann", (), True), ("ben", (), False), ("ben", ("ben",), True), ("cat", ("ben",), False)],
)
def test_four_eyes(by: str, editors: tuple[str, ...], refused: bool) -> None:
    prepared, new = history(*SIGNED[:2]), Done(Step.APPROVE, 1, by, FROZEN)
    if refused:
        with pytest.raises(Refusal, match=r"STATEMENT\.FOUR_EYES"):
            check_step(prepared, new, Cuts(), editors)
    else:
        check_step(prepared, new, Cuts(), editors)


def test_a_statement_is_approved_once() -> None:
    with pytest.raises(Refusal, match=r"approve follows prepare"):
        check_step(history(*SIGNED[:3]), Done(Step.APPROVE, 1, "cat", FROZEN), Cuts())


def test_a_dispute_is_in_suspense_until_it_is_resolved_and_keeps_the_year_open() -> None:
    raised = Done(Step.DISPUTE, 1, "cat", FROZEN, dispute=1, line="one", amount=30)
    issued = history(*SIGNED)
    open_now = replace(issued, done=(*issued.done, raised))
    assert open_now.state(1, Cuts(), FROZEN) is State.SUSPENSE
    assert open_now.in_dispute == 30
    with pytest.raises(Refusal, match=r"disputes are open: 1"):
        check_step(open_now, Done(Step.RECONCILE, 1, "ann", FROZEN), Cuts())
    with pytest.raises(Refusal, match=r"MONEY\.RANGE"):
        check_step(open_now, Done(Step.RESOLVE, 1, "ann", FROZEN, dispute=1, to_provider=31), Cuts())
    solved = replace(open_now, done=(*open_now.done, Done(Step.RESOLVE, 1, "ann", FROZEN, dispute=1)))
    assert solved.state(1, Cuts(), FROZEN) is State.RESOLVED
    closed = Done(Step.RECONCILE, 1, "ann", FROZEN)
    check_step(solved, closed, Cuts())
    assert replace(solved, done=(*solved.done, closed)).state(1, Cuts(), FROZEN) is State.RECONCILED


def test_no_step_is_dated_before_the_last_one() -> None:
    with pytest.raises(Refusal, match=r"STATEMENT\.DATE"):
        check_step(history(*SIGNED[:1]), Done(Step.PREPARE, 1, "ann", date(2018, 12, 29)), Cuts())


def test_a_clawback_takes_the_oldest_dispute_first() -> None:
    disputes = [OpenDispute(number, 1, "one", "earned", left, "") for number, left in ((1, 30), (2, 0), (3, 20))]
    assert taken_from(disputes, 40) == ((1, 30), (3, 10))
