"""Signals in the journal: what a statement's rows showed, and who answered each with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from evenlode.problems import refuse
from evenlode.records.journal import Journal
from evenlode.signals.signal import Signal, read, written

FOUND = "signals found"
ANSWERED = "signal acknowledged"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Why a signal of a contract is no reason to hold a year back, who says so, and on which day they did.

    It stands for the signal as it was: for this figure, in this year, of this provider.
    """

    signal: str
    figure: str
    by: str
    reason: str
    on: str


def record_found(
    journal: Journal,
    contract: str,
    statement_sha256: str,
    signals: Iterable[Signal],
    by: str,
    at: datetime | None = None,
) -> None:
    """Keep the signals of a statement that ask for an answer; nothing where none does, or these are kept already."""
    asking = [one for one in signals if one.asks]
    text = written(asking, invented=False)
    with journal.writing():
        known = [one.document for one in journal.entries(FOUND) if one.document["statement"] == statement_sha256]
        if (known[-1]["signals"] if known else written((), invented=False)) == text:
            return
        body = {"contract": contract, "statement": statement_sha256, "signals": text}
        journal.append(FOUND, body, f"{statement_sha256}/{len(known) + 1}", by=by, at=at)


def found_of(journal: Journal, statement_sha256: str) -> tuple[Signal, ...]:
    """The signals of a statement that ask for an answer, as they were found last."""
    known = [one.document for one in journal.entries(FOUND) if one.document["statement"] == statement_sha256]
    return read(known[-1]["signals"]) if known else ()


def acknowledge(
    journal: Journal, contract: str, signal: Signal, by: str, reason: str, at: datetime | None = None
) -> Acknowledged:
    """Keep the answer to a signal. Raises a Refusal without a reason, or where the signal asks for none."""
    if not signal.asks:
        message = f"{signal.key} is {signal.strength.value}, so there is nothing to answer"
        raise refuse("SIGNAL.QUIET", message, "Answer the signals that evenlode signals list shows", field="signal")
    if not reason.strip():
        raise refuse("SIGNAL.REASON", "an answer needs its reason", "Say why in a sentence", field="reason")
    body = {"contract": contract, "signal": signal.key, "figure": signal.figure, "by": by, "reason": reason.strip()}
    with journal.writing():
        number = 1 + sum(1 for _ in journal.entries(ANSWERED))
        entry = journal.append(ANSWERED, body, f"{contract}/signal {number}", by=by, at=at)
    return Acknowledged(signal.key, signal.figure, by, reason.strip(), entry.recorded_at[:10])


def acknowledged(journal: Journal, contract: str) -> list[Acknowledged]:
    """Every answer of the contract in order."""
    return [
        Acknowledged(body["signal"], body["figure"], body["by"], body["reason"], entry.recorded_at[:10])
        for entry in journal.entries(ANSWERED)
        for body in [entry.document]
        if body["contract"] == contract
    ]


def answer_to(signal: Signal, answers: Sequence[Acknowledged]) -> Acknowledged | None:
    """The last answer to the signal as it is; None where nobody answered it, or its figure has changed since."""
    own = [one for one in answers if (one.signal, one.figure) == (signal.key, signal.figure)]
    return own[-1] if own else None
