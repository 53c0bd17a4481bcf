"""Statements through their states: which one is meant, what step is taken, and what each is told as."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from evenlode.job.given import Given, contract_given
from evenlode.job.signals import refuse_unanswered
from evenlode.job.workspace import Workspace
from evenlode.payment.ledger import balances
from evenlode.problems import refuse
from evenlode.records.journal import Journal
from evenlode.records.settling import StepTaken, history_of, take_step
from evenlode.records.statements import RecordedStatement, postings_of, statements, versions
from evenlode.report.documents import write_document
from evenlode.report.documents.document import Document
from evenlode.report.statement_report import DifferenceLine, partner_extract, statement_document
from evenlode.results import Period
from evenlode.settlement.cuts import cuts_of
from evenlode.settlement.states import Done, History, State, Step
from evenlode.terms.contract import Contract


@dataclass(frozen=True, slots=True)
class Listed:
    """A recorded statement and where it is."""

    recorded: RecordedStatement
    state: State
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement with its history and the difference that its issue made to the one before."""

    listed: Listed
    history: History
    differences: tuple[DifferenceLine, ...]


def step(
    given: Given,
    workspace: Workspace,
    kind: Step,
    by: str,
    *,
    period: Period | None = None,
    version: int | None = None,
    on: date | None = None,
    at: datetime | None = None,
    **about: Any,
) -> StepTaken:
    """Take a step with the statement of a contract year (default: the last year that has one) and record it.

    The version is the newest for a freeze, the one that was frozen last for what follows up to the issue, and the one
    that was issued last after it. about: what else the step says, as the fields of Done. Raises a Refusal where the
    step may not be taken.
    """
    contract = contract_given(given)
    with Journal.open(workspace.records, create=False) as journal:
        slug, year = year_of_statements(journal, contract, period)
        history = history_of(journal, slug, year)
        chosen = version or _version(history, kind)
        new = Done(kind, chosen, by, on or datetime.now(UTC).date(), **about)
        if kind is Step.APPROVE:
            refuse_unanswered(journal, contract, slug, year, chosen)
        return take_step(journal, slug, year, new, cuts_of(contract), at)


def listed(given: Given, workspace: Workspace, today: date | None = None) -> list[Listed]:
    """Every recorded statement of the contract in order, with its state today."""
    contract = contract_given(given)
    with Journal.open(workspace.records, create=False) as journal:
        return _listed(journal, contract, today or datetime.now(UTC).date())


def show(
    given: Given,
    workspace: Workspace,
    named: str | None = None,
    period: Period | None = None,
    today: date | None = None,
) -> Shown:
    """One statement by its number, key or hash, or the newest of a contract year. Raises a Refusal without one.

    today: the day whose state it is shown in, today unless given.
    """
    from evenlode.job.restating import find_statement

    contract = contract_given(given)
    with Journal.open(workspace.records, create=False) as journal:
        if named:
            recorded = find_statement(journal, named)
            year = contract.year_of(date.fromisoformat(recorded.year))
        else:
            slug, year = year_of_statements(journal, contract, period)
            recorded = versions(journal, slug, year.start.isoformat())[-1]
        day = today or datetime.now(UTC).date()
        own = next(one for one in _listed(journal, contract, day) if one.recorded.key == recorded.key)
        history = history_of(journal, recorded.contract, year)
        return Shown(own, history, _differences(journal, recorded, history))


def view_of(shown: Shown, partner: str | None = None) -> tuple[str, Document]:
    """The statement, or what of it concerns one partner alone, as a document, and the name of its files.

    partner: its name as the statement shows it. Raises a Refusal where the statement has no such partner.
    """
    recorded, document = shown.listed.recorded, shown.listed.document
    name = f"statement-{recorded.year}-v{recorded.version}"
    if partner:
        slug = "".join(letter if letter.isalnum() else "-" for letter in partner.lower())
        return f"{name}-{slug}", partner_extract(document, recorded.sha256, partner)
    state = f"{shown.listed.state.value}, version {recorded.version}"
    return name, statement_document(document, recorded.sha256, state, shown.differences, shown.history.done)


def write_views(
    shown: Shown, to: Path, suffixes: Sequence[str] = ("pdf", "docx", "xlsx"), partner: str | None = None
) -> list[Path]:
    """The document of `view_of` in each form, which carries the statement's hash."""
    name, made = view_of(shown, partner)
    to.mkdir(parents=True, exist_ok=True)
    return write_document(made, to, name, suffixes)


def _listed(journal: Journal, contract: Contract, today: date) -> list[Listed]:
    found, histories = [], dict[str, History]()
    cuts = cuts_of(contract)
    for one in statements(journal):
        if one.contract not in (contract.slug, contract.form.alias.contract):
            continue
        year = contract.year_of(date.fromisoformat(one.year))
        if one.year not in histories:
            histories[one.year] = history_of(journal, one.contract, year)
        state = histories[one.year].state(one.version, cuts, today)
        found.append(Listed(one, state, json.loads(one.content)))
    return found


def year_of_statements(journal: Journal, contract: Contract, period: Period | None) -> tuple[str, Period]:
    """The name under which the journal keeps the contract, its alias where figures are invented, and the year."""
    names = (contract.slug, contract.form.alias.contract)
    own = [one for one in statements(journal) if one.contract in names]
    year = contract.year_of(period.start) if period else None
    own = [one for one in own if year is None or one.year == year.start.isoformat()]
    if not own:
        said = f"no statement of {contract.slug} is recorded" + (f" for {year}" if year else "")
        raise refuse("STATEMENT.MISSING", said, "Settle the year first: evenlode run, or evenlode settle")
    last = max(own, key=lambda one: one.year)
    return last.contract, contract.year_of(date.fromisoformat(last.year))


def _version(history: History, kind: Step) -> int:
    if kind is Step.FREEZE:
        return history.calculated
    if kind in (Step.PREPARE, Step.REJECT, Step.APPROVE, Step.ISSUE):
        return history.frozen or history.calculated
    return history.issued or history.frozen or history.calculated


def _differences(journal: Journal, recorded: RecordedStatement, history: History) -> tuple[DifferenceLine, ...]:
    """What the version changes in each account against the version issued before it; nothing for the first."""
    earlier = [one.version for one in history.done if one.step is Step.ISSUE and one.version < recorded.version]
    if not earlier:
        return ()
    before = versions(journal, recorded.contract, recorded.year)[earlier[-1] - 1]
    old, new = (balances(postings_of(journal, one.key)) for one in (before, recorded))
    return tuple(
        DifferenceLine(before.version, account, old.get(account, 0), new.get(account, 0))
        for account in sorted({*old, *new})
        if old.get(account, 0) != new.get(account, 0)
    )
