"""The main job and its halves: the same contract and figures give the same statement, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from evenlode.job import RunResult, Workspace, measure, replay, run, settle
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.records.statements import postings
from evenlode.results import Period, Source
from evenlode.terms.shipped import contract_folder

CONTRACT = contract_folder("oxfordshire-mental-health")
YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, invented_store: Path) -> Workspace:
    """A workspace with an invented store of 300 people."""
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    shutil.copytree(invented_store, workspace.store)
    return workspace


@pytest.fixture(scope="module")
def done(place: Workspace) -> RunResult:
    return run(CONTRACT, place, period=YEAR)


def test_a_run_leaves_what_it_promises(done: RunResult) -> None:
    left = {path.name for path in done.folder.iterdir()}
    assert left == {
        "run.json",
        "benchmarks.csv",
        "changes.csv",
        "charts.csv",
        "signals.csv",
        "outturns.csv",
        "outturns.parquet",
        "judgements.json",
        "statement.json",
        "findings.csv",
        "report.html",
        "report.json",
        "report.xlsx",
    }
    about = json.loads((done.folder / "run.json").read_text(encoding="utf-8"))
    assert about["statement_sha256"] == done.statement_sha256
    assert about["invented"] is True
    assert about["engine"]["name"] == "duckdb"
    assert all(about["hashes"][name] not in ("", "none") for name in about["hashes"])


def test_the_statement_is_the_same_from_the_outturn_file_alone(done: RunResult, tmp_path: Path) -> None:
    alone = Workspace(tmp_path)
    file = tmp_path / "sent.csv"
    shutil.copy(done.folder / "outturns.csv", file)
    settled = settle(CONTRACT, alone, period=YEAR, outturns=file)
    assert not alone.store.exists()
    assert (settled.folder / "statement.json").read_bytes() == (done.folder / "statement.json").read_bytes()


def test_the_statement_is_the_same_with_the_lines_of_the_file_shuffled(done: RunResult, tmp_path: Path) -> None:
    lines = (done.folder / "outturns.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    top = next(number for number, line in enumerate(lines) if not line.startswith("#")) + 1
    rows = lines[top:]
    rows = [*reversed(rows)]
    file = tmp_path / "shuffled.csv"
    file.write_text("".join(lines[:top] + rows), encoding="utf-8")
    settled = settle(CONTRACT, Workspace(tmp_path), period=YEAR, outturns=file)
    assert (settled.folder / "statement.json").read_bytes() == (done.folder / "statement.json").read_bytes()


def test_the_statement_is_the_same_on_any_number_of_threads_in_any_time_zone(
    done: RunResult, place: Workspace, tmp_path: Path
) -> None:
    to = tmp_path / "run"
    program = (
        "import sys; from datetime import date; from pathlib import Path; from evenlode.job import Workspace, run;"
        "from evenlode.results import Period;"
        "run(Path(sys.argv[1]), Workspace(Path(sys.argv[2])), store=sys.argv[3], threads=1,"
        " period=Period(date(2017, 10, 1), date(2018, 9, 30)), to=Path(sys.argv[4]))"
    )
    arguments = [str(CONTRACT), str(tmp_path), str(place.store), str(to)]
    subprocess.run(
        [sys.executable, "-c", program, *arguments], check=True, env={**os.environ, "TZ": "Pacific/Auckland"}
    )
    assert (to / "statement.json").read_bytes() == (done.folder / "statement.json").read_bytes()


def test_measure_then_settle_is_run(done: RunResult, place: Workspace, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    measured = measure(CONTRACT, workspace, store=place.store)
    assert measured.payment is None
    assert not (measured.folder / "statement.json").exists()
    settled = settle(CONTRACT, workspace, period=YEAR)
    assert settled.statement_sha256 == done.statement_sha256


def test_the_journal_keeps_the_statement_and_postings_that_add_to_nothing(done: RunResult, place: Workspace) -> None:
    again = done.folder / "outturns.csv"
    settle(CONTRACT, place, period=YEAR, outturns=again)  # the same statement again adds nothing
    with Journal.open(place.records) as journal:
        kept = journal.entries("statement")
        booked = postings(journal)
        assert journal.verify() == []
    assert len(kept) == 1
    assert booked
    assert sum(one.amount for one in booked) == 0


def test_a_replay_has_statuses_and_no_money(tmp_path: Path) -> None:
    replayed = replay(CONTRACT, Workspace(tmp_path), period=YEAR)
    assert replayed.payment is None
    assert replayed.statement_sha256 is None
    assert {one.source for one in replayed.judgements} == {Source.PUBLISHED_STATUS}
    assert {one.share for one in replayed.judgements} == {0}
    assert not (replayed.folder / "statement.json").exists()


def test_nothing_is_left_behind_by_a_job_that_is_stopped(
    done: RunResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("evenlode.job.leaving.write_report", stop)
    with pytest.raises(KeyboardInterrupt):
        settle(CONTRACT, Workspace(tmp_path), period=YEAR, outturns=done.folder / "outturns.csv")
    assert list((tmp_path / "runs").iterdir()) == []
    assert not (tmp_path / "records.db").exists()


def test_nothing_is_left_behind_by_a_disk_that_fills(
    done: RunResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("evenlode.job.leaving.write_report", full)
    with pytest.raises(OSError, match="No space left"):
        settle(CONTRACT, Workspace(tmp_path), period=YEAR, outturns=done.folder / "outturns.csv")
    assert list((tmp_path / "runs").iterdir()) == []


def test_what_cannot_be_run_is_refused_with_the_reason_before_anything_is_measured(
    place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing_is_measured(*_: object) -> None:
        raise AssertionError("measured first")

    empty = Workspace(tmp_path)
    with pytest.raises(Refusal, match="nothing to settle"):
        settle(CONTRACT, empty)
    with pytest.raises(Refusal) as refused:
        run(CONTRACT, empty)
    assert refused.value.rule == "STORE.MISSING"
    monkeypatch.setattr("evenlode.job.measure_rows", nothing_is_measured)
    with pytest.raises(Refusal, match="is not a contract year"):
        run(CONTRACT, place, period=Period(date(2017, 10, 1), date(2018, 3, 31)))
    with pytest.raises(Refusal, match="outside the contract"):
        run(CONTRACT, place, period=Period(date(2007, 10, 1), date(2008, 9, 30)))
    with pytest.raises(Refusal, match="never changed"):
        run(CONTRACT, place, period=YEAR, to=tmp_path)
