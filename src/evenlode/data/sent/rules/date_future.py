"""Nothing was observed after the period that the manifest names. Without a period nothing can be said."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.saying import sentence_case
from evenlode.data.sent.sheet import Mask, Sheet
from evenlode.problems import Level

RANK = 60
TOGETHER = False


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """DATE.FUTURE for each column of observed days; the message tells the first."""
    if manifest.period is None:
        return
    for column in sheet.form.columns:
        if column.observed and sheet.has(column.name):
            days = sheet.days(column.name)
            late = days > np.datetime64(manifest.period.end, "D")
            if late.any():
                places = places_of(late)
                said = f"{sentence_case(column.said)} {days[places[0]]} is after period end {manifest.period.end}"
                fix = "Correct, or send in the right period"
                yield Hit("DATE.FUTURE", Level.REJECT_RECORD, column.name, places, said, fix)
