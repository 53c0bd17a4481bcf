"""Text holds no marks that cannot be printed: they come from a broken export and make equal codes unequal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow.compute as pc

from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.sheet import Mask, Sheet
from evenlode.problems import Level

RANK = 25
TOGETHER = False
_UNPRINTABLE = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]"


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """TYPE.CHARACTERS for each column with such marks."""
    for column in sheet.form.columns:
        if sheet.has(column.name) and _may_hold_any(sheet.text(column.name)):
            found = pc.fill_null(pc.match_substring_regex(sheet.text(column.name), _UNPRINTABLE), False)
            rows = np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)
            if rows.any():
                said, fix = "The cell holds a character that cannot be printed", "Export the column again"
                yield Hit("TYPE.CHARACTERS", Level.WARN, column.name, places_of(rows), said, fix)


def _may_hold_any(column: Any) -> bool:
    """True where such a mark is anywhere among the column's bytes: one look at them all, before one at each cell."""
    data = column.buffers()[-1]
    found = np.frombuffer(data, dtype=np.uint8) if data is not None else np.zeros(0, dtype=np.uint8)
    return bool(((found < 0x20) | (found == 0x7F)).any())
