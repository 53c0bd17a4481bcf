"""What is due, by whom and when: from the contract's calendar and what the workspace holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from evenlode.data.manifest import NAME as MANIFEST
from evenlode.data.manifest import read_manifest
from evenlode.finance.years import name_of
from evenlode.job.confirming import scope_said
from evenlode.job.signals import unanswered
from evenlode.job.workspace import Workspace
from evenlode.records.finance_returns import returns_in_force, sign_offs_in_force
from evenlode.records.journal import Journal
from evenlode.records.return_steps import ReturnState, followed
from evenlode.records.settling import history_of
from evenlode.records.statements import statements
from evenlode.records.variations import variations
from evenlode.results import Period, say_day
from evenlode.settlement.cuts import Cuts, cuts_of
from evenlode.settlement.states import History, Step
from evenlode.terms.contract import Contract
from evenlode.web.access.reading import kept
from evenlode.web.people.roles import Role


@dataclass(frozen=True, slots=True)
class Due:
    """Something that somebody has to do. party: whose it is, empty where a role alone says it; opens: a page's name."""

    title: str
    why: str
    roles: frozenset[Role]
    opens: str
    by_day: date | None
    party: str = ""
    whose: str = ""

    def is_for(self, role: Role, party: str) -> bool:
        """True where it is for this role, and for its organisation where it is one's own."""
        return role in self.roles and (not self.party or self.party == party)

    def days_late(self, today: date) -> int:
        """How many days it is late; 0 where it is not."""
        return max((today - self.by_day).days, 0) if self.by_day else 0


@dataclass(frozen=True, slots=True)
class Dated:
    """A day with what happens or happened on it."""

    day: date
    said: str


@dataclass(frozen=True, slots=True)
class Everything:
    """What is to do, the latest last day first; what was done lately, the newest first; days ahead; facts of today."""

    to_do: tuple[Due, ...]
    done: tuple[Dated, ...]
    ahead: tuple[Dated, ...]
    now: tuple[tuple[str, str], ...]


def due_now(workspace: Workspace, contract: Contract, today: date, invented: bool) -> Everything:
    """The same as `due_things`, made anew only when the journal, the store, the contract or the day has changed."""
    files = [workspace.records, workspace.folder / "records.db-wal", workspace.store / MANIFEST]
    name = f"due {today} {contract.sha256} {invented}"
    return kept(name, workspace, files, lambda: due_things(workspace, contract, today, invented))


def due_things(workspace: Workspace, contract: Contract, today: date, invented: bool) -> Everything:
    """Everything of the workspace as it is today. Reads the journal once and the store's manifest."""
    found: list[Due] = []
    done: list[Dated] = []
    data_to = _data_to(workspace)
    now = [("Data to", say_day(data_to) if data_to else "nothing received yet")]
    found += _data(contract, data_to, today)
    if workspace.records.exists():
        with Journal.open(workspace.records, create=False) as journal:
            names = {contract.slug, contract.form.alias.contract}
            recorded = [one for one in statements(journal) if one.contract in names]
            slug = recorded[0].contract if recorded else contract.slug
            begun = {one.year for one in recorded}
            years = [year for year in contract.years() if year.end < today]
            years = [year for year in years if not begun or year.start.isoformat() >= min(begun)]
            histories = [history_of(journal, slug, year) for year in years]
            found += [due for one in histories for due in _statement(one, cuts_of(contract), contract, data_to)]
            found += [due for one in histories for due in _signals(journal, contract, slug, one)]
            found += _variations(journal, contract, invented)
            found += _returns(journal, contract, today, invented)
            done += [
                Dated(step.on, f"{_done(step.step)}, version {step.version}") for one in histories for step in one.done
            ]
            now += _statement_now(histories)
    if over := [year for year in contract.years() if year.end < today]:
        now.append((f"Who counts, year {contract.year_number(over[-1])}", scope_said(contract, workspace, over[-1])))
    to_do = tuple(sorted(found, key=lambda due: (due.by_day or date.max, due.title)))
    lately = sorted(done, key=lambda one: one.day)[-5:][::-1]
    return Everything(to_do, tuple(lately), tuple(_ahead(contract, today)), tuple(now))


def _data_to(workspace: Workspace) -> date | None:
    if not (workspace.store / MANIFEST).is_file():
        return None
    return read_manifest(workspace.store, names=False)[0].data_to


def _data(contract: Contract, data_to: date | None, today: date) -> Iterator[Due]:
    """The next month that has not come in, once it is over."""
    cuts = cuts_of(contract)
    first = data_to + timedelta(days=1) if data_to else contract.term.start
    if first > contract.last_day:
        return
    month = Period(first.replace(day=1), _month_end(first))
    if month.end < today:
        lead = contract.lead_provider
        yield Due(
            f"Send the data of {month.start:%B %Y}",
            f"The month ended on {say_day(month.end)}",
            frozenset({Role.ANALYST, Role.LEAD_PROVIDER}),
            "data-loads",
            month.end + timedelta(days=cuts.flex_days),
            whose=lead.party,
        )


def _statement(history: History, cuts: Cuts, contract: Contract, data_to: date | None) -> Iterator[Due]:
    """The next step of a contract year's statement."""
    year = history.year
    number = contract.year_number(year)
    frozen = history.frozen
    freeze_day = cuts.freeze(year) + timedelta(days=1)
    if not history.calculated:
        if data_to and data_to >= year.end:
            roles = frozenset({Role.ANALYST})
            yield Due(
                f"Calculate year {number}",
                f"Its data are in, to {say_day(year.end)}",
                roles,
                "calculate",
                cuts.flex(year),
            )
        return
    if frozen is None or (history.calculated > frozen and history.last(Step.ISSUE, frozen)):
        roles = frozenset({Role.CONTRACT_MANAGER, Role.FINANCE})
        why = f"Its data may change until {say_day(cuts.freeze(year))}; then the figures are fixed"
        yield Due(f"Freeze the statement of year {number}", why, roles, "payment", freeze_day)
        return
    steps = [one.step for one in history.done if one.version == frozen]
    prepared = history.last(Step.PREPARE, frozen)
    if not prepared:
        roles = frozenset({Role.CONTRACT_MANAGER, Role.FINANCE})
        yield Due(f"Prepare the payment of year {number}", "The figures are frozen", roles, "payment", freeze_day)
    elif Step.APPROVE not in steps:
        why = f"Prepared by {prepared.by.split(' <')[0]}, so somebody else approves it"
        yield Due(f"Approve the payment of year {number}", why, frozenset({Role.FINANCE}), "payment", freeze_day)
    elif Step.ISSUE not in steps:
        roles = frozenset({Role.CONTRACT_MANAGER})
        yield Due(f"Issue the statement of year {number}", "It is approved", roles, "payment", freeze_day)
    for one in history.open_disputes():
        roles = frozenset({Role.CONTRACT_MANAGER})
        yield Due(f"Resolve dispute {one.number} of year {number}", one.because or one.line, roles, "payment", None)


def _signals(journal: Journal, contract: Contract, slug: str, history: History) -> Iterator[Due]:
    """What the rows ask about a frozen year, until it is approved: it is not approved before each has an answer."""
    frozen = history.frozen
    if frozen is None or any(one.step is Step.APPROVE and one.version == frozen for one in history.done):
        return
    if still := len(unanswered(journal, contract, slug, history.year, frozen)):
        title = f"Answer {still} signal{'' if still == 1 else 's'} of year {contract.year_number(history.year)}"
        why = "The statement is not approved before each has an answer"
        roles = frozenset({Role.ANALYST, Role.CONTRACT_MANAGER, Role.CLINICIAN})
        yield Due(title, why, roles, "performance", cuts_of(contract).freeze(history.year) + timedelta(days=1))


def _statement_now(histories: list[History]) -> Iterator[tuple[str, str]]:
    issued = [one for one in histories if one.issued]
    yield ("Statements issued", f"{len(issued)} of {len(histories)} years that are over")


def _variations(journal: Journal, contract: Contract, invented: bool) -> Iterator[Due]:
    signs = {
        "commissioner": Role.CONTRACT_MANAGER,
        "lead provider": Role.LEAD_PROVIDER,
        "funder": Role.COUNCIL_FUNDER,
        "partner": Role.PARTNER,
    }
    for one in variations(journal, contract.slug):
        for party in one.waiting:
            form = contract.party(party)
            title = f"Sign variation {one.number}: {one.title}"
            why = f"{form.alias if invented else form.name} has not agreed yet"
            yield Due(title, why, frozenset({signs[form.role]}), "contract", one.effective, party, party)
        if one.state == "agreed":
            roles = frozenset({Role.CONTRACT_MANAGER})
            yield Due(
                f"Write variation {one.number} into the contract",
                "Every party agreed",
                roles,
                "contract",
                one.effective,
            )


def _returns(journal: Journal, contract: Contract, today: date, invented: bool) -> Iterator[Due]:
    """The finance return of the last financial year that is over, from each provider; then the funder's agreement."""
    ended = today.year - 1 if today >= date(today.year, 4, 1) else today.year - 2
    end = date(ended + 1, 3, 31)
    if not contract.term.start <= end <= contract.last_day:
        return
    year = name_of(ended)
    in_force = returns_in_force(journal)
    sent = {one.content.provider for one in in_force if one.content.year == year}
    by_day = end + timedelta(days=cuts_of(contract).refresh_days)
    for form in contract.providers():
        if form.party not in sent:
            roles = frozenset({Role.LEAD_PROVIDER if form.role == "lead provider" else Role.PARTNER})
            name = form.alias if invented else form.name
            title, why = f"Send the finance return for {year}", f"{name} has not sent it"
            yield Due(title, why, roles, "finance-returns", by_day, form.party, form.party)
    yield from _questions(journal, contract, invented)
    if sent and year not in {one.year for one in sign_offs_in_force(journal)}:
        why = f"{len(sent)} of {len(contract.providers())} have come in"
        roles = frozenset({Role.FINANCE, Role.COUNCIL_FUNDER})
        yield Due(f"Agree the finance returns for {year}", why, roles, "finance-returns", None)


def _questions(journal: Journal, contract: Contract, invented: bool) -> Iterator[Due]:
    """What finance asked and waits for, from each provider; and what was answered and waits for finance."""
    for one in followed(journal):
        content = one.stored.content
        form = contract.party(content.provider)
        name = form.alias if invented else form.name
        if one.state is ReturnState.QUERIED:
            roles = frozenset({Role.LEAD_PROVIDER if form.role == "lead provider" else Role.PARTNER})
            title = f"Answer the question of finance on the return for {content.year}"
            yield Due(title, one.steps[-1].said, roles, "finance-returns", None, form.party, form.party)
        elif one.state is ReturnState.ANSWERED:
            title = f"Accept the finance return of {name} for {content.year}"
            yield Due(title, "Its question is answered", frozenset({Role.FINANCE}), "finance-returns", None)


def _ahead(contract: Contract, today: date) -> Iterator[Dated]:
    """The next days of the calendar: cuts, contract years, targets that change, the end of the term."""
    cuts = cuts_of(contract)
    days: list[Dated] = []
    for year in contract.years():
        number = contract.year_number(year)
        days.append(Dated(year.start, f"Contract year {number} begins"))
        days.append(Dated(cuts.flex(year), f"Last day for data of year {number}"))
        days.append(Dated(cuts.freeze(year) + timedelta(days=1), f"Year {number} can be frozen"))
    days.append(Dated(contract.term.end, "The contract ends as let"))
    if contract.last_day != contract.term.end:
        days.append(Dated(contract.last_day, "Last day of its extension"))
    yield from sorted((one for one in days if one.day >= today), key=lambda one: one.day)[:4]


def _done(step: Step) -> str:
    words = {
        Step.FREEZE: "Figures frozen",
        Step.PREPARE: "Payment prepared",
        Step.REJECT: "Payment rejected",
        Step.APPROVE: "Payment approved",
        Step.ISSUE: "Statement issued",
        Step.DISPUTE: "Dispute raised",
        Step.RESOLVE: "Dispute resolved",
        Step.RECONCILE: "Statement reconciled",
    }
    return words[step]


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)
