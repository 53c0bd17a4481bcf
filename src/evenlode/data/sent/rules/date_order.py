"""What ends does not end before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.saying import sentence_case
from evenlode.data.sent.sheet import Mask, Sheet
from evenlode.problems import Level

RANK = 50
TOGETHER = False


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """DATE.ORDER for each pair of dates that some rows have the wrong way round; the message tells the first."""
    for earlier, later in sheet.form.orders:
        if sheet.has(earlier, later):
            first, last = sheet.days(earlier), sheet.days(later)
            wrong = last < first
            if wrong.any():
                places = places_of(wrong)
                at = int(places[0])
                begins, ends = sheet.form.column(earlier).said, sheet.form.column(later).said
                said = f"{sentence_case(ends)} {last[at]} is before {begins} {first[at]}"
                fix = f"Correct one of the two dates, or leave {ends} blank if still open"
                yield Hit("DATE.ORDER", Level.REJECT_RECORD, later, places, said, fix)
