"""The maturity index: the printed example, and a received store by provider and month."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.data.maturity import ITEMS, maturity_index, say_index, say_scores
from evenlode.data.quality import quality, quality_findings
from evenlode.data.received import receive
from evenlode.problems import Refusal


def test_the_printed_example() -> None:
    scores = [Fraction(1)] * 9 + [Fraction(7, 10), Fraction(0), Fraction(0)]
    assert sum(scores) == Fraction(97, 10)
    assert say_index(maturity_index(scores, 7, 12)) == "47.2"
    assert say_index(maturity_index(scores, 12, 12)) == "80.8"
    assert maturity_index([], 7, 12) == maturity_index(scores, 0, 0) == 0
    assert len(ITEMS) == 12


def sent(folder: Path, name: str, **tables: str) -> Path:
    place = folder / name
    place.mkdir()
    for table, text in tables.items():
        (place / f"{table}.csv").write_text(text + "\n", encoding="utf-8")
    return place


def test_a_store_by_provider_and_month_the_latest_submission_counting(tmp_path: Path) -> None:
    people = "Person_ID,PersonBirthDate,Gender,EthnicCategory"
    first = sent(tmp_path, "a", MHS001=f"{people}\nP1,1980-01-15,1,A\nP2,1980-01-15,,99")
    again = sent(tmp_path, "b", MHS001=f"{people}\nP1,1980-01-15,1,A\nP2,1980-01-15,2,Z")
    third = sent(tmp_path, "c", MHS001=f"{people}\nP1,1980-01-15,1,A")
    store = tmp_path / "store"
    for folder, month, on in ((first, "2016-03", 1), (again, "2016-03", 2), (third, "2016-05", 3)):
        receive([folder], store, provider="lead-provider", month=month, received_on=date(2016, 6, on))

    whole, march, april, may = quality(store)
    assert [one.month for one in (whole, march, april, may)] == [None, 12 * 2016 + 2, 12 * 2016 + 3, 12 * 2016 + 4]
    # birth month, gender, ethnicity and commissioner of people are the items sent; nobody's commissioner was
    assert march.scores == {0: 1, 1: 1, 2: Fraction(1, 2), 3: 0}
    assert (may.scores, april.scores) == ({0: 1, 1: 1, 2: 1, 3: 0}, {})
    assert [say_index(one.index) for one in (march, april, may)] == ["62.5", "0.0", "75.0"]
    assert (whole.months, whole.expected, say_scores(whole)) == (2, 3, "2.7 of 4")
    assert whole.index == maturity_index([Fraction(1), Fraction(1), Fraction(2, 3), Fraction(0)], 2, 3)
    (finding,) = quality_findings(store)
    assert "index of lead-provider: 44.4 of 100. Item scores 2.7 of 4, months 2 of 3" in finding.message

    before = quality(store, as_known_on=date(2016, 6, 1))
    assert [one.scores[1] for one in before] == [Fraction(1, 2), Fraction(1, 2)]


def test_where_nothing_says_what_came_when_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        quality(tmp_path)
    (tmp_path / "manifest.json").write_text(
        '{"invented": true, "data_to": "2018-09-30", "tables": {}}', encoding="utf-8"
    )
    assert quality(tmp_path) == []
