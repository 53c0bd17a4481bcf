"""A time of day is written as 14:05 or 14:05:30. Any other is not known, and what hangs on it counts as untimed."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.data.sent.form import Kind
from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.saying import quoted
from evenlode.data.sent.sheet import Mask, Sheet
from evenlode.data.sent.times import seconds_in
from evenlode.problems import Level

RANK = 15
TOGETHER = False


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """TIME.FORMAT for each column of times with something else in it; the message tells the first."""
    for column in sheet.form.columns:
        if column.kind is Kind.TIME and sheet.has(column.name):
            rows = sheet.distinct(column.name).rows_where(lambda text: seconds_in(text) is None)
            if rows.any():
                places = places_of(rows)
                said = f"{quoted(sheet.at(column.name, int(places[0])))} is no time of day; it is taken as not known"
                fix = "Write the time as 14:05 or 14:05:30"
                yield Hit("TIME.FORMAT", Level.WARN, column.name, places, said, fix)
