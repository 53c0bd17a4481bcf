"""Steps of a statement in the journal: with their postings or not at all, one approval whatever happens at once."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evenlode.payment.ledger import Posting
from evenlode.payment.statement import FORM, canonical
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.records.reinvesting import Allocation, allocate, money_by_year
from evenlode.records.settling import balance_of, history_of, take_step
from evenlode.records.statements import WAITING, postings, record_statement, statements
from evenlode.results import Period
from evenlode.settlement.cuts import Cuts
from evenlode.settlement.states import Done, Step

YEAR = Period(date(2016, 10, 1), date(2017, 9, 30))
DAY = date(2018, 2, 1)


NEXT = Period(date(2017, 10, 1), date(2018, 9, 30))


def submit(
    journal: Journal, earned: int, by: str = "evenlode run", year: Period = YEAR, other: int | None = None
) -> None:
    """A statement of a pot of £1 in a line "a"; or of £2, in it and a line "b" that earns `other`."""
    of = {"a": earned} if other is None else {"a": earned, "b": other}
    parts = {
        name: {"earned": amount, "held": 0, "not_earned": 100 - amount, "not_on_offer": 0}
        for name, amount in of.items()
    }
    totals = {name: sum(part[name] for part in parts.values()) for name in parts["a"]}
    document = {
        "form": FORM,
        "contract": "small-vale",
        "year": {"from": year.start.isoformat()},
        "pot": 100 * len(of),
        "totals": totals,
        "lines": [{**part, "share_of_pot": 100, "outcome": "one", "indicator": name} for name, part in parts.items()],
    }
    moved = [
        ("commissioner", -100 * len(of)),
        ("lead provider", totals["earned"]),
        ("unpaid-to-reinvest", totals["not_earned"]),
    ]
    record_statement(journal, canonical(document), [Posting(name, amount, "pot") for name, amount in moved], by=by)


def take(journal: Journal, step: Step, by: str, version: int = 1, **about: Any) -> None:
    take_step(journal, "small-vale", YEAR, Done(step, version, by, DAY, **about), Cuts())


def issue(journal: Journal, version: int = 1) -> None:
    for step, by in ((Step.FREEZE, "ann"), (Step.PREPARE, "ann"), (Step.APPROVE, "ben"), (Step.ISSUE, "ben")):
        take(journal, step, by, version)


def test_late_data_change_no_account_until_they_are_issued(journal: Journal) -> None:
    submit(journal, 60)
    issue(journal)
    submit(journal, 40)
    assert balance_of(journal)["lead provider"] == 60
    assert [entry.key for entry in journal.entries(WAITING)] == ["small-vale/2016-10-01/2"]
    issue(journal, 2)
    assert balance_of(journal) == {"commissioner": -100, "lead provider": 40, "unpaid-to-reinvest": 60}
    assert len(statements(journal)) == 2


def test_a_clawback_takes_what_is_disputed_first(journal: Journal) -> None:
    submit(journal, 60)
    issue(journal)
    take(journal, Step.DISPUTE, "cat", line="a", amount=25)
    assert balance_of(journal)["suspense"] == 25
    submit(journal, 45)
    issue(journal, 2)
    assert balance_of(journal)["suspense"] == 10
    assert balance_of(journal)["lead provider"] == 35
    history = history_of(journal, "small-vale", YEAR)
    assert [(one.number, one.left) for one in history.open_disputes()] == [(1, 10)]
    take(journal, Step.RESOLVE, "ann", 2, dispute=1, to_provider=10)
    assert balance_of(journal)["lead provider"] == 45
    take(journal, Step.RECONCILE, "ann", 2)


def test_what_a_resolution_took_back_is_not_taken_back_again(journal: Journal) -> None:
    """60 are paid, 25 of them disputed and given to the commissioner's side; then the line is restated at 45."""
    submit(journal, 60)
    issue(journal)
    take(journal, Step.DISPUTE, "cat", line="a", amount=25)
    take(journal, Step.RESOLVE, "ann", dispute=1, to_provider=0)
    assert balance_of(journal) == {"commissioner": -100, "lead provider": 35, "suspense": 0, "unpaid-to-reinvest": 65}
    submit(journal, 45)
    issue(journal, 2)
    assert balance_of(journal) == {"commissioner": -100, "lead provider": 45, "suspense": 0, "unpaid-to-reinvest": 55}
    submit(journal, 20)
    issue(journal, 3)
    assert balance_of(journal)["lead provider"] == 20


def test_what_a_resolution_gave_is_not_paid_again(journal: Journal) -> None:
    submit(journal, 60)
    issue(journal)
    take(journal, Step.DISPUTE, "cat", line="a", side="not earned", amount=15)
    take(journal, Step.RESOLVE, "ann", dispute=1, to_provider=10)
    assert balance_of(journal)["lead provider"] == 70
    submit(journal, 70)
    issue(journal, 2)
    assert balance_of(journal) == {"commissioner": -100, "lead provider": 70, "suspense": 0, "unpaid-to-reinvest": 30}


def test_a_resolution_stands_while_its_line_is_as_it_was(journal: Journal) -> None:
    submit(journal, 60, other=40)
    issue(journal)
    take(journal, Step.DISPUTE, "cat", line="a", amount=25)
    take(journal, Step.RESOLVE, "ann", dispute=1, to_provider=5)
    submit(journal, 60, other=30)
    issue(journal, 2)
    assert balance_of(journal)["lead provider"] == 60 + 30 - 20
    submit(journal, 50, other=30)
    issue(journal, 3)
    assert balance_of(journal)["lead provider"] == 50 + 30
    assert "version 3 stands instead of 2 and of what was resolved in dispute 1" in postings(journal)[-1].memo


def test_what_a_line_no_longer_says_is_no_longer_in_dispute(journal: Journal) -> None:
    """All 60 of a line are disputed; it is restated at 20 while another one earns 40 more, and the dispute is lost."""
    submit(journal, 60, other=0)
    issue(journal)
    take(journal, Step.DISPUTE, "cat", line="a", amount=60)
    submit(journal, 20, other=40)
    issue(journal, 2)
    assert (balance_of(journal)["lead provider"], balance_of(journal)["suspense"]) == (40, 20)
    take(journal, Step.RESOLVE, "ann", 2, dispute=1, to_provider=0)
    assert balance_of(journal)["lead provider"] == 40


def test_a_dispute_of_what_was_not_earned_keeps_its_money_when_another_line_earns_more(journal: Journal) -> None:
    submit(journal, 60, other=60)
    issue(journal)
    take(journal, Step.DISPUTE, "cat", line="a", side="not earned", amount=40)
    submit(journal, 60, other=80)
    issue(journal, 2)
    assert (balance_of(journal)["lead provider"], balance_of(journal)["suspense"]) == (140, 40)
    submit(journal, 90, other=80)
    issue(journal, 3)
    assert (balance_of(journal)["lead provider"], balance_of(journal)["suspense"]) == (170, 10)
    take(journal, Step.RESOLVE, "ann", 3, dispute=1, to_provider=10)
    assert balance_of(journal)["lead provider"] == 180


def test_what_was_resolved_against_a_line_cannot_be_disputed_again(journal: Journal) -> None:
    submit(journal, 60)
    issue(journal)
    take(journal, Step.DISPUTE, "cat", line="a", amount=60)
    take(journal, Step.RESOLVE, "ann", dispute=1, to_provider=20)
    with pytest.raises(Refusal, match=r"the line has £0\.20 earned and undisputed"):
        take(journal, Step.DISPUTE, "cat", line="a", amount=21)
    take(journal, Step.DISPUTE, "cat", line="a", amount=20)


def test_whoever_recorded_what_it_rests_on_may_not_approve(journal: Journal) -> None:
    journal.append("supply", {"outturns": []}, by="ben")
    submit(journal, 60)
    take(journal, Step.FREEZE, "ann")
    take(journal, Step.PREPARE, "ann")
    with pytest.raises(Refusal, match=r"STATEMENT\.FOUR_EYES.*ben recorded"):
        take(journal, Step.APPROVE, "ben")
    take(journal, Step.APPROVE, "cat")


def test_a_refused_step_leaves_nothing(journal: Journal) -> None:
    submit(journal, 60)
    head = journal.head()
    for step in (Step.PREPARE, Step.APPROVE, Step.ISSUE, Step.DISPUTE, Step.RECONCILE):
        with pytest.raises(Refusal):
            take(journal, step, "ann")
    with pytest.raises(Refusal, match="there is no version 7"):
        take(journal, Step.FREEZE, "ann", 7)
    assert journal.head() == head


def test_two_who_approve_at_once_approve_once(tmp_path: Path) -> None:
    file = tmp_path / "records.db"
    with Journal.open(file) as journal:
        submit(journal, 60)
        take(journal, Step.FREEZE, "ann")
        take(journal, Step.PREPARE, "ann")
    refused: list[Refusal] = []
    together = threading.Barrier(4)

    def approve(by: str) -> None:
        with Journal.open(file) as own:
            together.wait()
            try:
                take(own, Step.APPROVE, by)
            except Refusal as refusal:
                refused.append(refusal)

    threads = [threading.Thread(target=approve, args=(by,)) for by in ("ben", "cat", "dan", "eve")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Journal.open(file) as journal:
        done = history_of(journal, "small-vale", YEAR).done
        assert [one.step for one in done].count(Step.APPROVE) == 1
        assert journal.verify() == []
    assert [refusal.rule for refusal in refused] == ["STATEMENT.STATE"] * 3


def test_nothing_is_approved_in_a_journal_that_was_changed(journal: Journal, tamper: Any) -> None:
    submit(journal, 60)
    take(journal, Step.FREEZE, "ann")
    take(journal, Step.PREPARE, "ann")
    tamper("UPDATE journal SET body = replace(body, '60', '61') WHERE kind = 'statement'")
    with pytest.raises(Refusal, match=r"JOURNAL\.CHANGED|STATEMENT"):
        take(journal, Step.APPROVE, "ben")


def allocation(amount: int, source: str = "unpaid-to-reinvest") -> Allocation:
    return Allocation("small-vale", "2016-10-01", "Crisis house", source, amount, "", "dan", DAY)


def test_money_is_followed_to_its_scheme_and_none_is_lost(journal: Journal) -> None:
    submit(journal, 60)
    with pytest.raises(Refusal, match=r"REINVEST\.NOT_ISSUED"):
        allocate(journal, allocation(30), YEAR)
    issue(journal)
    allocate(journal, allocation(30), YEAR)
    with pytest.raises(Refusal, match=r"unpaid-to-reinvest holds £0\.10"):
        allocate(journal, allocation(11), YEAR)
    (year,) = money_by_year(journal, "small-vale")
    assert (year.came, year.given, year.left) == (40, 30, 10)
    assert balance_of(journal)["reinvestment: Crisis house"] == 30
    submit(journal, 80)
    issue(journal, 2)  # more is earned than is left unpaid: the scheme keeps its money
    (year,) = money_by_year(journal, "small-vale")
    assert (year.came, year.given, year.left) == (30, 30, 0)
    assert balance_of(journal)["commissioner"] == -110
    assert balance_of(journal)["lead provider"] == 80


def test_a_year_never_takes_what_waits_of_another(journal: Journal) -> None:
    submit(journal, 60)
    submit(journal, 60, year=NEXT)
    issue(journal)
    allocate(journal, allocation(40), YEAR)
    submit(journal, 80)
    issue(journal, 2)
    years = {one.year: one for one in money_by_year(journal, "small-vale")}
    assert (years["2016-10-01"].came, years["2016-10-01"].left) == (40, 0)
    assert (years["2017-10-01"].came, years["2017-10-01"].left) == (40, 40)
    assert balance_of(journal)["commissioner"] == -220


def test_only_accounts_that_wait_are_reinvested(journal: Journal) -> None:
    submit(journal, 60)
    issue(journal)
    with pytest.raises(Refusal, match=r"CODE\.LIST"):
        allocate(journal, allocation(1, "lead provider"), YEAR)
    with pytest.raises(Refusal, match=r"MONEY\.RANGE"):
        allocate(journal, allocation(0), YEAR)
