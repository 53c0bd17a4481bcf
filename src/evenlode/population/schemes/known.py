"""What a scheme is asked of: what is known of one person on a day, and what every scheme's file must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

NOT_KNOWN = "not known"
"""The category of somebody of whom nothing is known that the scheme asks."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person on a day; None where it is not.

    honos_cluster: the code in force. primary_dx: the latest primary diagnosis, an ICD-10 code. age: in whole years.
    """

    honos_cluster: str | None = None
    primary_dx: str | None = None
    age: int | None = None


class Scheme(Protocol):
    """What a scheme's file must hold, beside a docstring whose first line says how it divides people."""

    SINCE: date
    """The first day on which the scheme existed."""
    NEEDS_MAPPING: bool
    """Whether a user has to load which HoNOS cluster or diagnosis block goes where."""

    def category(self, one: Known, mapping: Mapping[str, str]) -> str:
        """The person's category. mapping: a HoNOS cluster (04) or diagnosis block (F20) to its category, where used."""


def mapped(one: Known, mapping: Mapping[str, str]) -> str:
    """The category that a mapping gives: by the HoNOS cluster first, then by the diagnosis block."""
    block = (one.primary_dx or "").strip().upper().replace(".", "")[:3]
    by_cluster = mapping.get((one.honos_cluster or "").zfill(2)) if one.honos_cluster else None
    return by_cluster or mapping.get(block) or NOT_KNOWN
