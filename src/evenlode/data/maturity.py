"""Data-quality maturity: how complete and valid a provider's data items are, and for how many months they came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evenlode.data.codes import CODE_LISTS
from evenlode.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class Item:
    """One data item: a column of a table, and the codes that are an answer; any text is one where there are none."""

    table: str
    column: str
    codes: tuple[str, ...] = ()


def _listed(name: str) -> tuple[str, ...]:
    """The codes of a list that say something; 'not known' is no answer."""
    found = CODE_LISTS[name]
    return tuple(code for code in found.codes if code not in (*found.says_nothing, "99"))


ITEMS = (
    Item("people", "birth_month"),
    Item("people", "gender", ("1", "2", "3", "4", "9")),
    Item("people", "ethnicity", tuple("ABCDEFGHJKLMNPRS")),
    Item("people", "commissioner"),
    Item("referrals", "source"),
    Item("referrals", "priority", ("1", "2", "3", "4")),
    Item("referrals", "team_type"),
    Item("contacts", "attendance", ("2", "3", "4", "5", "6", "7")),
    Item("contacts", "mechanism", ("01", "02", "03", "04", "05", "06", "09", "10", "11", "12", "13", "98")),
    Item("accommodation_status", "settled", _listed("settled")),
    Item("employment_status", "code", _listed("employment status")),
    Item("honos_clusters", "code", _listed("HoNOS cluster")),
)
"""The items of the index: twelve that the contract's indicators rest on. The list is ours."""


def maturity_index(item_scores: Sequence[Fraction], sent: int, expected: int) -> Fraction:
    """The mean item score times the coverage, from 0 to 100: scores of 9.7 of 12 and 7 months of 12 give 47.2.

    item_scores: the share of rows with a valid answer, one an item. sent, expected: months. 0 without items.
    Source: NHS Digital, data quality maturity index methodology: mean data item score times dataset coverage.
    """
    if not item_scores or not expected:
        return Fraction(0)
    return sum(item_scores, Fraction(0)) / len(item_scores) * Fraction(sent, expected) * 100


@dataclass(frozen=True, slots=True)
class Quality:
    """One provider, in one month or over all of them.

    valid, rows: of each item that was sent, by its place in ITEMS.

    months: how many months with any of the items came, of how many expected. month: its number; None for all together.
    """

    provider: str
    month: int | None
    valid: Mapping[int, int]
    rows: Mapping[int, int]
    months: int
    expected: int

    @property
    def scores(self) -> dict[int, Fraction]:
        """The share of valid answers of each item that has rows."""
        return {place: Fraction(self.valid[place], rows) for place, rows in self.rows.items() if rows}

    @property
    def index(self) -> Fraction:
        """The maturity index, 0 to 100."""
        return maturity_index(tuple(self.scores.values()), self.months, self.expected)


def say_index(index: Fraction) -> str:
    """The index to one decimal, half up: 47.2."""
    tenths = int(index * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def say_scores(one: Quality) -> str:
    """How the item scores add up: 9.7 of 12."""
    return f"{say_index(sum(one.scores.values(), Fraction(0)))} of {len(one.scores)}"


def finding_of(one: Quality, file: str, fix: str) -> Problem:
    """The index in a sentence, for the list of what was found; file: what it was found in."""
    said = (
        f"Data-quality maturity index of {one.provider}: {say_index(one.index)} of 100. Item scores {say_scores(one)}, "
        f"months {one.months} of {one.expected}"
    )
    return Problem("DATA.MATURITY", Level.ACCEPT, file, None, None, said, fix)


def quality_of(provider: str, tables: Iterable[tuple[str, Any]]) -> Quality | None:
    """The quality of one submission's rows. tables: the name of a table of the store, and rows of it as Arrow.

    None where none of the items is among them.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    valid: dict[int, int] = {}
    total: dict[int, int] = {}
    for table, rows in tables:
        for place, item in enumerate(ITEMS):
            if item.table == table:
                column = rows[item.column]
                answers = pc.is_in(_text(column), value_set=pa.array(item.codes)) if item.codes else pc.is_valid(column)
                valid[place] = valid.get(place, 0) + (pc.sum(answers).as_py() or 0)
                total[place] = total.get(place, 0) + len(rows)
    return Quality(provider, None, valid, total, 1, 1) if total else None


def together(found: Iterable[Quality], months: int, expected: int) -> Quality:
    """Several submissions of one provider as one; months, expected: of all that it sent."""
    every = list(found)
    valid: Counter[int] = Counter()
    rows: Counter[int] = Counter()
    for one in every:
        valid.update(one.valid)
        rows.update(one.rows)
    return Quality(every[0].provider, None, dict(valid), dict(rows), months, expected)


def _text(column: Any) -> Any:
    import pyarrow as pa

    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
