"""Confirmations of scope in the journal: who read who counts, for which period, and what it said word for word."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from evenlode.payment.statement import canonical
from evenlode.records.journal import Journal
from evenlode.results import Period

KIND = "scope confirmation"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One person's confirmation of a contract's scope for a period. readings: each decision by its name, as read."""

    seq: int
    period: Period
    by: str
    on: date
    readings: Mapping[str, str]


def record_confirmation(
    journal: Journal,
    contract: str,
    period: Period,
    readings: Mapping[str, str],
    on: date,
    by: str,
    at: datetime | None = None,
) -> Confirmation:
    """Keep a confirmation. Raises a Refusal where the same person has confirmed the same readings already."""
    body = {
        "contract": contract,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "on": on.isoformat(),
        "readings": dict(readings),
    }
    digest = hashlib.sha256(canonical({"by": by, "readings": dict(readings)})).hexdigest()
    entry = journal.append(KIND, body, f"{contract}/{period.start}/{digest}", by=by, at=at)
    return Confirmation(entry.seq, period, by, on, MappingProxyType(dict(readings)))


def confirmations(journal: Journal, contract: str) -> list[Confirmation]:
    """Every confirmation of a contract's scope, the first first."""
    return [
        Confirmation(
            entry.seq,
            Period(date.fromisoformat(body["start"]), date.fromisoformat(body["end"])),
            entry.recorded_by,
            date.fromisoformat(body["on"]),
            MappingProxyType(dict(body["readings"])),
        )
        for entry in journal.entries(KIND)
        for body in [entry.document]
        if body["contract"] == contract
    ]
