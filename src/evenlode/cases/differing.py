"""A difference: one thing that did not come out as a case expects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that did not come out as the case expects. because: the sentence that came with what did."""

    of: str
    field: str
    expected: str
    got: str
    because: str = ""

    def __str__(self) -> str:
        why = f" ({self.because})" if self.because else ""
        return f"{self.of}: {self.field}: expected {self.expected}, got {self.got}{why}"
