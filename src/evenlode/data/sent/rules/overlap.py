"""Two different things are not in force for one person at once, as HoNOS clusters may not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from evenlode.data.sent.form import Overlap
from evenlode.data.sent.hits import Hit
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.saying import sentence_case, shown
from evenlode.data.sent.sheet import Mask, Places, Sheet
from evenlode.problems import Level

RANK = 120
TOGETHER = True

Days = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row in force: from its first to its last day, None while it lasts."""

    place: int
    first: date
    last: date | None
    differs: str


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """XREC.OVERLAP: the later of two rows is left out. Both are named, and the message tells the first pair.

    An earlier row without an end is no fault: the next one ends it. Of two that start together the lower code stays,
    since no order of arrival is known and the same rows must always give the same answer.
    """
    form = sheet.form.overlap
    if form is None or not sheet.has(form.of[0], form.start, form.end, form.differs):
        return
    pairs = {
        later.place: (later, earlier) for rows in _by_owner(sheet, form, sound) for later, earlier in clashing(rows)
    }
    if pairs:
        message, fix = _said(sheet, form, *pairs[min(pairs)])
        places = np.array(sorted(pairs), dtype=np.int64)
        beside = np.array(sorted({earlier.place for _, earlier in pairs.values()}), dtype=np.int64)
        yield Hit("XREC.OVERLAP", Level.REJECT_RECORD, form.start, places, message, fix, beside=beside)


def clashing(rows: list[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """(later, earlier) of one owner's rows, given in the order of their start and code; in one pass.

    Of the rows that started before, only two can matter: the one that lasts longest, and the one that lasts longest of
    those with another code than that.
    """
    longest: list[_Row] = []
    for _, together in groupby(rows, key=lambda row: row.first):
        started = list(together)
        for row in started:
            before = (one for one in longest if one.differs != row.differs and one.last and one.last >= row.first)
            earlier = next(before, started[0] if started[0].differs != row.differs else None)
            if earlier:
                yield row, earlier
        longest = _two_longest([*longest, *started])


def _two_longest(rows: list[_Row]) -> list[_Row]:
    ended = sorted((row for row in rows if row.last), key=lambda row: (row.last, row.differs), reverse=True)
    other = next((row for row in ended if row.differs != ended[0].differs), None)
    return [*ended[:1], *([other] if other else [])]


def _by_owner(sheet: Sheet, form: Overlap, sound: Mask) -> Iterator[list[_Row]]:
    """The rows of each owner who has more than one, in the order of their start and code."""
    which = sheet.key(sheet.sent_of(form.of)).which
    starts, ends = sheet.days(form.start), sheet.days(form.end)
    usable = np.flatnonzero(sound & (which >= 0) & ~np.isnat(starts) & ~sheet.blank(form.differs))
    often = np.bincount(which[usable], minlength=1) > 1
    usable = usable[often[which[usable]]]
    usable = usable[np.lexsort((starts[usable], which[usable]))]
    usable = usable[np.isin(which[usable], _may_clash(which[usable], starts[usable], ends[usable]))]
    codes = sheet.form.column(form.differs).codes
    found = sheet.distinct(form.differs)
    rows = [
        (owner, _Row(place, first, last, codes.mended(found.values[code]) if codes else found.values[code]))
        for owner, place, first, last, code in zip(
            *(part.tolist() for part in (which[usable], usable, starts[usable], ends[usable], found.which[usable])),
            strict=True,
        )
    ]
    rows.sort(key=lambda one: (one[0], one[1].first, one[1].differs, one[1].last or date.max))
    for _, owned in groupby(rows, key=lambda one: one[0]):
        yield [row for _, row in owned]


def _may_clash(owner: Places, first: Days, last: Days) -> Places:
    """Owners with a row that starts by the latest stated end of an earlier one, whatever their codes: very few.

    The rows come by owner and start. One running maximum does for all: each owner's days are moved past the last's.
    """
    if not len(owner):
        return owner
    begins = first.astype(np.int64)
    ends = np.where(np.isnat(last), begins, last.astype(np.int64))
    low = min(begins.min(), ends.min())
    span = max(begins.max(), ends.max()) - low + 1
    reached = np.maximum.accumulate((ends - low) + owner * span)
    clash = ((begins - low) + owner * span)[1:] <= reached[:-1]
    return np.unique(owner[1:][clash & (owner[1:] == owner[:-1])])


def _said(sheet: Sheet, form: Overlap, later: _Row, earlier: _Row) -> tuple[str, str]:
    new, old = (shown(sheet.at(form.named, row.place) or row.differs) for row in (later, earlier))
    until = earlier.last or "no end"
    what = f"{sentence_case(form.said)} {new} starts {later.first}"
    message = f"{what} inside {old} ({earlier.first} to {until}) for the same person"
    if later.first == earlier.first:
        return message, "Keep one of the two; both rows are named"
    day_before = later.first - timedelta(days=1)
    return message, f"End {old} the day before {new} starts ({day_before}); both rows are named"
