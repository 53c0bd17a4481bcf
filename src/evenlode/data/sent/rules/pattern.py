"""Text that has one shape has that shape, as a financial year does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.saying import first_of, quoted
from evenlode.data.sent.sheet import Mask, Sheet
from evenlode.problems import Level

RANK = 35
TOGETHER = False


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """VALUE.FORMAT for each column with other text in it."""
    for column in sheet.form.columns:
        if column.pattern and sheet.has(column.name):
            found = sheet.distinct(column.name)
            strange = {text for text in found.values if not re.fullmatch(column.pattern, text)}
            if strange:
                places = places_of(found.rows_where(strange.__contains__))
                said = f"{first_of([quoted(text) for text in sorted(strange)])} is not written like {column.like}"
                fix = f"Write it like {column.like}"
                yield Hit("VALUE.FORMAT", Level.REJECT_RECORD, column.name, places, said, fix)
