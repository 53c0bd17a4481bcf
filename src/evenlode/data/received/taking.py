"""One submission, from its files as they arrived to what goes into the store: checked, mapped and written aside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from evenlode.data.manifest import MappingEntry, Submission
from evenlode.data.maturity import Quality, quality_of
from evenlode.data.received.arriving import Arrived
from evenlode.data.received.bringing import Intake, brought
from evenlode.data.received.heading import Asked, Heading, heading
from evenlode.data.received.mappings import mappings
from evenlode.data.received.normalising import Blank, normalised
from evenlode.data.received.opening import entry_of, open_all
from evenlode.data.received.plausible import implausible
from evenlode.data.received.rows import together_of
from evenlode.data.received.submitting import Bench, Made, Sending, write_aside
from evenlode.data.received.telling import told
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.opening import Opened
from evenlode.data.sent.sheet import Sheet
from evenlode.data.sent.validating import CheckedFile, check_rows
from evenlode.problems import Problem, Refusal, stopping
from evenlode.results import Period

HEADER = "MHS000"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one submission.

    state: received; there already, with the day it was received first; or refused. rows, left_out: of all its files.
    problems: what is wrong with it, in words that hold no value of any row. findings: the file in the store that lists
    every row with a fault. quality: of its data items, its own month alone; None where it holds none of them.
    """

    name: str
    state: Literal["received", "there already", "refused"]
    submission: str | None = None
    provider: str | None = None
    period: Period | None = None
    received: date | None = None
    rows: int = 0
    left_out: int = 0
    problems: tuple[Problem, ...] = ()
    findings: str | None = None
    quality: Quality | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A submission that is checked and written aside, and what will be told of it once it is in the store."""

    outcome: Outcome
    made: Made


def take_in(arrival: Arrived, bench: Bench, intake: Intake, known: Mapping[str, Submission]) -> Outcome | Taken:
    """What becomes of a submission; an Outcome alone where nothing goes into the store.

    known: what the store holds, by name. Raises a Refusal where it cannot even be read.
    """
    files = brought(arrival, bench, intake)
    said, rows = files.said, files.read
    updates = {"part": said.part or intake.part, "provider": intake.asked.provider or said.provider}
    try:
        said, found = open_all(rows, said.model_copy(update=updates), intake.mapping, intake.limits, bench.folder)
    except Refusal as refusal:
        raise _by_source(arrival, refusal) from None
    opened = [each for _, each in found]
    for file, each in found:  # a sheet has the hash and size of its workbook
        if file.name in files.hashes:
            files.hashes[each.path.name], files.sizes[each.path.name] = files.hashes[file.name], files.sizes[file.name]
    head = _heading(arrival, intake.asked, said, opened)
    mapped = entry_of(intake.mapping)
    name = _named(head, said, opened, files.hashes, mapped)
    if there := known.get(name):
        return Outcome(arrival.name, "there already", name, head.provider, head.period, there.received)
    checked = check_rows(opened, said.model_copy(update={"period": head.period})).files
    if stopping([problem for one in checked for problem in one.problems]):
        problems = _told(arrival, checked, ())
        return Outcome(arrival.name, "refused", None, head.provider, head.period, problems=problems)
    together = together_of(head.provider, head.period, checked, intake.pseudonyms)
    made = normalised(together, name)
    replaces = _replaces(together.sheets, said.part)
    sending = Sending(name, head, checked, files.hashes, files.sizes, replaces, files.archive, intake.copy, mapped)
    submission = write_aside(bench, sending, made)
    blanks = [blank for one in made for blank in one.blanks]
    outcome = Outcome(
        arrival.name,
        "received",
        name,
        head.provider,
        head.period,
        head.received,
        sum(one.rows for one in submission.sent),
        sum(one.left_out for one in submission.sent),
        _told(arrival, checked, blanks, implausible(made, head.period, intake.commissioners)),
        submission.findings.file if submission.findings else None,
        quality_of(head.provider, [(one.table, one.rows) for one in made]),
    )
    return Taken(outcome, Made(submission, head, bench))


def _by_source(arrival: Arrived, refusal: Refusal) -> Refusal:
    """A refusal of what was read from a warehouse, so that what is to be done is done with the source."""
    if arrival.source is None:
        return refusal
    name = arrival.source.name
    return Refusal(
        replace(one, file=f"{name}/{one.file}", fix=one.fix.replace(f" {one.file} ", f" {name} "))
        for one in refusal.problems
    )


def _heading(arrival: Arrived, asked: Asked, said: Manifest, opened: Sequence[Opened]) -> Heading:
    """Who sent it and for when. A Refusal tells first of files that cannot be read at all."""
    headers = [one.sheet for one in opened if one.sheet is not None and one.form and one.form.name == HEADER]
    try:
        return heading(arrival.name, asked, said, headers)
    except Refusal as refusal:
        unread = [problem for one in opened if one.sheet is None for problem in one.problems]
        nothing_read = bool(unread) and not any(one.sheet for one in opened)  # then nothing could say who and when
        raise Refusal(unread if nothing_read else [*unread, *refusal.problems]) from None


def _named(
    head: Heading, said: Manifest, opened: Sequence[Opened], hashes: Mapping[str, str], mapped: MappingEntry | None
) -> str:
    """A name made of who sent what for when: the same bytes under other file names are the same submission.

    Read by another mapping they are another one.
    """
    tables = sorted((one.form.name if one.form else "", hashes.get(one.path.name, "")) for one in opened)
    read = said.model_dump(mode="json", include={"encoding", "columns", "part"})
    content = [head.provider, head.period.start.isoformat(), head.period.end.isoformat(), tables, read]
    content += [mapped.sha256] if mapped else []
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def _replaces(sheets: Mapping[str, Sequence[Sheet]], part: bool) -> tuple[str, ...]:
    """What a submission takes the place of: the feeds it holds; a part of one only the tables that it holds."""
    there = [one for one in mappings() if one.sent in sheets]
    return tuple(sorted({one.sent if part else one.feed for one in there}))


def _told(
    arrival: Arrived, checked: Sequence[CheckedFile], blanks: Sequence[Blank], unlikely: Iterable[Problem] = ()
) -> tuple[Problem, ...]:
    """Everything that is told of a submission, each problem under the file's name as the user knows it."""
    inside = f"{arrival.name}/" if arrival.is_one_place else ""
    of_rows = (
        problem
        for one in checked
        for problem in told(one, [blank for blank in blanks if blank.file == one.file], inside)
    )
    return (*of_rows, *(replace(problem, file=f"{inside}{problem.file}") for problem in unlikely))
