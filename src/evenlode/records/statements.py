"""Statements in the journal: each with its postings in one transaction, every version kept, no pound posted twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from evenlode.payment.ledger import Posting
from evenlode.payment.statement import canonical, sha256_of, unchanged
from evenlode.problems import refuse
from evenlode.records.entries import Entry, NewEntry
from evenlode.records.inputs import Inputs, inputs_entries
from evenlode.records.journal import Journal

STATEMENT = "statement"
POSTING = "posting"
STEP = "statement step"
WAITING = "waiting postings"
"""The postings of a version that was calculated after its year was frozen: they are posted when it is issued."""


@dataclass(frozen=True, slots=True)
class RecordedStatement:
    """A statement as recorded: which contract, year and version it is, its hash, and its very bytes."""

    number: int
    contract: str
    year: str
    version: int
    sha256: str
    content: bytes
    recorded_at: str

    @property
    def key(self) -> str:
        """'contract/first day of the year/version'."""
        return f"{self.contract}/{self.year}/{self.version}"


def record_statement(
    journal: Journal,
    content: bytes,
    postings: Sequence[Posting],
    by: str,
    at: datetime | None = None,
    inputs: Inputs | None = None,
) -> RecordedStatement:
    """Keep a canonical statement, its postings and what it was made from: all of it or nothing. Gives its version.

    A statement for a year that has one becomes its next version, and the postings of the version before are reversed
    first, so that the accounts hold the new one alone. Once the year is frozen its accounts stay as they are, and the
    postings wait until the version is issued. Raises a Refusal where the bytes are no canonical statement,
    the postings do not add to nothing, or the newest version of the year says the very same.
    """
    if not unchanged(content):
        message = "the bytes are no canonical statement, or were changed since they were written"
        raise refuse("STATEMENT.FORM", message, "Run the settlement again")
    if sum(posting.amount for posting in postings) != 0:
        raise refuse(
            "LEDGER.BALANCE", "the postings of the statement do not add to nothing", "Run the settlement again"
        )
    document = json.loads(content)
    with journal.writing():
        earlier = _versions(journal, document["contract"], document["year"]["from"])
        if earlier and earlier[-1].content == content:
            message = f"the statement is recorded already, as {earlier[-1].key}"
            raise refuse("STATEMENT.SAME", message, "Nothing needs doing", line=earlier[-1].number)
        body = {"statement": document, "sha256": sha256_of(content), "version": len(earlier) + 1}
        key = f"{document['contract']}/{document['year']['from']}/{len(earlier) + 1}"
        entry = journal.append(STATEMENT, body, key, by=by, at=at)
        if inputs is not None:
            journal.append_all(inputs_entries(journal, inputs, sha256_of(content)), by=by, at=at)
        if is_frozen(journal, document["contract"], document["year"]["from"]):
            rows = [[str(one.account), one.amount, one.memo] for one in postings]
            journal.append(WAITING, {"statement": key, "postings": rows}, key, by=by, at=at)
            return _recorded(entry)
        undone = _undone(journal, earlier[-1]) if earlier else []
        journal.append_all(_as_entries(key, undone, postings), by=by, at=at)
    return _recorded(entry)


def statements(journal: Journal, as_known_on: date | None = None) -> list[RecordedStatement]:
    """Every version of every statement, in the order of recording."""
    return [_recorded(entry) for entry in journal.entries(STATEMENT, as_known_on)]


def postings(journal: Journal, as_known_on: date | None = None) -> list[Posting]:
    """Every posting in the order of recording, reversals among them. They add to nothing."""
    return [_posting(entry) for entry in journal.entries(POSTING, as_known_on)]


def versions(journal: Journal, contract: str, year: str) -> list[RecordedStatement]:
    """Every version of the statement of a contract year, the first first. year: its first day."""
    return _versions(journal, contract, year)


def is_frozen(journal: Journal, contract: str, year: str) -> bool:
    """True where the year was frozen: from then on its accounts change only by the steps of its statements."""
    return any((one.document["contract"], one.document["year"]) == (contract, year) for one in journal.entries(STEP))


def postings_of(journal: Journal, key: str) -> list[Posting]:
    """The postings of one version: those that were posted with it, or those that wait for its issue."""
    waiting = journal.find(WAITING, key)
    if waiting is not None:
        return [Posting(*row) for row in waiting.document["postings"]]
    return [
        _posting(entry)
        for entry in journal.entries(POSTING)
        if entry.document["statement"] == key and not entry.document["takes_back"]
    ]


def posting_entries(reference: str, new: Sequence[Posting]) -> list[NewEntry]:
    """Postings as entries of their own under a reference that no other postings have."""
    return _as_entries(reference, (), new)


def _versions(journal: Journal, contract: str, year: str) -> list[RecordedStatement]:
    return [one for one in statements(journal) if (one.contract, one.year) == (contract, year)]


def _undone(journal: Journal, earlier: RecordedStatement) -> list[Posting]:
    """The postings that take those of an earlier version back; what it had itself taken back stays as it is."""
    memo = f"taken back, version {earlier.version + 1} stands instead: "
    return [
        Posting(one.account, -one.amount, memo + one.memo)
        for entry in journal.entries(POSTING)
        if entry.document["statement"] == earlier.key and not entry.document["takes_back"]
        for one in [_posting(entry)]
    ]


def _as_entries(statement: str, undone: Sequence[Posting], postings: Sequence[Posting]) -> list[NewEntry]:
    both = [(posting, True) for posting in undone] + [(posting, False) for posting in postings]
    return [
        NewEntry(
            POSTING,
            {
                "statement": statement,
                "account": str(posting.account),
                "amount": posting.amount,
                "memo": posting.memo,
                "takes_back": takes_back,
            },
            f"{statement}/{number}",
        )
        for number, (posting, takes_back) in enumerate(both, start=1)
    ]


def _posting(entry: Entry) -> Posting:
    said = entry.document
    return Posting(said["account"], said["amount"], said["memo"])


def _recorded(entry: Entry) -> RecordedStatement:
    body: dict[str, Any] = entry.document
    document = body["statement"]
    return RecordedStatement(
        number=entry.seq,
        contract=document["contract"],
        year=document["year"]["from"],
        version=body["version"],
        sha256=body["sha256"],
        content=canonical(document),
        recorded_at=entry.recorded_at,
    )
