"""One NHS number is one person's: two people of a provider's month with the same one are told, and both stay."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from evenlode.data.sent.form import Kind
from evenlode.data.sent.hits import Hit
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.rules.nhs_number import is_placeholder
from evenlode.data.sent.sheet import Mask, Sheet
from evenlode.problems import Level

RANK = 115
TOGETHER = True

_FIX = "Give the right one of them the number, or join the two records at source; the number is never printed"


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """ID.NHS_SHARED, a warning: which of the people has the right number nobody can tell from here.

    People are told apart by the first of the table's keys that was sent. A placeholder is nobody's number.
    """
    owner = next((key for key in sheet.form.keys if sheet.has(*key)), None)
    numbers = [one.name for one in sheet.form.columns if one.kind is Kind.NHS_NUMBER and sheet.has(one.name)]
    if owner is None or not numbers:
        return
    found = sheet.distinct(numbers[0])
    if len(found.dictionary) == int((found.which >= 0).sum()):
        return  # no number comes twice
    within = sheet.sent_of(sheet.form.within)
    number, whose = sheet.key([numbers[0], *within]), sheet.key([*owner, *within])
    known = sound & (number.which >= 0) & (whose.which >= 0) & ~found.rows_where(is_placeholder)
    rows = np.flatnonzero(known)
    people = len(whose.dictionary) + 1
    pairs = np.unique(number.which[rows] * people + whose.which[rows]) // people
    shared = np.flatnonzero(np.bincount(pairs, minlength=1) > 1)
    places = rows[np.isin(number.which[rows], shared)].astype(np.int64)
    if len(places):
        ends = sheet.at(numbers[0], int(places[0]))[-2:]
        said = f"The NHS number ending ..{ends} is that of several people"
        yield Hit("ID.NHS_SHARED", Level.WARN, numbers[0], places, said, _FIX)
