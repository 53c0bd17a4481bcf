"""A sample for the auditor: from a line of the statement to figures, and from each to a file that was sent, by hashes.

The draw follows from its seed and the statement's hash, so that anybody draws the same. Rows about people are not
here: they stay with who sent them. Each figure names a file that was sent for its period, drawn in the same way.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenlode.money import pounds
from evenlode.report.report import Fact
from evenlode.report.tables import Table
from evenlode.results import EVERYONE, Period
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.kept import run_folders
from evenlode.web.shown.stated import Found

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace

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
    tables: tuple[Named, ...]


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
        is_whole=sha256(found.recorded.content).hexdigest() == found.recorded.sha256,
        tables=(Named("sample", table),),
    )


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
        period=f"{cells['start']} to {cells['end']}",
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
