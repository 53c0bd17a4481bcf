"""Several processes at one journal: nothing is lost, nothing is doubled, and a killed writer leaves all or nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import pytest

from evenlode.problems import Refusal
from evenlode.records.entries import NewEntry
from evenlode.records.journal import Journal

PROCESSES = multiprocessing.get_context("spawn")
WRITERS, EACH, GROUP = 3, 20, 5


def _write(path: Path, name: str, ready: Barrier) -> None:
    ready.wait(timeout=60)
    with Journal.open(path) as journal:
        for number in range(EACH):
            journal.append("note", {"number": number}, f"{name}/{number}", by=name)


def _claim(path: Path, name: str, ready: Barrier) -> None:
    """Everybody wants the same keys: exactly one may have each."""
    with Journal.open(path) as journal:
        ready.wait(timeout=60)
        for number in range(EACH):
            try:
                journal.append("claim", {}, str(number), by=name)
            except Refusal as refusal:
                assert refusal.rule == "JOURNAL.DUPLICATE"  # noqa: PT017 - in another process


def _write_until_killed(path: Path) -> None:
    with Journal.open(path) as journal:
        while True:
            journal.append_all([NewEntry("note", {"text": "x" * 500}) for _ in range(GROUP)], by="killed")


def _stop_inside(path: Path, inside: Event) -> None:
    with Journal.open(path) as journal, journal.writing():
        journal.append("note", {}, by="killed")
        inside.set()
        time.sleep(60)


def _all_end_well(target: object, path: Path) -> None:
    ready = PROCESSES.Barrier(WRITERS)
    writers = [PROCESSES.Process(target=target, args=(path, f"w{at}", ready)) for at in range(WRITERS)]  # type: ignore[arg-type]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS


def test_processes_that_make_and_fill_one_journal_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    _all_end_well(_write, path)
    with Journal.open(path) as journal:
        keys = {entry.key for entry in journal.entries()}
        assert keys == {f"w{at}/{number}" for at in range(WRITERS) for number in range(EACH)}
        assert journal.head()[0] == WRITERS * EACH
        assert journal.verify() == []


def test_a_key_goes_to_one_process_alone(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    _all_end_well(_claim, path)
    with Journal.open(path) as journal:
        assert sorted(int(entry.key or "") for entry in journal.entries("claim")) == list(range(EACH))
        assert journal.verify() == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
@pytest.mark.parametrize("after", [0.0, 0.02, 0.1])
def test_a_killed_writer_leaves_whole_groups(tmp_path: Path, after: float) -> None:
    path = tmp_path / "records.db"
    writer = PROCESSES.Process(target=_write_until_killed, args=(path,))
    writer.start()
    _wait_for_entries(path)
    time.sleep(after)
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join(timeout=60)
    with Journal.open(path) as journal:
        count, _ = journal.head()
        assert count > 0
        assert count % GROUP == 0
        assert journal.verify() == []
        journal.append("note", {}, by="next")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_a_writer_killed_inside_a_block_leaves_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    inside = PROCESSES.Event()
    writer = PROCESSES.Process(target=_stop_inside, args=(path, inside))
    writer.start()
    assert inside.wait(timeout=60)
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join(timeout=60)
    with Journal.open(path) as journal:
        assert journal.entries() == []


def _wait_for_entries(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            with Journal.open(path) as journal:
                if journal.head()[0]:
                    return
        time.sleep(0.1)
    pytest.fail("the writer wrote nothing")
