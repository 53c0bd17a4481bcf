"""What is kept of a run is what its own report says, and it comes back from disk as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote

import pytest

from evenlode.job import Workspace
from evenlode.job.told import FILE
from evenlode.report.plain_json import from_plain, shape_of, to_plain
from evenlode.results import Period, Status
from evenlode.web.shown import kept
from tests.web.shown.making import YEAR, copied, made, settled_small, small, small_twice


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


def test_the_report_draws_the_funnel_and_sets_change_beside_chance() -> None:
    (folder,) = kept.run_folders(made())
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.count("The change beside chance") == 6  # 2a-i to 2a-v, and 2b
    assert page.count("out from the others</h5>") == 1
    assert "People or events counted" in unquote(page)


def test_the_difference_adds_up_by_cause() -> None:
    found = kept.newest(small_twice())
    assert found is not None
    assert found.difference is not None
    change = found.difference
    assert change.against == "version 1"
    assert change.after - change.before == sum(one.earned for one in change.changes)
    assert {one.cause for one in change.changes if one.earned} == {"data"}


def test_a_run_of_another_version_is_passed_over_and_never_misread(tmp_path: Path) -> None:
    place = copied(tmp_path, small_twice())
    first, second = kept.run_folders(place)
    (second / FILE).write_text(json.dumps(["another shape", []]), encoding="utf-8")
    found = kept.newest(place)
    assert found is not None
    assert found.run == first.name
    assert not kept.is_outdated(place)
    (first / FILE).unlink()
    assert kept.newest(place) is None
    assert kept.is_outdated(place)
    assert not kept.is_outdated(Workspace(tmp_path / "empty"))


def test_the_difference_is_against_the_statement_before_and_not_against_itself(tmp_path: Path) -> None:
    place = copied(tmp_path, small())
    settled_small(place)
    again = kept.newest(place)
    assert again is not None
    assert (again.run, again.difference) == ("0002-settle", None)


def test_nothing_of_a_report_is_lost_but_the_lists_of_outturns() -> None:
    found = kept.newest(made())
    assert found is not None
    empty = replace(found.report, figures=())
    assert all(getattr(found.report, one.name) == getattr(empty, one.name) for one in fields(empty))
    assert found.report.figures == ()
    assert any(one.measured.trend for one in found.report.indicators)
