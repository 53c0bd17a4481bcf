"""Outturns as JSON values and back, without loss: the form in which the journal keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from evenlode.results import Grain, Kind, Outturn, Period, Source


def to_json(outturn: Outturn) -> dict[str, Any]:
    """The outturn as text and whole numbers."""
    return {
        "indicator": outturn.indicator,
        "definition": outturn.definition,
        "kind": outturn.kind.value,
        "grain": outturn.grain.value,
        "start": outturn.period.start.isoformat(),
        "end": outturn.period.end.isoformat(),
        "provider": outturn.provider,
        "segment": outturn.segment,
        "stratum": outturn.stratum,
        "numerator": outturn.numerator,
        "denominator": outturn.denominator,
        "value": outturn.value,
        "eligible": outturn.eligible,
        "missing": outturn.missing,
        "untimed": outturn.untimed,
        "source": outturn.source.value,
        "as_known_on": outturn.as_known_on.isoformat() if outturn.as_known_on else None,
    }


def from_json(said: Mapping[str, Any]) -> Outturn:
    """The outturn that `to_json` gave."""
    same = ("indicator", "definition", "provider", "segment", "stratum")
    figures = ("numerator", "denominator", "value", "eligible", "missing", "untimed")
    return Outturn(
        **{name: said[name] for name in (*same, *figures)},
        kind=Kind(said["kind"]),
        grain=Grain(said["grain"]),
        period=Period(date.fromisoformat(said["start"]), date.fromisoformat(said["end"])),
        source=Source(said["source"]),
        as_known_on=date.fromisoformat(said["as_known_on"]) if said["as_known_on"] else None,
    )
