"""The release ledger in the journal: what each release showed, of which base cells, under which policy."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from evenlode.disclosure.planning import Past, Plan
from evenlode.disclosure.protecting import Hidden, Part, Protected
from evenlode.disclosure.rules import Policy
from evenlode.disclosure.sums import BaseCell, Counts, Figure, Place, Sheet, Span
from evenlode.disclosure.system import Shown
from evenlode.problems import refuse
from evenlode.records.entries import Entry
from evenlode.records.journal import Journal
from evenlode.results import Period

RELEASE = "release"


@dataclass(frozen=True, slots=True)
class ReleaseOf:
    """What a release was made from, and the SHA-256 of each public file by its name."""

    contract: str
    run: str
    outturns_sha256: str
    invented: bool
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordedRelease:
    """One release as recorded: its number, what it was made from, the policy, who made it and when."""

    number: int
    of: ReleaseOf
    policy: str
    by: str
    recorded_at: str
    past: Past


def record_release(
    journal: Journal, plan: Plan, of: ReleaseOf, seen: int, by: str, at: datetime | None = None
) -> RecordedRelease:
    """Keep a release, inside a `journal.writing()` block or by itself. seen: how many releases its audit knew of.

    Raises a Refusal where the plan may not go out, where another release came in since its audit, or where real and
    invented figures would stand in one ledger.
    """
    earlier = journal.entries(RELEASE)
    if plan.refused:
        raise refuse("DISCLOSURE.AUDIT", "the release did not pass its audit", "Leave out what it names")
    if len(earlier) != seen:
        message = "another release was made since this one was audited"
        raise refuse("DISCLOSURE.STALE", message, "Make the release again: the audit has to know of both")
    if any(entry.document["invented"] != of.invented for entry in earlier):
        message = "real and invented figures never stand side by side, and the ledger holds the other kind"
        raise refuse("INVENTED.MIX", message, "Use another workspace")
    body = {
        "contract": of.contract,
        "run": of.run,
        "outturns_sha256": of.outturns_sha256,
        "invented": of.invented,
        "files": dict(of.files),
        "policy": plan.policy.name,
        "rules": plan.policy.model_dump_json(by_alias=True),
        "sheets": {one.sheet.indicator: _sheet_text(one) for one in plan.sheets},
    }
    return _recorded(journal.append(RELEASE, body, f"{of.contract}/{len(earlier) + 1}", by=by, at=at))


def releases(journal: Journal, contract: str | None = None, as_known_on: date | None = None) -> list[RecordedRelease]:
    """Every release in the order of recording; of one contract where it is named."""
    found = [_recorded(entry) for entry in journal.entries(RELEASE, as_known_on)]
    return [one for one in found if contract is None or one.of.contract == contract]


def _recorded(entry: Entry) -> RecordedRelease:
    body = entry.document
    number = int(entry.key.rpartition("/")[2]) if entry.key else entry.seq
    rules = Policy.model_validate_json(body["rules"])
    of = ReleaseOf(body["contract"], body["run"], body["outturns_sha256"], body["invented"], body["files"])
    sheets = tuple(_sheet(name, text, rules) for name, text in body["sheets"].items())
    return RecordedRelease(number, of, body["policy"], entry.recorded_by, entry.recorded_at, Past(number, sheets))


def _sheet_text(shown: Shown) -> str:
    """One sheet as a line of JSON: a ledger of many releases has to stay small."""
    cells = [[*cell.place[:2], *map(str, cell.place[2:]), *cell.counts] for cell in shown.sheet.cells]
    lines = [_line(*pair) for pair in zip(shown.sheet.figures, shown.shown, strict=True)]
    return json.dumps(
        {"grid": shown.sheet.grid, "cells": cells, "figures": lines}, ensure_ascii=False, separators=(",", ":")
    )


def _line(figure: Figure, shown: Protected) -> list[Any]:
    days = [figure.period.start.isoformat(), figure.period.end.isoformat()]
    rate = None if shown.rate is None else f"{shown.rate.numerator}/{shown.rate.denominator}"
    hidden = [[one.part.value, one.why] for one in shown.hidden]
    return [
        [figure.span.value, *days, figure.provider, figure.segment, figure.definition],
        [*figure.counts, *figure.spare],
        list(figure.cells),
        [shown.numerator, shown.denominator, rate, hidden],
    ]


def _sheet(indicator: str, text: str, rules: Policy) -> Shown:
    said = json.loads(text)
    cells = tuple(
        BaseCell(Place(provider, piece, date.fromisoformat(start), date.fromisoformat(end)), Counts(*counts))
        for provider, piece, start, end, *counts in said["cells"]
    )
    pairs = [_figure(line) for line in said["figures"]]
    figures: Sequence[Figure] = [figure for figure, _ in pairs]
    sheet = Sheet(indicator, cells, tuple(figures), said["grid"])
    return Shown(sheet, tuple(shown for _, shown in pairs), rules, is_new=False)


def _figure(line: Sequence[Any]) -> tuple[Figure, Protected]:
    (span, start, end, provider, segment, definition), counts, cells, (numerator, denominator, rate, hidden) = line
    period = Period(date.fromisoformat(start), date.fromisoformat(end))
    exact, spare = Counts(*counts[:2]), Counts(*counts[2:])
    figure = Figure(Span(span), period, provider, segment, definition, exact, tuple(cells), spare)
    parts = tuple(Hidden(Part(part), why) for part, why in hidden)
    return figure, Protected(numerator, denominator, Fraction(rate) if rate else None, parts)
