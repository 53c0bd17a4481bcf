"""A cell that must say something says something."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.data.sent.form import Must
from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.sheet import Mask, Sheet
from evenlode.problems import Level

RANK = 20
TOGETHER = False


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """VALUE.MISSING for each column that has blanks and may not."""
    filled = [column.name for column in sheet.form.columns if column.must is Must.FILLED]
    for name in sheet.sent_of([*sheet.sent_of(sheet.form.either)[:1], *filled]):
        blank = sheet.blank(name)
        if blank.any():
            said, fix = f"{name} is blank", "Fill it in, or leave the row out"
            yield Hit("VALUE.MISSING", Level.REJECT_RECORD, name, places_of(blank), said, fix)
