"""ICD-10 chapter V by block, from the primary diagnosis. Source: business case 2013, section 7."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from evenlode.population.schemes.known import NOT_KNOWN, Known

SINCE = date(1992, 1, 1)
NEEDS_MAPPING = False
OUTSIDE = "outside chapter V"
_LAST = {0: 9, 10: 19, 20: 29, 30: 39, 40: 48, 50: 59, 60: 69, 70: 79, 80: 89, 90: 98, 99: 99}


def category(one: Known, mapping: Mapping[str, str]) -> str:
    """The block of the diagnosis, for example F20-F29; F49 is in none of them."""
    if not one.primary_dx:
        return NOT_KNOWN
    found = re.match(r"F(\d\d)", one.primary_dx.strip().upper().replace(".", ""))
    if not found:
        return OUTSIDE
    number = int(found[1])
    first = max(start for start in _LAST if start <= number)
    if number > _LAST[first]:
        return OUTSIDE
    return f"F{first:02d}" if first == _LAST[first] else f"F{first:02d}-F{_LAST[first]:02d}"
