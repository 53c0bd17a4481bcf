"""The rows of one file that are taken in, beside everything else that came with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenlode.data.received.pseudonyms import Pseudonyms
from evenlode.data.sent.hits import places_of
from evenlode.data.sent.sheet import Distinct, Mask, Sheet
from evenlode.data.sent.validating import CheckedFile
from evenlode.results import Period

PEOPLE = "MHS001"


@dataclass
class Together:
    """Everything that came in one submission: who sent it, for which period, and its sheets by table.

    used: for each file the rows that are taken in.
    """

    provider: str
    period: Period
    sheets: Mapping[str, Sequence[Sheet]]
    used: Mapping[str, Mask]
    pseudonyms: Pseudonyms
    _people: dict[str, Any] = field(default_factory=dict)

    def people(self, sheet: Sheet) -> Any:
        """The pseudonym of the person of every row of a sheet, as its own columns or the rows above it say."""
        if sheet.file not in self._people:
            self._people[sheet.file] = self._resolved(sheet)
        return self._people[sheet.file]

    def _resolved(self, sheet: Sheet) -> Any:
        found: list[Callable[[], Any]] = []
        if sheet.has("Person_ID"):
            found.append(lambda: self.pseudonyms_of(sheet, "Person_ID", "person"))
        if sheet.has("LocalPatientID"):
            found.append(lambda: self._by_local_id(sheet))
        for parent in sheet.form.parents:
            if parent.table != PEOPLE:
                found.append(partial(self.lookup, sheet, parent.table, parent.by[0], self.people))
        return first_of(found, len(sheet))

    def _by_local_id(self, sheet: Sheet) -> Any:
        """By the NHS number that MHS001 has for a provider's own name of a person, else by that name."""
        found: list[Callable[[], Any]] = []
        if sheet.form.name != PEOPLE:
            found.append(lambda: self.lookup(sheet, PEOPLE, "LocalPatientID", self.people))
        elif sheet.has("NHSNumber") and not self.pseudonyms.keeps:
            found.append(lambda: self.pseudonyms_of(sheet, "NHSNumber", "NHS number"))
        found.append(lambda: self.pseudonyms_of(sheet, "LocalPatientID", f"{self.provider}\x1f"))
        return first_of(found, len(sheet))

    def pseudonyms_of(self, sheet: Sheet, column: str, kind: str) -> Any:
        """The pseudonyms of those whom a column of a sheet names in numbers of a kind."""
        found = sheet.distinct(column)
        return spread(found, self.pseudonyms.of_all(found.dictionary, kind))

    def lookup(self, sheet: Sheet, table: str, by: str, told: Callable[[Sheet], Any]) -> Any:
        """For every row of the sheet what `told` says of the first row of a table with the same value in `by`."""
        above = [one for one in self.sheets.get(table, ()) if one.has(by)]
        if not above or not sheet.has(by):
            return pa.nulls(len(sheet), pa.string())
        keys = pa.concat_arrays([one.text(by) for one in above])
        values = [told(one) for one in above]
        one_column = values[0] if len(values) == 1 else pa.concat_arrays([plain(column) for column in values])
        return found_in(sheet, by, keys, one_column)


def together_of(provider: str, period: Period, checked: Sequence[CheckedFile], pseudonyms: Pseudonyms) -> Together:
    """The rows of checked files that are taken in."""
    sheets = defaultdict[str, list[Sheet]](list)
    for one in checked:
        if one.sheet is not None:
            sheets[one.sheet.form.name].append(one.sheet)
    used = {one.file: one.used for one in checked if one.used is not None}
    return Together(provider, period, sheets, used, pseudonyms)


@dataclass
class Rows:
    """The rows of one sheet that are taken in. Every column is as long as they are many."""

    sheet: Sheet
    together: Together

    def __len__(self) -> int:
        return int(self.used.sum())

    @cached_property
    def used(self) -> Mask:
        """Which rows of the sheet they are."""
        return self.together.used[self.sheet.file]

    @cached_property
    def places(self) -> Any:
        """Their places in the sheet; None where all of them are used."""
        return None if self.used.all() else pa.array(places_of(self.used))

    def taken(self, column: Any) -> Any:
        """Of a column of the whole sheet only these rows."""
        return column if self.places is None else column.take(self.places)

    def has(self, column: str) -> bool:
        """True where the column was sent."""
        return self.sheet.has(column)

    def text(self, column: str) -> Any:
        """The column as text; blank where it was not sent. Where values come again and again, as a dictionary."""
        if not self.has(column):
            return self.blank()
        found = self.sheet.distinct(column)
        often = 2 * len(found.dictionary) < len(self.sheet)
        return self.taken(spread(found, found.dictionary) if often else self.sheet.text(column))

    def blank(self) -> Any:
        """A column of text with nothing in it."""
        return pa.nulls(len(self), pa.string())

    def each(self, column: str, told: Callable[[str], Any], kind: Any) -> Any:
        """The column with each different value turned into another, asked once for each; blank where not sent."""
        if not self.has(column):
            return pa.nulls(len(self), kind)
        found = self.sheet.distinct(column)
        return self.taken(spread(found, pa.array([told(text) for text in found.values], kind)))

    def last(self, table: str, by: str, column: str, order: Sequence[str]) -> Any:
        """What the last row by `order` of another table with the same `by` has in the column; blank without one."""
        together = self.together
        above = [one for one in together.sheets.get(table, ()) if one.has(by, order[0])]
        if not above or not self.has(by):
            return self.blank()
        names = (*order, column, by)
        parts = [
            [one.text(name) if one.has(name) else pa.nulls(len(one), pa.string()) for one in above] for name in names
        ]
        rows = pa.table({str(place): pa.concat_arrays(part) for place, part in enumerate(parts)})
        rows = rows.filter(pa.array(np.concatenate([together.used[one.file] for one in above])))
        rows = rows.sort_by([(name, "descending") for name in rows.column_names]).combine_chunks()
        values, keys = (rows[name].combine_chunks() for name in rows.column_names[-2:])
        return self.taken(found_in(self.sheet, by, keys, values))


def found_in(sheet: Sheet, by: str, keys: Any, values: Any) -> Any:
    """For every row of the sheet the value at the first of the keys that is the same as its own."""
    found = sheet.distinct(by)
    place = pc.index_in(found.dictionary, value_set=keys, skip_nulls=True)
    return values.take(place.take(pa.array(found.which, mask=found.which < 0)))


def spread(found: Distinct, each: Any) -> Any:
    """An Arrow array with one value for each different value of a column, as the column of all its rows.

    Text stays a dictionary: whoever writes it need not look for what is the same once more.
    """
    which = pa.array(found.which, mask=found.which < 0)
    if each.type != pa.string() or each.null_count:
        return each.take(which)
    return pa.DictionaryArray.from_arrays(which.cast(pa.int32()), each)


def plain(column: Any) -> Any:
    """A column of text that is no dictionary."""
    return column.dictionary_decode() if isinstance(column, pa.DictionaryArray) else column


def first_of(columns: Sequence[Callable[[], Any]], rows: int) -> Any:
    """The first of several columns that has something in it, row by row; what is not needed is not made."""
    found = pa.nulls(rows, pa.string())
    for made in columns:
        if found.null_count == rows:
            found = made()
        elif found.null_count:
            found = pc.coalesce(plain(found), plain(made()))
    return found
