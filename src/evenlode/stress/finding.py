"""Finding: what one scenario found for one contract, in figures, in pounds and in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from evenlode.money import Pence


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: of what, in words, and what it comes to in pounds, where it is about money.

    value: the figure itself, where it is a number.
    """

    of: str
    said: str
    value: float | None = None
    pounds: Pence | None = None


class Found(NamedTuple):
    """What a scenario gives.

    sentence: for a board. figures: by indicator or by case. pounds: what it comes to in the contract year, lowest and
    highest over the stated assumptions; None where it is no money. not_estimable: why nothing can be said.
    """

    sentence: str
    figures: tuple[Figure, ...] = ()
    pounds: tuple[Pence, Pence] | None = None
    not_estimable: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a scenario found, under its name. See Found and Scenario."""

    code: str
    title: str
    family: str
    formula: str
    source: str
    sentence: str
    figures: tuple[Figure, ...] = ()
    pounds: tuple[Pence, Pence] | None = None
    not_estimable: str | None = None
