"""Finance returns, the stress test, the forecast and the close: read from what jobs left, and filtered by reader."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from evenlode.finance.returns.invented import invent_returns
from evenlode.finance.returns.read import ReadReturn
from evenlode.job import Workspace
from evenlode.job.clock import silent
from evenlode.records.finance_returns import record_returns
from evenlode.records.journal import Journal
from evenlode.report.plain_json import shape_of, to_plain
from evenlode.results import Period
from evenlode.settlement.forecasting import Forecast, IndicatorForecast, Reach
from evenlode.web.shown import ahead
from evenlode.web.shown.closing import closing, file_of
from evenlode.web.shown.returns import finance_returns
from evenlode.web.shown.stress import newest_stress, stress
from evenlode.web.shown.writing import write_whole
from tests.web.shown.making import SMALL_TODAY, contract, copied, small, small_contract

STRESS: dict[str, Any] = {
    "contract": "of then",
    "invented": True,
    "stress": {
        "contract": "A contract",
        "year": {"start": "2017-10-01", "end": "2018-09-30"},
        "pot": 720000000,
        "years": 1000,
        "seed": 2013,
        "noise": [
            {"assumption": "nothing changes", "pay": 53319600, "share": 0.074},
            {"assumption": "2 points short", "pay": 63873360, "share": 0.0887},
        ],
        "worst": [
            {
                "indicator": "a",
                "code": "5a",
                "title": "A",
                "luck": 36000000,
                "at_stake": 72000000,
                "follows": 0.648,
                "change": "three levels",
            }
        ],
        "not_estimable": ["1"],
        "advised": [{"code": "5a", "now": 0.56, "change": "three levels", "reached": 0.74, "enough": True}],
        "designs": [{"name": "as agreed", "for_a_point": 1, "noise": 2, "reliability": 0.6}],
        "findings": [
            {
                "code": "S1",
                "title": "T",
                "family": "chance",
                "sentence": "Little.",
                "pounds": [1, 100],
                "not_estimable": None,
            },
            {
                "code": "S2",
                "title": "U",
                "family": "money",
                "sentence": "Much.",
                "pounds": [1, 900000],
                "not_estimable": None,
            },
            {
                "code": "S3",
                "title": "V",
                "family": "money",
                "sentence": "Who knows.",
                "pounds": None,
                "not_estimable": "no data",
            },
        ],
        "assumed": [
            {"indicator": {"code": "5a"}, "people": 1500, "share": "3/5", "line": "0.6", "source": "measured"},
            {"indicator": {"code": "1"}, "people": 150, "share": None, "line": None, "source": "assumed"},
        ],
    },
}


def test_a_finished_run_of_the_bench_is_read_and_says_a_range(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    assert newest_stress(place) is None
    folder = place.runs / "0003-stress"
    folder.mkdir(parents=True)
    (folder / "stress.json").write_text(json.dumps(STRESS), encoding="utf-8")
    assert newest_stress(place) == folder
    shown = stress(folder, "of now")
    assert shown.headline == "Between £533,000 and £639,000 of the £7,200,000 pot would be paid for noise."
    assert not shown.is_of_now
    assert stress(folder, "of then").is_of_now
    assert shown.loudest == ("Much.", "Little.")
    assert [one.title for one in shown.families] == ["Chance", "Money"]
    assert shown.families[1].findings[1][1] == "Who knows. Not estimable: no data."
    assert shown.assumed.rows[0][1:4] == ("1,500", "60.0%", "60.0%")
    assert shown.assumed.rows[1][2:4] == ("not known", "none")
    assert shown.frontier is not None
    assert shown.files == (("stress.json", "JSON"),)


def test_a_partner_sees_its_own_returns_and_nobody_else_s(tmp_path: Path) -> None:
    found = contract()
    place = Workspace(tmp_path)
    assert finance_returns(place, found, lambda party: True) is None
    read = [ReadReturn(one, f"{one.provider}.xlsx", one.provider) for one in invent_returns(found, 1, ("2017/18",))]
    with Journal.open(place.records) as journal:
        record_returns(journal, read, date(2018, 7, 1), "somebody")
    everything = finance_returns(place, found, lambda party: True)
    assert everything is not None
    assert everything.headline == "Six returns from six providers, 2017/18 to 2017/18."
    assert "position" in {one.name for one in everything.book}
    own = finance_returns(place, found, lambda party: party == "partner-1")
    assert own is not None
    assert [row[0] for row in own.received.rows] == [found.party("partner-1").name]
    said = repr(own)
    for other in ("partner-2", "partner-3", "lead-provider"):
        assert found.party(other).alias not in said
        assert found.party(other).name not in said
    assert finance_returns(place, found, lambda party: False) is None


def test_a_forecast_is_read_and_says_when_it_is_of_yesterday(tmp_path: Path) -> None:
    place = copied(tmp_path, small())
    assert ahead.ahead(place, "x") is None
    year = Period(date(2016, 10, 1), date(2017, 9, 30))
    reach = Reach("target", Fraction(3, 5), 12, 40, 0.25)
    one = IndicatorForecast("a", "5a", "A", 30, 60, year.end, (reach,), 100, 0, 200)
    none = IndicatorForecast("b", "5b", "B", why_not="no counts of this year have come yet")
    forecast = Forecast(year, date(2017, 3, 31), 10_000_00, 400, (one, none), 500_00, 400_00, 600_00, 6, 250_00)
    kept = ahead.KeptForecast("0001-settle", "of now", forecast, "", invented=True)
    file = place.folder / "web" / "shown" / "forecast.json"
    write_whole(file, json.dumps([shape_of(ahead.KeptForecast), to_plain(kept)]))
    shown = ahead.ahead(place, "of now")
    assert shown is not None
    assert shown.is_of_now
    assert shown.headline == "£500 of the £10,000 pot is expected."
    assert shown.accrual == "6 of 12 months are over, so £250 is accrued."
    assert shown.indicators is not None
    assert shown.indicators.rows[0][1:4] == ("30 of 60", "target 60%: 25%", "12 of 40 still to come")
    assert shown.indicators.rows[1][1] == "no counts of this year have come yet"
    later = ahead.ahead(place, "of another contract")
    assert later is not None
    assert not later.is_of_now
    write_whole(file, json.dumps(["another shape", []]))
    assert ahead.ahead(place, "of now") is None


def test_a_month_is_drawn_up_by_its_job_and_shown(tmp_path: Path) -> None:
    from evenlode.web.jobs.kinds import Work
    from evenlode.web.jobs.kinds.close import do

    place = copied(tmp_path, small())
    before = closing(place, small_contract(), SMALL_TODAY, None)
    assert before.headline == "No month has been drawn up here yet."
    assert before.months[0] == ("2016-12", "December 2016")
    assert before.schedule is None
    work = Work(place, tmp_path, {"month": "2016-11"}, "Ruth <r@x>", "finance", "commissioner", silent)
    done = do(work)
    shown = closing(place, small_contract(), SMALL_TODAY, done.found)
    assert shown.drawn is not None
    assert shown.headline.startswith("November 2016 has ")
    assert any(not one.is_done for one in shown.drawn.checks)
    assert "journals.csv" in shown.drawn.files
    assert file_of(place, shown.drawn.run, "journals.csv") is not None
    assert file_of(place, shown.drawn.run, "../../records.db") is None
    assert file_of(place, "..", "records.db") is None


def test_a_file_is_written_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "a" / "file.json"
    write_whole(file, "first")
    with pytest.raises(UnicodeEncodeError):
        write_whole(file, "\ud800")
    assert file.read_text(encoding="utf-8") == "first"
    assert [path.name for path in file.parent.iterdir()] == ["file.json"]
