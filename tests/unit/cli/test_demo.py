"""The demo from its first call to what can be done with the workspace it leaves."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from tests.command import evenlode

YEAR_3 = "2017-10-01..2018-09-30"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return evenlode(*arguments, folder=folder)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace that one demo leaves; each test changes nothing in it or adds a run."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evenlode.demo.PEOPLE", 600)  # the tutorial's page runs it with all of them
        done = run(folder, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    (folder / "said.txt").write_text(done.stdout, encoding="utf-8")
    return folder / "demo"


def statement_of(said: str) -> str:
    return str(json.loads(said)[0]["statement_sha256"])


def test_it_says_what_was_earned_and_where_both_reports_are(demo: Path) -> None:
    said = (demo.parent / "said.txt").read_text(encoding="utf-8")
    assert "INVENTED" in said
    assert "Earned £" in said
    reports = [line.split()[-1] for line in said.splitlines() if "Report:" in line]
    assert len(reports) == 2
    assert all((demo.parent / report).is_file() for report in reports)


def test_invented_figures_stand_under_fictional_names_alone(demo: Path) -> None:
    said = (demo.parent / "said.txt").read_text(encoding="utf-8").partition("as published")[0]
    assert "Larkhithe" in said
    report = (demo / "runs" / "0001-run" / "report.html").read_text(encoding="utf-8")
    assert "INVENTED" in report
    assert "Oxford Health" not in report


def test_published_statuses_come_without_money(demo: Path) -> None:
    assert not list((demo / "published").rglob("statement.json"))
    report = (demo / "published" / "runs" / "0001-replay" / "report.html").read_text(encoding="utf-8")
    assert "INVENTED" not in report


def test_a_second_demo_takes_the_place_of_the_first_with_the_same_statement(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = json.loads((demo / "runs" / "0001-run" / "run.json").read_text())["statement_sha256"]
    (demo / "left-by-the-first").touch()
    monkeypatch.setattr("evenlode.demo.PEOPLE", 600)
    done = run(demo.parent, "demo", "--no-serve", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert statement_of(done.stdout) == before
    assert not (demo / "left-by-the-first").exists()


def test_a_folder_that_the_demo_did_not_make_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "ours.txt").write_text("ours")
    done = run(tmp_path, "demo")
    assert done.returncode == 3
    assert "was not made by the demo" in done.stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["demo", "ours.txt"]


def test_the_contracts_half_gives_the_same_statement_from_the_outturn_file_alone(demo: Path) -> None:
    whole = demo / "runs" / "0001-run"
    settled = run(demo, "settle", "--outturns", str(whole / "outturns.csv"), "--period", YEAR_3, "--format", "json")
    assert settled.returncode == 0, settled.stderr
    assert statement_of(settled.stdout) == json.loads((whole / "run.json").read_text())["statement_sha256"]


def test_the_rows_half_leaves_outturns_and_no_money(demo: Path, tmp_path: Path) -> None:
    done = run(demo, "measure", "--to", str(tmp_path / "measured"), "--threads", "1")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "measured" / "outturns.csv").read_text(encoding="utf-8").startswith("# INVENTED\n")
    assert not (tmp_path / "measured" / "statement.json").exists()
    again = run(demo, "measure", "--to", str(tmp_path / "measured"))
    assert again.returncode == 3
    assert "a run is never changed" in again.stderr


def test_explain_counts_the_rows_of_a_month(demo: Path) -> None:
    done = run(demo, "explain", "5a", "--month", "2018-09", "--format", "csv")
    assert done.returncode == 0, done.stderr
    rows = {
        row["what"]: row["value"] for row in csv.DictReader(io.StringIO(done.stdout)) if row["part"].startswith("rows")
    }
    eligible, numerator = (
        int(rows[name].replace(",", "")) for name in ("eligible on 30 September 2018", "in the numerator")
    )
    assert 0 < numerator < eligible
    assert "SELECT" in run(demo, "explain", "5a", "--month", "2018-09", "--sql").stdout


def test_explain_of_a_supplied_figure_has_a_definition_and_no_rows(demo: Path) -> None:
    done = run(demo, "explain", "1")
    assert done.returncode == 0
    assert "no rows to count" in done.stderr


def test_the_journal_is_proved_and_a_change_of_it_shows(demo: Path) -> None:
    proved = run(demo, "audit", "verify", "--format", "json")
    assert proved.returncode == 0, proved.stderr
    head = json.loads(proved.stdout)[0]["head"]
    assert run(demo, "audit", "verify", "--anchor", head).returncode == 0
    other = head[:-1] + ("0" if head[-1] != "0" else "1")
    changed = run(demo, "audit", "verify", "--anchor", other)
    assert changed.returncode == 3
    assert "written anew" in changed.stderr
    assert run(demo, "audit", "verify", "--anchor", "12").returncode == 2


def test_a_file_is_recorded_once(demo: Path) -> None:
    done = run(demo, "supply", "supplied/invented-kpis.csv", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["journal"].startswith("there already")


def test_the_finance_chapter_is_invented_beside_the_run_and_the_case_stands_apart(demo: Path) -> None:
    chapter = (demo / "runs" / "0002-finance" / "INVENTED-finance.html").read_text(encoding="utf-8")
    assert "Velderbrook" in chapter
    assert "Oxford" not in chapter
    case = (demo / "published" / "runs" / "0002-finance" / "finance.html").read_text(encoding="utf-8")
    assert "Efficiency alone costs less in 3 of 5 years" in case
    assert "INVENTED" not in case


def test_the_bench_stands_beside_the_run_under_aliases(demo: Path) -> None:
    (page,) = (demo / "runs" / "0003-stress").glob("*.html")
    told = page.read_text(encoding="utf-8")
    assert "INVENTED" in told
    assert "Larkhithe" in told
    assert "Oxford" not in told
