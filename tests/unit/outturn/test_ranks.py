"""Ranks: of a unit's rows in one period only those of the highest rank count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
import pytest

from evenlode.data.months import month_number
from evenlode.data.questions import Question
from evenlode.measures.counted import COLUMNS, Counted, Measured, Nature
from evenlode.outturn import outturns
from evenlode.results import EVERYONE, Grain, Outturn, Period
from evenlode.terms.text_table import read_text_table
from tests.engines.rows import YEARS, answer, definition, figures, one, small_store

REVIEWS = """
    day        | numerator | denominator | missing | untimed | rank
    2017-10-05 | 1         | 1           | 0       | 0       | 5
    2017-10-25 | 0         | 1           | 0       | 0       | 25
    2017-11-10 | 1         | 1           | 0       | 0       | 41
    2018-02-01 | 0         | 0           | 1       | 0       | 124
    2018-08-01 | 0         | 0           | 0       | 1       | 305
    """


def counted(text: str, **changes: Any) -> list[Outturn]:
    """The outturns of events of one person, given row by row."""
    of = definition(grain=Grain.MONTH, **changes)
    rows = [_row(row) for row in read_text_table(text)]
    with small_store() as store:
        given = Question(lambda store: ibis.memtable(rows, columns=COLUMNS))
        measured = Measured(of, of.version, Nature.EVENT, given)
        return outturns(Counted(store, (measured,)), [of], YEARS, Period(YEARS[0].start, YEARS[-1].end), None)


def _row(given: Any) -> tuple[object, ...]:
    month = month_number(date.fromisoformat(given["day"]))
    shown = ("tested", given.get("unit", "1"), "1", EVERYONE, EVERYONE, month, month)
    return (*shown, *(int(given[name]) for name in ("numerator", "denominator", "missing", "untimed", "rank")))


def of_year(found: Sequence[Outturn]) -> tuple[int | None, ...]:
    return answer(one(found, Grain.CONTRACT_YEAR, "2018-09-30"))


def test_the_latest_event_of_a_period_decides() -> None:
    found = counted(REVIEWS)
    assert figures(found, Grain.MONTH) == {
        "2017-10-31": "0/1",
        "2017-11-30": "1/1",
        "2018-02-28": "0/0",
        "2018-08-31": "0/0",
    }
    assert figures(found, Grain.QUARTER)["2017-12-31"] == "1/1"
    assert of_year(found) == (0, 0, 0, 0, 1)
    assert answer(one(found, Grain.MONTH, "2018-02-28")) == (0, 0, 1, 1, 0)


def test_without_ranks_all_events_of_a_unit_decide_together() -> None:
    lines = [line.rsplit("|", 1)[0] + ("| rank" if "rank" in line else "| 0") for line in REVIEWS.strip().splitlines()]
    found = counted("\n".join(lines))
    assert figures(found, Grain.MONTH)["2017-10-31"] == "0/1"
    assert figures(found, Grain.QUARTER)["2017-12-31"] == "0/1"
    assert of_year(found) == (0, 1, 1, 0, 1)


@pytest.mark.parametrize(("second", "year"), [("1 | 1", (1, 1, 1, 0, 0)), ("0 | 1", (0, 1, 1, 0, 0))])
def test_events_of_the_same_rank_decide_together(second: str, year: tuple[int, ...]) -> None:
    same_day = f"""
        day        | numerator | denominator | missing | untimed | rank
        2017-11-10 | 0         | 1           | 0       | 0       | 40
        2017-12-10 | 1         | 1           | 0       | 0       | 71
        2017-12-10 | {second}                | 0       | 0       | 71
        """
    assert of_year(counted(same_day)) == year


def test_each_unit_has_its_own_latest_event() -> None:
    two = """
        unit | day        | numerator | denominator | missing | untimed | rank
        1    | 2017-11-10 | 1         | 1           | 0       | 0       | 40
        2    | 2017-12-10 | 0         | 1           | 0       | 0       | 71
        """
    assert of_year(counted(two)) == (1, 2, 2, 0, 0)
