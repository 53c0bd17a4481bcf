"""A sample for the auditor: from a line of the statement to figures, and from each to a file that was sent, by hashes.

The draw follows from its seed and the statement's hash, so that anybody draws the same. Each figure names a file that
was sent for its period, drawn in the same way. Rows about people are not here: from the people or events behind a month
some are drawn by number and hash, and whoever may see the rows finds them by these.
"""

from __future__ import annotations

import csv
import json
import random
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenlode.money import pounds
from evenlode.problems import Refusal
from evenlode.report.report import Fact
from evenlode.report.tables import Table
from evenlode.report.words import short_day
from evenlode.results import EVERYONE, Period
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.kept import run_folders
from evenlode.web.shown.stated import Found

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.terms.contract import Contract

MOST = 50
"""The most figures that one sample holds."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One figure of the sample: what it is, where it stands in the run's file, and a file sent for its period."""

    number: int
    period: str
    provider: str
    segment: str
    group: str
    counts: str
    line: int
    line_sha256: str
    sent: str
    file: str
    file_sha256: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind a month, drawn. said: how many count as what, or why there are none; table: None with none."""

    month: str
    said: str
    table: Table | None


@dataclass(frozen=True, slots=True)
class Sample:
    """The page. choices: the lines of the statement; population: how many figures there were to draw from."""

    headline: str
    line: str
    seed: int
    size: int
    population: int
    way: tuple[Fact, ...]
    choices: tuple[tuple[str, str], ...]
    table: Table
    run: str
    is_whole: bool
    months: tuple[tuple[str, str], ...]
    tables: tuple[Named, ...]


def rows_behind(workspace: Workspace, contract: Contract, found: Sample, statement: str, month: str) -> Rows | None:
    """The rows of everybody behind a month of the sample, drawn by its seed; None for a month that is not of it."""
    from evenlode.job.sampling import draw_rows

    chosen = next((name for name, _ in found.months if name == month), None)
    if chosen is None:
        return None
    start = date.fromisoformat(f"{chosen}-01")
    days = Period(start, start.replace(day=monthrange(start.year, start.month)[1]))
    said = f"{days.start:%B %Y}"
    try:
        drawn = draw_rows(contract, workspace, found.line, days, f"{found.seed} {statement}", found.size)
    except Refusal as refusal:
        first = refusal.problems[0]
        return Rows(said, f"{first.message[:1].upper()}{first.message[1:]}.", None)
    if drawn is None:
        return Rows(said, "The rows are not in this workspace, so none can be drawn. Ask whoever holds them.", None)
    counts = ", ".join(f"{count:,} {name}" for name, count in drawn.counts)
    rows = tuple((str(number), str(one.line), one.counted, one.sha256) for number, one in enumerate(drawn.rows, 1))
    columns = ("No.", "Line of the list", "Counts as", "SHA-256 of the line")
    table = Table(f"Rows drawn of {said}", columns, rows, (0, 1))
    return Rows(said, f"{drawn.all:,} people or events: {counts}. {len(rows)} are drawn.", table)


def sample(
    workspace: Workspace, found: Found, line: str, seed: int, size: int, names: Mapping[str, str]
) -> Sample | None:
    """A sample of the figures behind a line of the statement; None where the statement has no such line.

    names: providers by their name in the contract. Without a line, its first one that an indicator earned money by.
    """
    lines = [one for one in found.document["lines"] if one["indicator"]]
    chosen = next((one for one in lines if (line or one["indicator"]) == one["indicator"]), None)
    if chosen is None:
        return None
    folder = _run_of(workspace, found.recorded.sha256)
    figures = _figures(folder, chosen["indicator"], found.year) if folder else []
    size = max(1, min(size, MOST))
    draw = random.Random(f"{seed} {found.recorded.sha256} {chosen['indicator']}")  # noqa: S311 - a draw to repeat
    picked = sorted(draw.sample(range(len(figures)), min(size, len(figures))))
    submissions = _submissions(workspace)
    drawn = tuple(_drawn(number, *figures[at], names, submissions, draw) for number, at in enumerate(picked, start=1))
    judged = next((one for one in found.document["judgements"] if one["indicator"] == chosen["indicator"]), None)
    table = _table(drawn)
    return Sample(
        headline=f"{len(drawn)} of {len(figures):,} figures behind {pounds(chosen['earned'])} of "
        f"{pounds(chosen['share_of_pot'])}.",
        line=chosen["indicator"],
        seed=seed,
        size=size,
        population=len(figures),
        way=_way(found, chosen, judged, folder),
        choices=tuple((one["indicator"], one["indicator"].replace("-", " ").capitalize()) for one in lines),
        table=table,
        run=folder.name if folder else "",
        months=_offered([figures[at][2] for at in picked]),
        is_whole=sha256(found.recorded.content).hexdigest() == found.recorded.sha256,
        tables=(Named("sample", table),),
    )


def _offered(cells: Sequence[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    """The last month of each figure that was measured, once: as an address names it and as a reader does."""
    ends = sorted({one["end"][:7] for one in cells if one["source"] == "measured"})
    return tuple((end, f"{date.fromisoformat(f'{end}-01'):%B %Y}") for end in ends)


def _run_of(workspace: Workspace, statement: str) -> Path | None:
    for folder in reversed(run_folders(workspace)):
        if json.loads((folder / "run.json").read_text(encoding="utf-8"))["statement_sha256"] == statement:
            return folder
    return None


def _figures(folder: Path, indicator: str, year: Period) -> list[tuple[int, str, dict[str, str]]]:
    """The lines of the run's outturns.csv about the indicator within the year: number, text and cells."""
    found, header = [], list[str]()
    with (folder / "outturns.csv").open(encoding="utf-8", newline="") as file:
        for number, text in enumerate(file, start=1):
            if text.startswith("#"):
                continue
            if not header:
                header = next(csv.reader([text]))
            elif text.startswith(f"{indicator},"):
                cells = dict(zip(header, next(csv.reader([text])), strict=True))
                if year.covers(Period(date.fromisoformat(cells["start"]), date.fromisoformat(cells["end"]))):
                    found.append((number, text, cells))
    return found


def _submissions(workspace: Workspace) -> Sequence[Mapping[str, Any]]:
    """What was sent, as the store's manifest has it; nothing where the store is not here."""
    manifest = workspace.store / "manifest.json"
    if not manifest.is_file():
        return ()
    found: Sequence[Mapping[str, Any]] = json.loads(manifest.read_bytes()).get("submissions", ())
    return found


def _drawn(
    number: int,
    line: int,
    text: str,
    cells: Mapping[str, str],
    names: Mapping[str, str],
    submissions: Sequence[Mapping[str, Any]],
    draw: random.Random,
) -> Drawn:
    own = [
        (one, sent)
        for one in submissions
        if cells["provider"] in (EVERYONE, one["provider"])
        and one["start"] <= cells["end"]
        and one["end"] >= cells["start"]
        for sent in one["sent"]
    ]
    if cells["source"] != "measured":
        sent, file, digest = "supplied as a figure", "see the journal", ""
    elif own:
        submission, chosen = draw.choice(own)
        sent = f"one drawn of {len(own):,} files"
        file = f"{submission['submission']}: {chosen['file']}, {chosen['rows']:,} rows"
        digest = chosen["sha256"]
    else:
        sent, file, digest = "the store is not here", "ask the provider", ""
    everyone = cells["provider"] == EVERYONE
    return Drawn(
        number=number,
        period=_days(date.fromisoformat(cells["start"]), date.fromisoformat(cells["end"])),
        provider="All providers" if everyone else names.get(cells["provider"], cells["provider"]),
        segment="Everybody" if cells["segment"] == EVERYONE else cells["segment"],
        group="" if cells["stratum"] == EVERYONE else cells["stratum"],
        counts=f"{cells['numerator']} of {cells['denominator']}" if cells["denominator"] else cells["value"],
        line=line,
        line_sha256=sha256(text.encode()).hexdigest(),
        sent=sent,
        file=file,
        file_sha256=digest,
    )


def _days(first: date, last: date) -> str:
    """'October 2018' for a month, and the days for anything longer."""
    is_month = (first.year, first.month) == (last.year, last.month)
    return f"{first:%B %Y}" if is_month else f"{short_day(first)} to {short_day(last)}"


def _way(
    found: Found, line: Mapping[str, Any], judged: Mapping[str, Any] | None, folder: Path | None
) -> tuple[Fact, ...]:
    """The chain above the sample, each step with the hash that names it."""
    hashes = found.document["hashes"]
    return (
        Fact("Statement", f"Version {found.recorded.version}, {found.recorded.sha256}"),
        Fact("Line", f"{line['status']}: {line['because']}"),
        Fact("Judgement", judged["because"]["sentence"] if judged else "none"),
        Fact("Contract", hashes["contract"]),
        Fact("Definitions", hashes["definitions"]),
        Fact("Figures of the year", hashes["outturns"]),
        Fact("What was sent", hashes["data_manifest"]),
        Fact("Run", folder.name if folder else "its folder is gone; the journal has the figures"),
    )


def _table(drawn: Sequence[Drawn]) -> Table:
    columns = (
        "No.",
        "Period",
        "Provider",
        "Segment",
        "Group",
        "Counts",
        "Line of outturns.csv",
        "SHA-256 of the line",
        "Sent for the period",
        "A file of it",
        "SHA-256 of the file",
    )
    rows = tuple(
        (
            str(one.number),
            one.period,
            one.provider,
            one.segment,
            one.group,
            one.counts,
            str(one.line),
            one.line_sha256,
            one.sent,
            one.file,
            one.file_sha256,
        )
        for one in drawn
    )
    return Table("The sample", columns, rows, (0, 6))
