"""One record has one row: rows with one key that differ are none of them used, copies of a row count once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from evenlode.data.sent.hits import Hit
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.saying import listed, rows_said, shown
from evenlode.data.sent.sheet import Mask, Places, Sheet
from evenlode.problems import Level

RANK = 110
TOGETHER = True


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """KEY.DUPLICATE, rejected where rows differ and a warning where they are copies; the message tells the first."""
    named = next((key for key in sheet.form.keys if sheet.has(*key)), None)
    if named is None:
        return
    places = _repeated(sheet, [*named, *sheet.sent_of(sheet.form.within)], sound)
    if not len(places):
        return
    records = _records(sheet, places)
    starts = np.flatnonzero(np.diff(places[:, 1], prepend=-1))
    conflicting, copies = [], []
    for group in np.split(np.arange(len(places)), starts[1:]):
        rows = places[group, 0]
        if len(set(records[group].tolist())) > 1:
            conflicting.append(rows)
        else:
            copies.append(rows[1:])
    if conflicting:
        yield _conflict(
            sheet, named, min(conflicting, key=lambda rows: int(rows[0])), np.sort(np.concatenate(conflicting))
        )
    if copies:
        said = "The same row is sent more than once; it is counted once"
        yield Hit("KEY.DUPLICATE", Level.WARN, named[0], np.sort(np.concatenate(copies)), said, "None needed")


def copies_of(sheet: Sheet, hit: Hit) -> Places:
    """The rows that a receiver leaves out because the same row came before; none for any other hit."""
    return hit.places if hit.rule == "KEY.DUPLICATE" and hit.level is Level.WARN else hit.places[:0]


def _repeated(sheet: Sheet, names: list[str], sound: Mask) -> Places:
    """Rows that share their key with another, as (place, key), by key and then by place."""
    key = sheet.key(names)
    which = key.which
    if len(key.dictionary) == len(sheet):
        return np.zeros((0, 2), dtype=np.int64)
    usable = np.flatnonzero(sound & (which >= 0))
    often = np.bincount(which[usable], minlength=len(key.dictionary)) > 1
    found = usable[often[which[usable]]]
    order = np.argsort(which[found], kind="stable")
    return np.stack([found[order], which[found][order]], axis=1).astype(np.int64)


def _records(sheet: Sheet, places: Places) -> Places:
    """For each repeated row a number that is the same where everything that was sent is the same."""
    columns = [sheet.distinct(name).which[places[:, 0]] for name in sheet.sent_as]
    return np.unique(np.stack(columns), axis=1, return_inverse=True)[1].ravel().astype(np.int64)


def _conflict(sheet: Sheet, named: tuple[str, ...], rows: Places, places: Places) -> Hit:
    first, second = int(rows[0]), int(rows[1])
    differ = [name for name in sheet.sent_as if len({sheet.at(name, int(place)) for place in rows}) > 1]
    who = listed([f"{sheet.sent_as[name]} {shown(sheet.at(name, first))}" for name in named])
    lines = rows_said([int(line) for line in sheet.lines[rows]])
    said = f"{who} is on {lines} with different {listed([sheet.sent_as[name] for name in differ])}"
    neither = "neither row is used" if len(rows) == 2 else "none of the rows is used"
    fix = f"Keep one row per {sheet.form.row}; {neither}"
    return Hit("KEY.DUPLICATE", Level.REJECT_RECORD, named[0], places, said, fix, second)
