"""One submission, from its files as they arrived to what goes into the store: checked, mapped and written aside."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from evenlode.data.manifest import FileEntry, MappingEntry, Submission
from evenlode.data.mapping import MappingForm
from evenlode.data.received.archive import ArchiveLimits, unpack
from evenlode.data.received.arriving import Arrived, manifest_among
from evenlode.data.received.heading import Asked, Heading, heading
from evenlode.data.received.keeping import copy_and_hash
from evenlode.data.received.mappings import mappings
from evenlode.data.received.normalising import Blank, normalised
from evenlode.data.received.opening import entry_of, open_all
from evenlode.data.received.plausible import implausible
from evenlode.data.received.pseudonyms import Pseudonyms
from evenlode.data.received.rows import Together
from evenlode.data.received.submitting import Bench, Made, Sending, write_aside
from evenlode.data.received.telling import told
from evenlode.data.sent.limits import Limits, unopened
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.opening import Opened
from evenlode.data.sent.sheet import Sheet
from evenlode.data.sent.validating import CheckedFile, check_rows
from evenlode.problems import Problem, Refusal, refuse, stopping
from evenlode.results import Period

HEADER = "MHS000"
COPIES = "received"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one submission.

    state: received; there already, with the day it was received first; or refused. rows, left_out: of all its files.
    problems: what is wrong with it, in words that hold no value of any row. findings: the file in the store that lists
    every row with a fault.
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


@dataclass(frozen=True, slots=True)
class Intake:
    """How everything of one call is taken in. copy: keep the files as sent. part: the other tables come later.

    mapping: how files with columns of their own are read. commissioners: the codes of the contract's; none where they
    are not known.
    """

    asked: Asked
    pseudonyms: Pseudonyms
    copy: bool
    part: bool
    limits: Limits
    archives: ArchiveLimits
    mapping: MappingForm | None = None
    commissioners: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A submission that is checked and written aside, and what will be told of it once it is in the store."""

    outcome: Outcome
    made: Made


@dataclass
class _Files:
    """The files of a submission where they are read, with the hash and size of each as it came, by name."""

    read: list[Path] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    archive: FileEntry | None = None


def take_in(arrival: Arrived, bench: Bench, intake: Intake, known: Mapping[str, Submission]) -> Outcome | Taken:
    """What becomes of a submission; an Outcome alone where nothing goes into the store.

    known: what the store holds, by name. Raises a Refusal where it cannot even be read.
    """
    files = _brought(arrival, bench, intake)
    said, rows = manifest_among(files.read)
    updates = {"part": said.part or intake.part, "provider": intake.asked.provider or said.provider}
    said, found = open_all(rows, said.model_copy(update=updates), intake.mapping, intake.limits, bench.folder)
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
    sheets = defaultdict[str, list[Sheet]](list)
    for one in checked:
        if one.sheet is not None:
            sheets[one.sheet.form.name].append(one.sheet)
    used = {one.file: one.used for one in checked if one.used is not None}
    made = normalised(Together(head.provider, head.period, sheets, used, intake.pseudonyms), name)
    replaces = _replaces(sheets, said.part)
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
    )
    return Taken(outcome, Made(submission, head, bench))


def _brought(arrival: Arrived, bench: Bench, intake: Intake) -> _Files:
    """The files as they will be read: the very bytes that are hashed, and kept where that was asked for."""
    found = _Files()
    arrived = list(arrival.files)
    if arrival.archive:
        _may_be_read(arrival.archive)
        copy = bench.new("") if intake.copy else None
        sha256 = copy_and_hash(arrival.archive, copy)
        found.archive = FileEntry(file=f"{COPIES}/{sha256}", sha256=sha256, rows=0, sent=arrival.archive.name)
        if copy:
            bench.name(copy, f"{COPIES}/{sha256}")
        arrived = unpack(arrival.archive, bench.folder, intake.archives)
    for path in arrived:
        if path.name in found.hashes:
            said, fix = f"Several files are called {path.name}", "Send one submission at a time"
            raise refuse("FILE.NAME", said, fix, file=path.name)
        if unopened(path, intake.limits):
            found.read.append(path)
            continue
        _may_be_read(path)
        copied = intake.copy and not arrival.archive
        here = bench.folder / path.name if copied else path
        found.hashes[path.name] = copy_and_hash(path, here if copied else None)
        found.sizes[path.name] = here.stat().st_size
        found.read.append(here)
        if copied:
            bench.name(here, f"{COPIES}/{found.hashes[path.name]}")
    return found


def _may_be_read(path: Path) -> None:
    """Raises a Refusal for an empty file, or one the computer does not give us, so that it keeps no other out."""
    try:
        with path.open("rb") as opened:
            is_empty = not opened.read(1)
    except OSError as error:
        said = f"The file cannot be read: {error.strerror or error}"
        fix = "Close it where another program has it open, and ask its owner who may read it"
        raise refuse("FILE.UNREADABLE", said, fix, file=path.name) from None
    if is_empty:
        raise refuse("FILE.EMPTY", "The file is empty", "Send it again; it holds no bytes at all", file=path.name)


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
