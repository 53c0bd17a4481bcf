"""Annotating: a dated note by a named person beside a figure, kept in the journal. It never changes a figure."""

from __future__ import annotations

from datetime import UTC, date, datetime

from evenlode.job.given import Given, contract_given
from evenlode.job.workspace import Workspace
from evenlode.problems import Level, Problem, Refusal
from evenlode.records.entries import Entry
from evenlode.records.journal import Journal
from evenlode.report.notes import Note
from evenlode.results import Period
from evenlode.terms.contract import Contract

NOTE = "note on a figure"
LONGEST = 1_000
"""The most characters that a note has."""


def annotate(
    given: Given, workspace: Workspace, indicator: str, period: Period, said: str, *, by: str, on: date | None = None
) -> Note:
    """Put a note beside the figure of an indicator or local quality standard in a period. The figure stays as it is.

    on: the day of the note, today unless given. Raises a Refusal with everything that is wrong with it.
    """
    contract, said = contract_given(given), said.strip()
    problems = list(_problems(contract, indicator, period, said))
    if problems:
        raise Refusal(problems)
    body = {
        "contract": contract.slug,
        "indicator": indicator,
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "said": said,
        "on": (on or datetime.now(UTC).date()).isoformat(),
    }
    with Journal.open(workspace.records) as journal:
        return _note(journal.append(NOTE, body, by=by))


def notes_of(workspace: Workspace, contract: Contract, indicator: str = "") -> tuple[Note, ...]:
    """The notes on the contract's figures, or on those of one indicator, in the order in which they were written."""
    if not workspace.records.exists():
        return ()
    with Journal.open(workspace.records, create=False) as journal:
        own = [entry for entry in journal.entries(NOTE) if entry.document["contract"] == contract.slug]
    return tuple(_note(entry) for entry in own if indicator in ("", entry.document["indicator"]))


def _problems(contract: Contract, indicator: str, period: Period, said: str) -> list[Problem]:
    found = []

    def wrong(rule: str, field: str, message: str, fix: str) -> None:
        found.append(Problem(rule, Level.REJECT_FILE, "note", None, field, message, fix))

    known = {one.indicator for outcome in contract.outcomes for one in outcome.indicators}
    known |= {one.standard for one in contract.standards}
    if indicator not in known:
        fix = "Use the name of an indicator or standard of the contract"
        wrong("CODE.LIST", "indicator", f'the contract has no indicator "{indicator}"', fix)
    if not Period(contract.term.start, contract.last_day).covers(period):
        wrong("PERIOD.OUTSIDE", "period", f"{period} is outside the contract", "Choose a period that has a figure")
    if not said:
        wrong("NOTE.EMPTY", "said", "the note is empty", "Say what a reader of the figure should know")
    if len(said) > LONGEST:
        message = f"the note has {len(said):,} characters"
        wrong("NOTE.LONG", "said", message, f"Use {LONGEST:,} characters at most")
    return found


def _note(entry: Entry) -> Note:
    said = entry.document
    period = Period(date.fromisoformat(said["from"]), date.fromisoformat(said["to"]))
    return Note(entry.seq, said["indicator"], period, said["said"], entry.recorded_by, date.fromisoformat(said["on"]))
