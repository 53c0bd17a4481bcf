"""A score as an exact number, whatever it comes as: a float that stands for 9.4 is 9.4."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from numbers import Integral

Number = int | Decimal | Fraction | float | str
"""What a score may come as."""

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_FINEST = 1_000_000


def exact(value: object) -> Fraction | None:
    """The exact ratio; None for anything that is no finite number, True and False among them.

    A score is a ratio of small numbers. So a float is read as the nearest ratio with a denominator of at most a
    million: 0.1 + 0.2 is 3/10, and the float nearest to 160/17 is 160/17. No cut-off is missed by a last bit.
    """
    match value:
        case bool() | None:
            return None
        case Fraction():
            return value
        case Decimal():
            return Fraction(value) if value.is_finite() else None
        case float():
            return Fraction(value).limit_denominator(_FINEST) if math.isfinite(value) else None
        case Integral():
            return Fraction(int(value))
        case str():
            return Fraction(value.strip()) if _NUMBER.fullmatch(value.strip()) else None
        case _:
            return None
