"""Standing: what the figures of a page stand on: draft or final, which data, which terms, invented or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evenlode.results import Period, say_day
from evenlode.web.shown.kept import Kept

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.settlement.states import History
    from evenlode.terms.contract import Contract

FINAL = ("issued", "disputed", "suspense", "resolved", "reconciled")
"""States of a statement in which its figures are final: both parties have it, and only a new version changes it."""

STATES = {
    "flex": "its data are still coming in",
    "refresh": "its data are being put right",
    "freeze": "not frozen yet",
    "calculated": "frozen",
    "rejected": "sent back",
}
"""What a state is called where its own word says too little."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reader has to know before using a figure. of: which statement it belongs to and how far that has come.

    data_to: the last day of the data; terms: the variations that were in force; invented: nobody's figures.
    """

    is_final: bool
    of: str
    year: str
    data_to: str | None
    terms: str
    run: str
    invented: bool

    @property
    def state(self) -> str:
        """'Draft' or 'Final'."""
        return "Final" if self.is_final else "Draft"


def standing(workspace: Workspace, contract: Contract, kept: Kept, today: date) -> Standing:
    """How a run stands today: its statement's state is read from the journal."""
    state, version = _state(workspace, contract, kept, today)
    report = kept.report
    if report.replay:
        of = "statuses as published"
    else:
        of = f"statement version {version}, {STATES.get(state, state)}" if version else "no statement recorded"
    return Standing(
        is_final=state in FINAL,
        of=of,
        year=report.year_label,
        data_to=say_day(report.data_to) if report.data_to and not report.replay else None,
        terms=terms_said(contract, kept.year),
        run=kept.run,
        invented=report.invented,
    )


def terms_said(contract: Contract, year: Period) -> str:
    """Which agreed changes are in the terms at the end of a year."""
    in_force = [one.variation for one in contract.variations.variations if one.effective <= year.end]
    return f"with variations to {in_force[-1]}" if in_force else "as let, without variations"


def history(workspace: Workspace, contract: Contract, year: Period) -> History | None:
    """The steps of a contract year's statements; None where the year has no statement."""
    from evenlode.records.journal import Journal
    from evenlode.records.settling import history_of
    from evenlode.records.statements import statements

    if not workspace.records.exists():
        return None
    with Journal.open(workspace.records) as journal:
        names = (contract.slug, contract.form.alias.contract)
        own = [one for one in statements(journal) if one.contract in names and one.year == year.start.isoformat()]
        return history_of(journal, own[-1].contract, year) if own else None


def _state(workspace: Workspace, contract: Contract, kept: Kept, today: date) -> tuple[str, int]:
    """The state of the run's statement in words and its version; ('', 0) where none is recorded."""
    from evenlode.records.journal import Journal
    from evenlode.records.settling import history_of
    from evenlode.records.statements import statements
    from evenlode.settlement.cuts import cuts_of

    if kept.statement_sha256 is None or not workspace.records.exists():
        return "", 0
    with Journal.open(workspace.records) as journal:
        own = next((one for one in reversed(statements(journal)) if one.sha256 == kept.statement_sha256), None)
        if own is None:
            return "", 0
        state = history_of(journal, own.contract, kept.year).state(own.version, cuts_of(contract), today)
        return state.value, own.version
