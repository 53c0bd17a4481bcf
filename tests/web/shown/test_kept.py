"""What is kept of a run is what its own report says, and it comes back from disk as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.job import Workspace
from evenlode.results import Period, Status
from evenlode.web.shown import kept
from evenlode.web.shown.plain_json import from_plain, shape_of, to_plain
from tests.web.shown.making import YEAR, copied, made, small, small_twice


@dataclass(frozen=True)
class Inner:
    share: Fraction | None
    days: tuple[Period, ...]


@dataclass(frozen=True)
class Outer:
    name: str
    status: Status
    inner: tuple[Inner, ...]
    pair: tuple[int, str]


@dataclass(frozen=True)
class OuterNow:
    name: str
    status: Status
    inner: tuple[Inner, ...]
    pair: tuple[int, int]


def test_a_value_comes_back_as_it_was() -> None:
    period = Period(date(2017, 10, 1), date(2018, 9, 30))
    value = Outer("a", Status.PARTIAL, (Inner(Fraction(2, 3), (period,)), Inner(None, ())), (1, "b"))
    assert from_plain(Outer, json.loads(json.dumps(to_plain(value)))) == value


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain form"):
        to_plain({1, 2})


def test_another_form_has_another_shape() -> None:
    assert shape_of(Outer) != shape_of(OuterNow)


def test_kept_says_what_the_report_of_the_run_says() -> None:
    found = kept.newest(made())
    assert found is not None
    assert found.year == YEAR
    (folder,) = kept.run_folders(made())
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert found.report.headline in page
    for one in found.report.indicators:
        assert one.finding.split(".")[0] in page.replace("&#39;", "'")
    statement = json.loads((folder / "statement.json").read_bytes())
    assert found.report.pot is not None
    assert found.report.pot.split.earned == statement["totals"]["earned"]
    assert found.report.invented


def test_the_difference_adds_up_by_cause() -> None:
    found = kept.newest(small_twice())
    assert found is not None
    assert found.difference is not None
    change = found.difference
    assert change.against == "version 1"
    assert change.after - change.before == sum(one.earned for one in change.changes)
    assert {one.cause for one in change.changes if one.earned} == {"data"}


def test_what_another_form_kept_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = copied(tmp_path, small())
    (folder,) = kept.run_folders(place)
    file = place.folder / "web" / "shown" / f"{folder.name}.json"
    file.write_text(json.dumps(["another shape", []]), encoding="utf-8")
    asked: list[Workspace] = []
    monkeypatch.setattr(kept, "build_beside", asked.append)
    assert kept.newest(place) is None
    assert kept.is_building(place)
    assert asked[0] == place
    assert kept.keep(place, folder) == kept.newest(small())


def test_nothing_of_a_report_is_lost_but_the_lists_of_outturns() -> None:
    found = kept.newest(made())
    assert found is not None
    empty = replace(found.report, figures=())
    assert all(getattr(found.report, one.name) == getattr(empty, one.name) for one in fields(empty))
    assert found.report.figures == ()
    assert any(one.measured.trend for one in found.report.indicators)
