"""A code is one of its list; a code that lost its leading zero gets it back."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.data.sent.form import SentColumn
from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.lists import SentList
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.saying import counted, first_of, quoted
from evenlode.data.sent.sheet import Mask, Sheet
from evenlode.problems import Level

RANK = 30
TOGETHER = False


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """CODE.LIST for each column with other values, all of them in one hit; CODE.REPAIRED where a zero came back."""
    for column in sheet.form.columns:
        if column.codes and sheet.has(column.name):
            yield from _of_column(sheet, column, column.codes)


def _of_column(sheet: Sheet, column: SentColumn, codes: SentList) -> Iterator[Hit]:
    found = sheet.distinct(column.name)
    strange = sorted(text for text in found.values if not codes.has(text))
    if strange:
        places = places_of(found.rows_where(lambda text: not codes.has(text)))
        are = "is not a code" if len(strange) == 1 else "are not codes"
        said = f"{first_of([quoted(text) for text in strange])} {are} of the {codes.name} list"
        said = f"{said} ({codes} as configured); {counted(len(places), 'row')}"
        fix = "Use a listed code; list and version shown"
        yield Hit("CODE.LIST", column.code_level, column.name, places, said, fix)
    mended = found.rows_where(lambda text: codes.has(text) and codes.mended(text) != text)
    if mended.any():
        said, fix = "The code came without its leading zero; it was put back", "Send the code as text"
        yield Hit("CODE.REPAIRED", Level.ACCEPT, column.name, places_of(mended), said, fix)
