"""A definition: one dated version of how an indicator is measured, as the rows' side needs it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from evenlode.results import Grain, Kind, Period, Polarity
from evenlode.terms.forms.outcome import Annual


@dataclass(frozen=True, slots=True)
class Definition:
    """How one indicator or local quality standard is measured while this version is in force.

    indicator: its slug, or the standard's. in_force: the days of this version inside the contract's term.
    parameters: what stands under `with`, as text; the measure's own form reads and checks it.
    segments: the contract's segments whose people count (any of them); empty for everybody in the data.
    provider: 'all', or 'lead provider' where only the lead provider's rows count.
    """

    indicator: str
    code: str
    title: str
    measure: str
    parameters: Mapping[str, Any]
    in_force: Period
    kind: Kind
    grain: Grain
    annual: Annual
    segments: tuple[str, ...]
    provider: Literal["all", "lead provider"]
    polarity: Polarity

    @property
    def version(self) -> str:
        """'2015-10-01 1a2b3c4d': its first day and a hash of what it counts, the same wherever it is read."""
        said = {
            "measure": self.measure,
            "with": self.parameters,
            "segments": self.segments,
            "provider": self.provider,
            "grain": self.grain,
            "annual": self.annual,
        }
        digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
        return f"{self.in_force.start.isoformat()} {digest[:8]}"

    def in_span(self, span: Period) -> bool:
        """True where some day of the span falls under this version."""
        return self.in_force.start <= span.end and span.start <= self.in_force.end
