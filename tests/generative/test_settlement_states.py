"""Statements in any order of steps: no balance below nothing, no penny made or lost, nothing issued ever changed."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from evenlode.payment.book import Account, Posting, is_source
from evenlode.payment.statement import FORM, canonical
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.records.reinvesting import SOURCES, Allocation, allocate, money_by_year
from evenlode.records.settling import balance_of, history_of, take_step
from evenlode.records.statements import record_statement, statements, versions
from evenlode.results import Period
from evenlode.settlement.cuts import Cuts
from evenlode.settlement.states import Done, Step
from tests.generative.payment_examples import EXAMPLES

CONTRACT = "small-vale"
YEARS = [Period(date(year, 10, 1), date(year + 1, 9, 30)) for year in (2016, 2017)]
POT = 100
LINES = ("one", "two")

year_numbers = st.integers(0, 1)
people = st.sampled_from(["ann", "ben", "cat"])
amounts = st.integers(0, POT)


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


class Statements(RuleBasedStateMachine):
    """Two contract years whose statements three people calculate, sign, dispute and close in whatever order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.journal = Journal.open(Path(self.folder.name) / "records.db")
        self.journal._connection.execute("PRAGMA synchronous = OFF")  # a test of rules, not of the disk
        self.today = YEARS[0].end
        self.seen: dict[int, bytes] = {}

    def teardown(self) -> None:
        self.journal.close()
        self.folder.cleanup()

    def step(self, year: int, kind: Step, by: str, version: int | None = None, **about: object) -> None:
        """Take the step where it may be taken; a step that is refused leaves the journal as it was."""
        history = history_of(self.journal, CONTRACT, YEARS[year])
        late = kind in (Step.DISPUTE, Step.RESOLVE, Step.RECONCILE)
        chosen = version or (history.calculated if kind is Step.FREEZE else history.issued if late else history.frozen)
        before = self.journal.head()
        new = Done(kind, chosen or 1, by, self.today, **about)  # type: ignore[arg-type]  # the fields of a step
        try:
            take_step(self.journal, CONTRACT, YEARS[year], new, Cuts())
        except Refusal:
            assert self.journal.head() == before

    @initialize(is_issued=st.booleans())
    def begin(self, is_issued: bool) -> None:
        for year in range(2):
            self.submit(year, 30, 10)
            if is_issued:
                self.issue_what_is_calculated(year)

    @rule(days=st.integers(1, 200))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(year=year_numbers, earned=amounts, held=amounts)
    def submit(self, year: int, earned: int, held: int) -> None:
        with suppress(Refusal):  # the same figures again
            record_statement(self.journal, *content(YEARS[year], earned, held), by="evenlode run")

    @rule(year=year_numbers, by=people)
    def freeze(self, year: int, by: str) -> None:
        self.step(year, Step.FREEZE, by)

    @rule(year=year_numbers, by=people, kind=st.sampled_from([Step.PREPARE, Step.APPROVE, Step.ISSUE, Step.REJECT]))
    def sign(self, year: int, by: str, kind: Step) -> None:
        self.step(year, kind, by)

    @rule(year=year_numbers)
    def issue_what_is_calculated(self, year: int) -> None:
        """The whole way at once, so that what follows an issue is reached often."""
        self.today = max(self.today, Cuts().freeze(YEARS[year]) + timedelta(days=1))
        for kind, by in ((Step.FREEZE, "ann"), (Step.PREPARE, "ann"), (Step.APPROVE, "ben"), (Step.ISSUE, "cat")):
            self.step(year, kind, by)

    @rule(year=year_numbers, earned=amounts, held=amounts)
    def late_data(self, year: int, earned: int, held: int) -> None:
        """Another calculation of the year, taken the whole way."""
        self.submit(year, earned, held)
        self.issue_what_is_calculated(year)

    @rule(
        year=year_numbers,
        line=st.sampled_from(LINES),
        side=st.sampled_from(["earned", "not earned"]),
        amount=st.integers(-1, 60),
    )
    def dispute(self, year: int, line: str, side: str, amount: int) -> None:
        self.step(year, Step.DISPUTE, "cat", line=line, side=side, amount=amount)

    @rule(year=year_numbers, number=st.integers(1, 3), share=st.integers(0, 60))
    def resolve(self, year: int, number: int, share: int) -> None:
        self.step(year, Step.RESOLVE, "ann", dispute=number, to_provider=share)

    @rule(year=year_numbers)
    def reconcile(self, year: int) -> None:
        self.step(year, Step.RECONCILE, "ben")

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
        sources = -sum(amount for name, amount in held.items() if is_source(name))
        assert sources == sum(amount for name, amount in held.items() if not is_source(name))

    @invariant()
    def what_waits_belongs_to_its_year_and_is_never_below_nothing(self) -> None:
        years = money_by_year(self.journal, CONTRACT)
        assert all(one.left >= 0 for one in years)
        held = balance_of(self.journal)
        for source in SOURCES:
            assert sum(one.left for one in years if one.source == source) == held.get(source, 0)

    @invariant()
    def suspense_holds_every_open_dispute(self) -> None:
        open_now = sum(history_of(self.journal, CONTRACT, year).in_dispute for year in YEARS)
        assert balance_of(self.journal).get(Account.SUSPENSE, 0) >= open_now >= 0

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

    @invariant()
    def an_issued_year_has_paid_what_its_statement_says_but_for_disputes_and_schemes(self) -> None:
        """Without disputes and schemes the ledger of the years is their issued, or first, statements and no more."""
        histories = [history_of(self.journal, CONTRACT, year) for year in YEARS]
        if any(one.step is Step.DISPUTE for history in histories for one in history.done):
            return
        if any(one.given for one in money_by_year(self.journal, CONTRACT)):
            return
        if not all(history.issued for history in histories):
            return
        due = 0
        for year, history in zip(YEARS, histories, strict=True):
            issued = versions(self.journal, CONTRACT, year.start.isoformat())[(history.issued or 1) - 1]
            due += sum(int(one) for one in _earned(issued.content))
        assert balance_of(self.journal).get(Account.LEAD_PROVIDER, 0) == due


def _earned(statement: bytes) -> list[int]:
    import json

    return [line["earned"] for line in json.loads(statement)["lines"]]


TestStatements = Statements.TestCase
TestStatements.settings = settings(
    max_examples=max(10, EXAMPLES // 40),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
