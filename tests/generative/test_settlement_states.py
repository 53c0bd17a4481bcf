"""Statements in any order of steps: no balance below nothing, no penny made or lost, nothing issued ever changed."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from evenlode.payment.book import Account, Posting, is_source, own_funds
from evenlode.payment.statement import FORM, canonical
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.records.reinvesting import SOURCES, Allocation, allocate, money_by_year
from evenlode.records.settling import balance_of, history_of, take_step
from evenlode.records.statements import record_statement, statements
from evenlode.results import Period
from evenlode.settlement.cuts import Cuts
from evenlode.settlement.states import Done, OpenDispute, Side, Step
from tests.generative.payment_examples import EXAMPLES

CONTRACT = "small-vale"
YEARS = [Period(date(year, 10, 1), date(year + 1, 9, 30)) for year in (2016, 2017)]
POT = 100
LINES = ("one", "two")
SIGNING = (Step.FREEZE, Step.PREPARE, Step.APPROVE, Step.ISSUE)

year_numbers = st.integers(0, 1)
people = st.sampled_from(["ann", "ben", "cat"])
amounts = st.integers(0, POT)
sides: st.SearchStrategy[Side] = st.sampled_from(["earned", "not earned"])


def content(year: Period, earned: int, held: int) -> tuple[bytes, list[Posting]]:
    """A statement of a pot of £1 in two lines, the second of them half not on offer; and its postings."""
    earned, held = min(earned, 50), min(held, 50 - min(earned, 50))
    first = {"earned": earned, "held": held, "not_earned": 50 - earned - held, "not_on_offer": 0}
    second = {"earned": 25, "held": 0, "not_earned": 0, "not_on_offer": 25}
    lines = [
        {**amounts, "share_of_pot": 50, "outcome": name, "indicator": None}
        for name, amounts in zip(LINES, (first, second), strict=True)
    ]
    totals = {name: first[name] + second[name] for name in first}
    document = {
        "form": FORM,
        "contract": CONTRACT,
        "year": {"from": year.start.isoformat()},
        "pot": POT,
        "totals": totals,
        "lines": lines,
    }
    accounts = (Account.LEAD_PROVIDER, Account.SUSPENSE, Account.UNPAID_TO_REINVEST, Account.NOT_ON_OFFER)
    moved = [
        Posting(account, amount, "pot") for account, amount in zip(accounts, totals.values(), strict=True) if amount
    ]
    return canonical(document), [Posting(str(Account.COMMISSIONER), -POT, "pot"), *moved]


@dataclass
class Version:
    """What one calculation says: earned and not earned by line, and what it holds back."""

    lines: dict[str, tuple[int, int]]
    held: int


@dataclass
class Books:
    """What one contract year must come to, kept beside the journal by rules of its own.

    paid, unpaid: what is due to the provider and to reinvestment by line, what is in dispute included.
    """

    versions: list[Version] = field(default_factory=list)
    in_force: Version | None = None
    is_frozen: bool = False
    prepared_by: str = ""
    paid: dict[str, int] = field(default_factory=dict)
    unpaid: dict[str, int] = field(default_factory=dict)
    disputes: list[OpenDispute] = field(default_factory=list)
    raised: int = 0

    def take_up(self, new: Version) -> None:
        """The accounts go over to a version. A line that it restates is due as it says, whatever was resolved of it."""
        paid = sum(self.paid.values())
        for line, (earned, not_earned) in new.lines.items():
            if self.in_force is None or self.in_force.lines[line] != (earned, not_earned):
                self.paid[line], self.unpaid[line] = earned, not_earned
        self.in_force = new
        freed = 0
        for line in new.lines:
            freed += self._take(self.disputed("earned", line) - self.paid[line], "earned", line)
            self._take(self.disputed("not earned", line) - self.unpaid[line], "not earned", line)
        self._take(paid - sum(self.paid.values()) - freed, "earned")

    def _take(self, amount: int, side: str, line: str | None = None) -> int:
        """So much out of the disputes of a side, or of one line of it, the oldest first; and how much that was."""
        left, taken = [], 0
        for one in self.disputes:
            is_meant = one.side == side and line in (None, one.line)
            part = min(one.left, max(amount - taken, 0)) if is_meant else 0
            taken += part
            left.append(replace(one, left=one.left - part))
        self.disputes = left
        return taken

    def resolve(self, number: int, to_provider: int) -> None:
        """What is in suspense leaves it, to one of the two."""
        one = next(open_ for open_ in self.disputes if open_.number == number)
        moved = to_provider if one.side == "not earned" else to_provider - one.left
        self.paid[one.line] += moved
        self.unpaid[one.line] -= moved
        self.disputes = [open_ for open_ in self.disputes if open_.number != number]

    def disputed(self, side: str, line: str | None = None) -> int:
        """What open disputes hold of a side, or of one line of it."""
        return sum(one.left for one in self.disputes if one.side == side and line in (None, one.line))

    def undisputed(self, line: str, side: str) -> int:
        """What of a line nobody disputes yet, after what was resolved about it."""
        return (self.paid if side == "earned" else self.unpaid)[line] - self.disputed(side, line)


@dataclass(frozen=True)
class Disputed:
    """A dispute of all that a line has but for a little, decided by a share or left open, and a version after it."""

    line: str
    side: Side
    less: int
    given: Fraction | None
    later: int


disputes = st.builds(
    Disputed,
    line=st.sampled_from(LINES),
    side=sides,
    less=st.integers(-3, 4),
    given=st.none() | st.fractions(0, 1),
    later=st.integers(0, 50),
)


class Statements(RuleBasedStateMachine):
    """Two contract years whose statements three people calculate, sign, dispute and close in whatever order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.journal = Journal.open(Path(self.folder.name) / "records.db")
        self.journal._connection.execute("PRAGMA synchronous = OFF")  # a test of rules, not of the disk
        self.today = YEARS[0].end
        self.seen: dict[int, bytes] = {}
        self.books = [Books(), Books()]

    def teardown(self) -> None:
        self.journal.close()
        self.folder.cleanup()

    def step(self, year: int, kind: Step, by: str, **about: Any) -> None:
        """Take the step where it may be taken; a step that is refused leaves the journal as it was."""
        history = history_of(self.journal, CONTRACT, YEARS[year])
        late = kind in (Step.DISPUTE, Step.RESOLVE, Step.RECONCILE)
        chosen = history.calculated if kind is Step.FREEZE else history.issued if late else history.frozen
        before = self.journal.head()
        new = Done(kind, chosen or 1, by, self.today, **about)
        try:
            take_step(self.journal, CONTRACT, YEARS[year], new, Cuts())
        except Refusal:
            assert self.journal.head() == before
            return
        self.write_down(self.books[year], new)

    def write_down(self, books: Books, new: Done) -> None:
        """What an accepted step means, and what it may never be."""
        if new.step is Step.FREEZE:
            books.is_frozen = True
        elif new.step is Step.PREPARE:
            books.prepared_by = new.by
        elif new.step is Step.APPROVE:
            assert new.by != books.prepared_by
        elif new.step is Step.ISSUE:
            books.take_up(books.versions[new.version - 1])
        elif new.step is Step.DISPUTE:
            assert 0 <= new.amount <= books.undisputed(new.line, new.side)
            books.raised += 1
            books.disputes.append(OpenDispute(books.raised, new.version, new.line, new.side, new.amount, ""))
        elif new.step is Step.RESOLVE:
            assert new.dispute in [one.number for one in books.disputes]
            books.resolve(new.dispute, new.to_provider)

    @initialize(about=st.none() | disputes)
    def begin(self, about: Disputed | None) -> None:
        for year in range(2):
            self.submit(year, 20, 5)
            if about:
                self.dispute_and_after(year, about)

    @rule(days=st.integers(1, 200))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(year=year_numbers, earned=amounts, held=amounts)
    def submit(self, year: int, earned: int, held: int) -> None:
        made, moved = content(YEARS[year], earned, held)
        with suppress(Refusal):  # the same figures again
            record_statement(self.journal, made, moved, by="evenlode run")
            books = self.books[year]
            lines = json.loads(made)["lines"]
            said = {line["outcome"]: (line["earned"], line["not_earned"]) for line in lines}
            books.versions.append(Version(said, sum(line["held"] for line in lines)))
            if not books.is_frozen:
                books.take_up(books.versions[-1])

    @rule(year=year_numbers, by=people, kind=st.sampled_from([*SIGNING, Step.REJECT, Step.RECONCILE]))
    def sign(self, year: int, by: str, kind: Step) -> None:
        self.step(year, kind, by)

    @rule(year=year_numbers, preparer=people, approver=people)
    def sign_the_whole_way(self, year: int, preparer: str, approver: str) -> None:
        """At once, so that what follows an issue is reached often."""
        self.today = max(self.today, Cuts().freeze(YEARS[year]) + timedelta(days=1))
        for kind, by in zip(SIGNING, (preparer, preparer, approver, approver), strict=True):
            self.step(year, kind, by)

    @rule(year=year_numbers, earned=amounts, held=amounts, signs=st.tuples(people, people))
    def late_data(self, year: int, earned: int, held: int, signs: tuple[str, str] = ("ann", "ben")) -> None:
        """Another calculation of the year, taken the whole way by whoever signs it first and then."""
        self.submit(year, earned, held)
        self.sign_the_whole_way(year, *signs)
        if signs[0] == signs[1]:
            self.sign_the_whole_way(year, "ann", "ben")

    @rule(year=year_numbers, line=st.sampled_from(LINES), side=sides, amount=st.integers(-1, 51))
    def dispute(self, year: int, line: str, side: Side, amount: int) -> None:
        self.step(year, Step.DISPUTE, "cat", line=line, side=side, amount=amount)

    @rule(year=year_numbers, about=disputes)
    def dispute_and_after(self, year: int, about: Disputed) -> None:
        """About all that there is, left open, or decided in parts and tried once more; and a later version."""
        self.sign_the_whole_way(year, "ann", "ben")
        books, line, side = self.books[year], about.line, about.side
        self.dispute(year, line, side, max(books.undisputed(line, side) - about.less, 0))
        if about.given is not None:
            for one in list(books.disputes):
                self.resolve(year, one.number, int(one.left * about.given))
            self.resolve(year, books.raised, 0)
            self.dispute(year, line, side, books.undisputed(line, side) + 1)
        self.late_data(year, about.later, 0)

    @rule(year=year_numbers, number=st.integers(1, 3), share=st.integers(0, 60))
    def resolve(self, year: int, number: int, share: int) -> None:
        self.step(year, Step.RESOLVE, "ann", dispute=number, to_provider=share)

    @rule(year=year_numbers, source=st.sampled_from(SOURCES), more=st.integers(-9, 1))
    def reinvest(self, year: int, source: Account, more: int) -> None:
        """All that waits of a year, a little less, or a penny more."""
        first = YEARS[year].start.isoformat()
        waits = [one for one in money_by_year(self.journal, CONTRACT) if (one.year, one.source) == (first, source)]
        amount = sum(one.left for one in waits) + more
        new = Allocation(CONTRACT, first, "clinic", source.value, amount, "", "ann", self.today)
        before = self.journal.head()
        try:
            allocate(self.journal, new, YEARS[year])
            assert more <= 0
        except Refusal:
            assert self.journal.head() == before

    @invariant()
    def no_balance_is_below_nothing_and_no_penny_is_made_or_lost(self) -> None:
        held = balance_of(self.journal)
        assert [name for name, amount in held.items() if amount < 0 and not is_source(name)] == []
        assert sum(held.values()) == 0

    @invariant()
    def paid_less_clawed_back_is_what_the_newest_version_says(self) -> None:
        """With what is in suspense, and after what was resolved about lines that it leaves as they were."""
        held = balance_of(self.journal)
        lead = str(Account.LEAD_PROVIDER)
        due = sum(sum(books.paid.values()) - books.disputed("earned") for books in self.books)
        assert held.get(lead, 0) + held.get(own_funds(lead), 0) == due

    @invariant()
    def no_line_is_disputed_or_clawed_back_beyond_what_it_says(self) -> None:
        for books in self.books:
            for line in books.paid:
                assert min(books.undisputed(line, side) for side in ("earned", "not earned")) >= 0

    @invariant()
    def suspense_holds_what_is_held_back_and_what_is_disputed(self) -> None:
        kept = 0
        for year, books in zip(YEARS, self.books, strict=True):
            open_now = history_of(self.journal, CONTRACT, year).open_disputes()
            assert [(one.number, one.left) for one in open_now] == [(one.number, one.left) for one in books.disputes]
            kept += sum(one.left for one in books.disputes) + (books.in_force.held if books.in_force else 0)
        assert balance_of(self.journal).get(Account.SUSPENSE, 0) == kept

    @invariant()
    def the_pot_is_all_there_is(self) -> None:
        """Earned, held, not earned and not on offer come to the pot; a scheme that keeps its money is funded anew."""
        held = balance_of(self.journal)
        funded = -held.get(Account.COMMISSIONER, 0)
        pots = POT * sum(books.in_force is not None for books in self.books)
        given = sum(one.given for one in money_by_year(self.journal, CONTRACT))
        assert pots <= funded <= pots + given
        due = sum(sum(books.unpaid.values()) - books.disputed("not earned") for books in self.books)
        there = held.get(Account.UNPAID_TO_REINVEST, 0)
        assert there == due if not given else there <= due <= there + given

    @invariant()
    def what_waits_belongs_to_its_year_and_is_never_below_nothing(self) -> None:
        years = money_by_year(self.journal, CONTRACT)
        assert all(one.left >= 0 for one in years)
        held = balance_of(self.journal)
        for source in SOURCES:
            assert sum(one.left for one in years if one.source == source) == held.get(source, 0)

    @invariant()
    def what_was_recorded_is_as_it_was(self) -> None:
        for one in statements(self.journal):
            assert self.seen.setdefault(one.number, one.content) == one.content

    @invariant()
    def nothing_is_issued_unfrozen_or_by_two_eyes(self) -> None:
        for year in YEARS:
            history = history_of(self.journal, CONTRACT, year)
            for issued in (one for one in history.done if one.step is Step.ISSUE):
                frozen, prepared, approved = (
                    history.last(kind, issued.version) for kind in (Step.FREEZE, Step.PREPARE, Step.APPROVE)
                )
                assert frozen is not None
                assert frozen.on > Cuts().freeze(year)
                assert prepared is not None
                assert approved is not None
                assert prepared.by != approved.by


TestStatements = Statements.TestCase
TestStatements.settings = settings(
    max_examples=max(10, EXAMPLES // 40),
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
