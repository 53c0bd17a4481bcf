"""Finance returns in the journal: each file once, every version kept, the last one in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from evenlode.finance.returns.finance_return import Entry, FinanceReturn
from evenlode.finance.returns.read import ReadReturn
from evenlode.problems import Problem, Refusal, refuse
from evenlode.records.entries import Entry as JournalEntry
from evenlode.records.journal import Journal

KIND = "finance return"
SIGN_OFF = "finance sign-off"


@dataclass(frozen=True, slots=True)
class StoredReturn:
    """A finance return as recorded: its entry, which version of its provider and year it is, and when it came in."""

    seq: int
    version: int
    received: date
    content: FinanceReturn
    file: str
    is_new: bool = False


def record_returns(
    journal: Journal, read: Sequence[ReadReturn], received: date, by: str, at: datetime | None = None
) -> list[StoredReturn]:
    """Keep returns: all of them or none. The same bytes a second time change nothing.

    Raises a Refusal where real and invented returns would come to stand side by side.
    """
    placed: list[tuple[int, bool]] = []
    with journal.writing():
        _never_mixed(journal, read)
        for one in read:
            known = journal.find(KIND, one.sha256)
            entry = known or journal.append(KIND, _body(one, received), one.sha256, by=by, at=at)
            placed.append((entry.seq, known is None))
        stored = {one.seq: one for one in all_returns(journal.entries(KIND))}
    return [replace(stored[seq], is_new=is_new) for seq, is_new in placed]


def returns_in_force(journal: Journal, as_known_on: date | None = None) -> list[StoredReturn]:
    """The last version of each provider and year, in that order, as the journal knew it on a day."""
    found = {(one.content.provider, one.content.year): one for one in all_returns(journal.entries(KIND, as_known_on))}
    return [found[key] for key in sorted(found)]


def versions(journal: Journal, provider: str, year: str) -> list[StoredReturn]:
    """Every version of one return, the first first."""
    stored = all_returns(journal.entries(KIND))
    return [one for one in stored if (one.content.provider, one.content.year) == (provider, year)]


@dataclass(frozen=True, slots=True)
class SignOff:
    """A funder's agreement with the returns of a financial year: which entries it saw, and when it agreed."""

    year: str
    party: str
    on: date
    seen: tuple[int, ...]


def record_sign_off(journal: Journal, year: str, party: str, on: date, by: str, at: datetime | None = None) -> SignOff:
    """Record a sign-off of the returns in force for a year. Raises a Refusal where there is none."""
    with journal.writing():
        seen = tuple(one.seq for one in returns_in_force(journal) if one.content.year == year)
        if not seen:
            raise refuse("FINANCE.SIGN_OFF", f"there is no finance return for {year} to sign off", "Receive them first")
        body = {"year": year, "party": party, "on": on.isoformat(), "seen": list(seen)}
        journal.append(SIGN_OFF, body, by=by, at=at)
    return SignOff(year, party, on, seen)


def sign_offs_in_force(journal: Journal, as_known_on: date | None = None) -> list[SignOff]:
    """Each party's last sign-off of each year whose returns have not changed since; a later version ends it."""
    in_force = returns_in_force(journal, as_known_on)
    found: dict[tuple[str, str], SignOff] = {}
    for entry in journal.entries(SIGN_OFF, as_known_on):
        body = entry.document
        on = date.fromisoformat(body["on"])
        found[body["year"], body["party"]] = SignOff(body["year"], body["party"], on, tuple(body["seen"]))
    current = {year: tuple(one.seq for one in in_force if one.content.year == year) for year, _ in found}
    return [one for _, one in sorted(found.items()) if one.seen == current[one.year]]


def all_returns(entries: Sequence[JournalEntry]) -> list[StoredReturn]:
    """The finance returns in the entries, each with its version."""
    count: dict[tuple[str, str], int] = {}
    found = []
    for entry in entries:
        body = entry.document
        content = _from_json(body)
        key = (content.provider, content.year)
        count[key] = count.get(key, 0) + 1
        received = date.fromisoformat(body["received"])
        found.append(StoredReturn(entry.seq, count[key], received, content, body["file"]))
    return found


def _never_mixed(journal: Journal, read: Sequence[ReadReturn]) -> None:
    """Invented and real returns never stand in one workspace, nor one beside supplied figures of the other sort."""
    known = [(entry.seq, bool(entry.document["invented"])) for entry in journal.entries(KIND)]
    known += [
        (entry.seq, bool(body["invented"]))
        for entry in journal.entries("supply")
        for body in [entry.document]
        if body["outturns"]
    ]
    problems: list[Problem] = []
    first = read[0].content.invented if read else False
    for one in read:
        clash = next((seq for seq, invented in known if invented != one.content.invented), None)
        if clash is not None or one.content.invented != first:
            word = "invented" if one.content.invented else "real"
            beside = f"entry {clash}" if clash is not None else f"{read[0].file}"
            said = f"the figures are {word}, and {beside} holds others; they never stand side by side"
            problems.extend(refuse("INVENTED.MIX", said, "Use another workspace", file=one.file).problems)
    if problems:
        raise Refusal(problems)


def _body(read: ReadReturn, received: date) -> dict[str, Any]:
    content = read.content
    return {
        "file": read.file,
        "sha256": read.sha256,
        "received": received.isoformat(),
        "provider": content.provider,
        "year": content.year,
        "invented": content.invented,
        "entries": [[one.sheet, one.row, one.column, one.value] for one in content.entries],
    }


def _from_json(body: dict[str, Any]) -> FinanceReturn:
    entries = tuple(Entry(*one) for one in body["entries"])
    return FinanceReturn(body["provider"], body["year"], body["invented"], entries)
