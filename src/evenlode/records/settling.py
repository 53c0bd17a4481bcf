"""Steps of a statement in the journal: who took each one and when, with its postings, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from evenlode.money import Pence
from evenlode.payment.ledger import Account, Posting, balances
from evenlode.problems import Refusal, refuse
from evenlode.records.entries import Entry
from evenlode.records.inputs import CONTRACT, INPUTS
from evenlode.records.journal import Journal
from evenlode.records.statements import (
    POSTING,
    STEP,
    WAITING,
    RecordedStatement,
    posting_entries,
    postings,
    postings_of,
    versions,
)
from evenlode.results import Period
from evenlode.settlement.cuts import Cuts
from evenlode.settlement.moving import SIDES, as_resolved, difference, into_suspense, out_of_suspense
from evenlode.settlement.states import Done, History, OpenDispute, Resolved, Side, Step, check_step, taken_from, without

EDITS = ("supply", "finance return", "variation", "variation applied", CONTRACT)
"""Entries whose writer has had a hand in what a statement rests on."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step as recorded: the entry, the step, and the statement it is about."""

    entry: Entry
    done: Done
    statement: RecordedStatement


def history_of(journal: Journal, contract: str, year: Period, as_known_on: date | None = None) -> History:
    """Every step of a contract year, as the journal knew them on a day."""
    first = year.start.isoformat()
    known = [
        one
        for one in versions(journal, contract, first)
        if as_known_on is None or one.recorded_at[:10] <= as_known_on.isoformat()
    ]
    done = tuple(
        _done(body)
        for entry in journal.entries(STEP, as_known_on)
        for body in [entry.document]
        if (body["contract"], body["year"]) == (contract, first)
    )
    return History(year, len(known), done)


def take_step(
    journal: Journal, contract: str, year: Period, new: Done, cuts: Cuts, at: datetime | None = None
) -> StepTaken:
    """Record a step of a year's statement with the postings that follow from it: all of it or nothing.

    A dispute is given its number here. Raises a Refusal where the step may not be taken, or where its money is not
    there; the journal is then as it was. Two people at once: the journal lets one in at a time, and the other is
    told that the step was taken already.
    """
    with journal.writing():
        first = year.start.isoformat()
        recorded = versions(journal, contract, first)
        if not 1 <= new.version <= len(recorded):
            message = f"there is no version {new.version} of the statement for the year from {first}"
            raise refuse("STATEMENT.MISSING", message, "Settle the year first, or name a version that is there")
        statement = recorded[new.version - 1]
        history = history_of(journal, contract, year)
        if new.step is Step.DISPUTE:
            new = replace(new, dispute=1 + sum(one.step is Step.DISPUTE for one in history.done))
        check_step(history, new, cuts, editors(journal, statement) if new.step is Step.APPROVE else ())
        if new.step in (Step.APPROVE, Step.ISSUE) and (tampered := journal.verify()):
            raise Refusal(tampered)
        moved, new = _money(journal, history, new, recorded)
        body = _body(new, contract, first, statement)
        key = f"{contract}/{first}/step {len(history.done) + 1}"
        entry = journal.append(STEP, body, key, by=new.by, at=at)
        journal.append_all(posting_entries(key, moved), by=new.by, at=at)
    return StepTaken(entry, new, statement)


def editors(journal: Journal, statement: RecordedStatement) -> set[str]:
    """Who recorded anything that the statement can rest on: figures, the contract, a variation."""
    return {
        entry.recorded_by
        for entry in journal.entries()
        if (entry.kind in EDITS and entry.seq < statement.number)
        or (entry.kind == INPUTS and entry.key == statement.sha256)
    }


def balance_of(journal: Journal, as_known_on: date | None = None) -> dict[str, Pence]:
    """What every account holds."""
    return balances(postings(journal, as_known_on))


def held_for(journal: Journal, statement: RecordedStatement) -> dict[str, Pence]:
    """What every account holds; of money that waits for a decision only what belongs to the statement's own year."""
    prefix = f"{statement.contract}/{statement.year}/"
    own = balances(
        Posting(said["account"], said["amount"], "")
        for entry in journal.entries(POSTING)
        for said in [entry.document]
        if said["statement"].startswith(prefix)
    )
    waits = (Account.SUSPENSE, Account.UNPAID_TO_REINVEST, Account.NOT_ON_OFFER, Account.REINVESTMENT)
    return balance_of(journal) | {account.value: own.get(account, 0) for account in waits}


def line_amounts(statement: dict[str, Any], line: str) -> tuple[Pence, Pence]:
    """Earned and not earned of a line, named by its indicator, or by its outcome where it is the outcome's own.

    Raises a Refusal where the statement has no such line.
    """
    own = [one for one in statement["lines"] if line == (one["indicator"] or one["outcome"])]
    if not own:
        names = ", ".join(one["indicator"] or one["outcome"] for one in statement["lines"])
        raise refuse("CODE.LIST", f'"{line}" is no line of the statement', f"Use one of {names}", field="line")
    return sum(one["earned"] for one in own), sum(one["not_earned"] for one in own)


def _money(
    journal: Journal, history: History, new: Done, recorded: Sequence[RecordedStatement]
) -> tuple[list[Posting], Done]:
    """The postings of a step, and the step with what it took from disputes."""
    statement = recorded[new.version - 1]
    memo = f"statement {statement.sha256}"
    if new.step is Step.ISSUE:
        live = recorded[_live(journal, history, recorded) - 1]
        if live.key == statement.key:
            return [], new
        return _issued_instead(journal, history, new, recorded, live)
    if new.step is Step.DISPUTE:
        earned, not_earned = line_amounts(_document(statement), new.line)
        same = (new.line, new.side)
        already = sum(one.left for one in history.open_disputes() if (one.line, one.side) == same)
        already += sum(one.moved for one in standing(history, recorded) if (one.line, one.side) == same)
        on_line = earned if new.side == "earned" else not_earned
        words = f"dispute {new.dispute}; {memo}"
        return into_suspense(new.side, new.amount, on_line, already, held_for(journal, statement), words), new
    if new.step is Step.RESOLVE:
        left = next(one.left for one in history.open_disputes() if one.number == new.dispute)
        return out_of_suspense(left, new.to_provider, f"dispute {new.dispute} resolved; {memo}"), new
    return [], new


def _issued_instead(
    journal: Journal, history: History, new: Done, recorded: Sequence[RecordedStatement], live: RecordedStatement
) -> tuple[list[Posting], Done]:
    """The difference to the version that the accounts hold, and the step with what it took from open disputes.

    A version that restates a line takes the place of what was resolved about it: it says itself what is due, and what
    a resolution gave or took counts as paid or given back. Where it leaves the line as it was, the resolution stands.
    What a dispute holds beyond what its line now says is about nothing any more, and goes back to where it was.
    """
    statement = recorded[new.version - 1]
    stood, stands = standing(history, recorded), standing(history, recorded, new.version)
    words = f"difference, version {new.version} stands instead of {live.version}"
    if superseded := [str(one.dispute) for one in stood if one not in stands]:
        words += f" and of what was resolved in dispute {', '.join(superseded)}"
    old = as_resolved(balances(postings_of(journal, live.key)), stood)
    now = as_resolved(balances(postings_of(journal, statement.key)), stands)
    freed = tuple(_about_nothing(history, statement))
    disputes = without(history.open_disputes(), freed)
    earned = [one for one in disputes if one.side == "earned"]
    back_in = {side: _taken_of(history, freed, side) for side in SIDES}
    memo = f"{words}; statement {statement.sha256}"
    in_dispute = sum(one.left for one in earned)
    moved, clawed_back = difference(old, now, held_for(journal, statement), back_in, in_dispute, memo)
    return moved, replace(new, taken=(*freed, *taken_from(earned, clawed_back)))


def _about_nothing(history: History, statement: RecordedStatement) -> Iterator[tuple[int, Pence]]:
    """What of open disputes a version leaves no room for, since it restates their line: pairs of dispute and pence."""
    lines: dict[tuple[str, Side], list[OpenDispute]] = {}
    for one in history.open_disputes():
        lines.setdefault((one.line, one.side), []).append(one)
    for (line, side), own in lines.items():
        earned, not_earned = _said_of(statement, line) or (0, 0)
        room = earned if side == "earned" else not_earned
        yield from taken_from(own, max(sum(one.left for one in own) - room, 0))


def _taken_of(history: History, taken: Sequence[tuple[int, Pence]], side: Side) -> Pence:
    own = {one.number for one in history.open_disputes() if one.side == side}
    return sum(amount for number, amount in taken if number in own)


def standing(history: History, recorded: Sequence[RecordedStatement], issue: int | None = None) -> list[Resolved]:
    """The resolutions whose line no later issued version has restated. issue: a version about to be issued as well."""
    issued = [*history.versions_issued, *([issue] if issue else [])]
    return [
        one
        for one in history.resolved()
        if len({_said_of(recorded[version - 1], one.line) for version in issued[issued.index(one.version) :]}) == 1
    ]


def _said_of(statement: RecordedStatement, line: str) -> tuple[Pence, Pence] | None:
    """Earned and not earned of a line; None where the statement has no such line."""
    document = _document(statement)
    is_there = any(line == (one["indicator"] or one["outcome"]) for one in document["lines"])
    return line_amounts(document, line) if is_there else None


def _live(journal: Journal, history: History, recorded: Sequence[RecordedStatement]) -> int:
    """The version that the accounts hold: the one issued last, or else the last one from before the freeze."""
    if history.issued:
        return history.issued
    return max(one.version for one in recorded if journal.find(WAITING, one.key) is None)


def _document(statement: RecordedStatement) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(statement.content)
    return found


def _body(done: Done, contract: str, year: str, statement: RecordedStatement) -> dict[str, Any]:
    return {
        "contract": contract,
        "year": year,
        "statement": statement.key,
        "sha256": statement.sha256,
        "step": done.step.value,
        "version": done.version,
        "by": done.by,
        "on": done.on.isoformat(),
        "because": done.because,
        "dispute": done.dispute,
        "line": done.line,
        "side": done.side,
        "amount": done.amount,
        "to_provider": done.to_provider,
        "taken": [list(pair) for pair in done.taken],
    }


def _done(body: dict[str, Any]) -> Done:
    return Done(
        step=Step(body["step"]),
        version=body["version"],
        by=body["by"],
        on=date.fromisoformat(body["on"]),
        because=body["because"],
        dispute=body["dispute"],
        line=body["line"],
        side=body["side"],
        amount=body["amount"],
        to_provider=body["to_provider"],
        taken=tuple((number, amount) for number, amount in body["taken"]),
    )
