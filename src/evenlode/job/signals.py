"""Signals in the job: looked for in the rows, kept in the run, and answered before a year is signed off."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evenlode.job.given import Given, contract_given
from evenlode.job.workspace import Workspace
from evenlode.problems import Level, Problem, Refusal, refuse
from evenlode.records.journal import Journal
from evenlode.records.signals import (
    Acknowledged,
    acknowledge,
    acknowledged,
    answer_to,
    found_of,
    record_found,
)
from evenlode.records.statements import versions
from evenlode.report.signals import SignalsTold, signals_told
from evenlode.results import Period
from evenlode.signals.signal import FILE, Signal, read, written
from evenlode.terms.contract import Contract

if TYPE_CHECKING:
    from evenlode.data.questions import Question
    from evenlode.data.store import Store


@dataclass(frozen=True, slots=True)
class Listed:
    """A signal and the last answer to it as it is; None where there is none."""

    signal: Signal
    answer: Acknowledged | None


def look(store: Store, contract: Contract, span: Period, segments: Question) -> tuple[Signal, ...]:
    """Every look at the contract years that the rows cover."""
    from evenlode.signals.looking import signals_of

    return tuple(signals_of(store, contract.years(), contract.definitions(span), segments, contract.form.signals))


def beside(outturns: Path) -> tuple[Signal, ...]:
    """The signals that were found with a file of outturns: they stand beside it. None where nobody looked."""
    file = outturns.parent / FILE
    return read(file.read_text(encoding="utf-8")) if file.is_file() else ()


def keep(folder: Path, signals: tuple[Signal, ...], invented: bool) -> None:
    """signals.csv in the run's folder; no file where nobody looked."""
    if signals:
        (folder / FILE).write_text(written(signals, invented), encoding="utf-8", newline="")


def record(
    contract: Contract, workspace: Workspace, year: Period, sha256: str, signals: tuple[Signal, ...], by: str
) -> None:
    """What a statement's year showed, in the journal: nobody signs it off before each signal is answered."""
    with Journal.open(workspace.records) as journal:
        record_found(journal, contract.slug, sha256, [one for one in signals if one.period == year], by)


def told(
    contract: Contract, workspace: Workspace, year: Period, signals: tuple[Signal, ...], invented: bool
) -> SignalsTold | None:
    """What the report says of them, with the answers that the journal knows already."""
    answers = {one.signal.key: _said(one.answer) for one in _answered(workspace, contract.slug, signals) if one.answer}
    return signals_told(contract, year, signals, answers, invented)


def latest(given: Given, workspace: Workspace) -> tuple[Path, list[Listed]]:
    """The newest run that looked for signals, and its signals with their answers. A Refusal where none did."""
    contract = contract_given(given)
    runs = sorted(workspace.runs.glob(f"[0-9][0-9][0-9][0-9]-*/{FILE}"), key=lambda path: path.parent.name)
    if not runs:
        message = "no run has looked for signals"
        raise refuse("SIGNAL.NONE", message, "Use evenlode run or evenlode measure on a store first, without --to")
    return runs[-1].parent, _answered(workspace, contract.slug, read(runs[-1].read_text(encoding="utf-8")))


def acknowledge_signal(given: Given, workspace: Workspace, name: str, by: str, reason: str) -> Acknowledged:
    """Answer a signal of the newest run, by its key or a beginning of it that no other has."""
    contract = contract_given(given)
    every = [one.signal for one in latest(contract, workspace)[1]]
    found = [one for one in every if one.key == name] or [one for one in every if one.asks and one.key.startswith(name)]
    if len(found) != 1:
        asking = [one.key for one in every if one.asks and (not found or one in found)]
        message = f'"{name}" is {"no signal" if not found else "more than one signal"} of the newest run'
        raise refuse("CODE.LIST", message, f"Use one of {', '.join(asking) or 'none: nothing asks'}", field="signal")
    with Journal.open(workspace.records) as journal:
        return acknowledge(journal, contract.slug, found[0], by, reason)


def unanswered(journal: Journal, contract: Contract, slug: str, year: Period, version: int) -> list[Signal]:
    """The signals of a recorded statement that nobody has answered.

    slug: the name under which the journal keeps the statements of the contract.
    """
    answers = acknowledged(journal, contract.slug)
    recorded = versions(journal, slug, year.start.isoformat())
    found = found_of(journal, recorded[version - 1].sha256) if 1 <= version <= len(recorded) else ()
    return [one for one in found if answer_to(one, answers) is None]


def refuse_unanswered(journal: Journal, contract: Contract, slug: str, year: Period, version: int) -> None:
    """Raise a Refusal with every signal of a recorded statement that nobody has answered: it is not signed off yet."""
    still = unanswered(journal, contract, slug, year, version)
    if still:
        fix = "Say why: evenlode signals acknowledge, with this name and --reason"
        raise Refusal(
            Problem("SIGNAL.OPEN", Level.REJECT_FILE, "statement", None, one.key, one.sentence.rstrip("."), fix)
            for one in still
        )


def _answered(workspace: Workspace, contract: str, signals: tuple[Signal, ...]) -> list[Listed]:
    if not workspace.records.exists():
        return [Listed(one, None) for one in signals]
    with Journal.open(workspace.records, create=False) as journal:
        answers = acknowledged(journal, contract)
    return [Listed(one, answer_to(one, answers)) for one in signals]


def _said(answer: Acknowledged | None) -> str:
    return f"{answer.reason} ({answer.by}, {answer.on})" if answer else ""
