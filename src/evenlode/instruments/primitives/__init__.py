"""The four scoring primitives, one a file, found by name: each has a function `figure` over the valid answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenlode.instruments.form import Primitive
    from evenlode.instruments.scoring import Scoring

    Make = Callable[[Sequence[int], Scoring], Fraction | str]


@cache
def find(primitive: Primitive) -> Make:
    """The function of a primitive: valid answers, the right way round and at least one, in; one figure out."""
    made: Make = import_module(f"{__name__}.{primitive.value.replace(' ', '_')}").figure
    return made
