"""Stated: which statement of a year matters now, how far it has come, and who may take which step with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from evenlode.problems import Refusal
from evenlode.results import Period
from evenlode.settlement.cuts import cuts_of
from evenlode.settlement.states import Step

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.records.statements import RecordedStatement
    from evenlode.report.documents.document import Document
    from evenlode.settlement.states import History
    from evenlode.terms.contract import Contract

LABELS = {
    "freeze": "Freeze the year",
    "prepare": "Prepare the statement",
    "approve": "Approve the statement",
    "reject": "Send it back",
    "issue": "Issue the statement",
    "dispute": "Dispute a line",
    "resolve": "Resolve a dispute",
    "reconcile": "Reconcile and close",
}
"""What each step is called on a button."""

NEXT = {
    "flex": (),
    "refresh": (),
    "freeze": ("freeze",),
    "calculated": ("prepare",),
    "prepared": ("approve", "reject"),
    "rejected": (),
    "approved": ("issue", "reject"),
    "issued": ("dispute", "reconcile"),
    "disputed": ("dispute", "resolve"),
    "suspense": ("dispute", "resolve"),
    "resolved": ("dispute", "reconcile"),
    "reconciled": (),
}
"""The steps that can follow each state."""


@dataclass(frozen=True, slots=True)
class Found:
    """A year's newest statement, or the version asked for, with the history of the year."""

    recorded: RecordedStatement
    document: dict[str, Any]
    year: Period
    history: History
    state: str
    editors: frozenset[str]
    years: tuple[str, ...]


def find(workspace: Workspace, contract: Contract, today: date, first: str = "") -> Found | None:
    """The statement that matters now of the year that starts on a day (default: the last year that has one).

    That is the version last frozen until it is issued or sent back, and the newest one otherwise.
    """
    from evenlode.records.journal import Journal
    from evenlode.records.settling import editors, history_of
    from evenlode.records.statements import statements

    if not workspace.records.exists():
        return None
    with Journal.open(workspace.records) as journal:
        names = (contract.slug, contract.form.alias.contract)
        own = [one for one in statements(journal) if one.contract in names]
        years = tuple(sorted({one.year for one in own}))
        if not years or (first and first not in years):
            return None
        chosen = [one for one in own if one.year == (first or years[-1])]
        year = contract.year_of(date.fromisoformat(chosen[-1].year))
        history = history_of(journal, chosen[-1].contract, year)
        frozen = history.frozen
        stands = frozen and not history.last(Step.REJECT, frozen)
        recorded = chosen[frozen - 1] if frozen and stands else chosen[-1]
        return Found(
            recorded=recorded,
            document=json.loads(recorded.content),
            year=year,
            history=history,
            state=history.state(recorded.version, cuts_of(contract), today).value,
            editors=frozenset(editors(journal, recorded)),
            years=years,
        )


def own_share(found: Found, partner: str) -> Document | None:
    """What the statement says of one partner and of nobody else; None where it has no line of it."""
    from evenlode.report.statement_report import partner_extract

    try:
        return partner_extract(found.document, found.recorded.sha256, partner)
    except Refusal:
        return None


def why_not(found: Found, step: str, signature: str) -> str:
    """Why two pairs of eyes keep this person from a step; empty where nothing does."""
    if step != "approve":
        return ""
    prepared = found.history.last(Step.PREPARE, found.recorded.version)
    if prepared and prepared.by == signature:
        return "You prepared this statement, so you cannot approve it. Ask somebody else in finance."
    if signature in found.editors:
        return "You recorded something that this statement rests on, so you cannot approve it."
    return ""
