"""Supplied figures in the journal: each file once; a later figure takes an earlier one's place and erases nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from evenlode.data.supplied.supplied import Audited, PublishedJudgement, Supplied
from evenlode.payment import Supplied as Beside
from evenlode.problems import refuse
from evenlode.records import beside_json
from evenlode.records.journal import Journal
from evenlode.records.outturn_json import from_json, to_json
from evenlode.results import HeadCount, Outturn, Period, Status, latest

KIND = "supply"


@dataclass(frozen=True, slots=True)
class SupplyReceipt:
    """The number of the entry that holds the file, when it was recorded, and whether this call recorded it."""

    seq: int
    recorded_at: str
    is_new: bool


def record_supply(
    journal: Journal, supplied: Supplied, received: date, by: str, at: datetime | None = None
) -> SupplyReceipt:
    """Keep what a file gave. The same bytes a second time, under whatever name, change nothing.

    Raises a Refusal where real outturns and invented figures would come to stand side by side.
    """
    with journal.writing():
        known = journal.find(KIND, supplied.sha256)
        if known:
            return SupplyReceipt(known.seq, known.recorded_at, is_new=False)
        _never_mixed(journal, supplied)
        entry = journal.append(KIND, _body(supplied, received), supplied.sha256, by=by, at=at)
    return SupplyReceipt(entry.seq, entry.recorded_at, is_new=True)


def supplied_outturns(journal: Journal, as_known_on: date | None = None) -> list[Outturn]:
    """The supplied outturns in force, by key: of two with the same key, the one that was recorded later."""
    return latest(_outturns(journal, "outturns", as_known_on))


def supplied_benchmarks(journal: Journal, as_known_on: date | None = None) -> list[Outturn]:
    """The official figures that stand beside indicators, by key, the later recorded in the earlier one's place."""
    return latest(_outturns(journal, "benchmarks", as_known_on))


def supplied_judgements(journal: Journal, as_known_on: date | None = None) -> list[PublishedJudgement]:
    """The published judgements in force, by indicator and year, the later recorded in the earlier one's place."""
    said = (one for body in _bodies(journal, as_known_on) for one in body["judgements"])
    found = {judgement.key: judgement for judgement in map(_judgement_from_json, said)}
    return [found[key] for key in sorted(found)]


def supplied_audited(journal: Journal, as_known_on: date | None = None) -> list[Audited]:
    """The audited costs in force by year: of two files about a year, the one that was recorded later speaks alone."""
    said = (one for body in _bodies(journal, as_known_on) for one in body.get("audited", ()))
    found = {audited.year: audited for audited in map(_audited_from_json, said)}
    return [found[year] for year in sorted(found)]


def supplied_heads(journal: Journal, as_known_on: date | None = None) -> list[HeadCount]:
    """The head counts in force by month and segment, the later recorded in the earlier one's place."""
    said = (body["heads"] for body in _bodies(journal, as_known_on) if "heads" in body)
    counts = (count for one in said for count in beside_json.from_json(one).heads)
    found = {(count.month, count.segment): count for count in counts}
    return [found[key] for key in sorted(found)]


def is_invented(journal: Journal, as_known_on: date | None = None) -> bool:
    """True where any supplied file is invented. Invented files and real outturns never come together."""
    return any(body["invented"] for body in _bodies(journal, as_known_on))


def _bodies(journal: Journal, as_known_on: date | None) -> list[dict[str, Any]]:
    return [entry.document for entry in journal.entries(KIND, as_known_on)]


def _outturns(journal: Journal, which: str, as_known_on: date | None) -> list[Outturn]:
    return [from_json(one) for body in _bodies(journal, as_known_on) for one in body[which]]


def _never_mixed(journal: Journal, supplied: Supplied) -> None:
    """Real benchmarks and published judgements may stand beside invented outturns; real figures that pay may not."""
    pays = supplied.outturns or supplied.audited or supplied.heads
    for entry in journal.entries(KIND):
        body = entry.document
        paid = body["outturns"] or body.get("audited") or body.get("heads")
        meets_real = supplied.invented and not body["invented"] and paid
        meets_invented = body["invented"] and not supplied.invented and pays
        if meets_real or meets_invented:
            new, old = ("invented", "real") if supplied.invented else ("real", "invented")
            message = f"the figures are {new}, and entry {entry.seq} holds {old} ones; they never stand side by side"
            raise refuse("INVENTED.MIX", message, "Use another workspace", file=supplied.file)


def _body(supplied: Supplied, received: date) -> dict[str, Any]:
    """What an entry says; audited costs and head counts have a place in it where there are any."""
    body: dict[str, Any] = {
        "file": supplied.file,
        "form": supplied.form,
        "sha256": supplied.sha256,
        "received": received.isoformat(),
        "invented": supplied.invented,
        "outturns": [to_json(outturn) for outturn in supplied.outturns],
        "benchmarks": [to_json(outturn) for outturn in supplied.benchmarks],
        "judgements": [_judgement_to_json(judgement) for judgement in supplied.judgements],
    }
    if supplied.audited:
        body["audited"] = [_audited_to_json(audited) for audited in supplied.audited]
    if supplied.heads:
        body["heads"] = beside_json.to_json(Beside(heads=supplied.heads))
    return body


def _audited_to_json(audited: Audited) -> dict[str, Any]:
    year = {"start": audited.year.start.isoformat(), "end": audited.year.end.isoformat()}
    return {**year, **beside_json.to_json(Beside(costs=audited.costs, suspense=audited.suspense))}


def _audited_from_json(said: Mapping[str, Any]) -> Audited:
    beside = beside_json.from_json(said)
    year = Period(date.fromisoformat(said["start"]), date.fromisoformat(said["end"]))
    return Audited(year, beside.costs, beside.suspense)


def _judgement_to_json(judgement: PublishedJudgement) -> dict[str, Any]:
    return {
        "indicator": judgement.indicator,
        "start": judgement.period.start.isoformat(),
        "end": judgement.period.end.isoformat(),
        "status": judgement.status.value,
        "reference": judgement.reference,
        "target_as_printed": judgement.target_as_printed,
        "note": judgement.note,
    }


def _judgement_from_json(said: Mapping[str, Any]) -> PublishedJudgement:
    return PublishedJudgement(
        indicator=said["indicator"],
        period=Period(date.fromisoformat(said["start"]), date.fromisoformat(said["end"])),
        status=Status(said["status"]),
        reference=said["reference"],
        target_as_printed=said["target_as_printed"],
        note=said["note"],
    )
