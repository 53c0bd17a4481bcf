"""Faults: killed, no room, damaged, two at once. The store is as it was or as it will be, and nothing else is left."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenlode.data.manifest import NAME, read_manifest
from evenlode.data.received import keeping
from evenlode.problems import Refusal
from tests.unit.data.received.conftest import Receiver, Sent

PEOPLE = "Person_ID | PersonBirthDate\nP1 | 1980-01-15\nP2 | 1990-02-28"
ROLES = "person | date | role\nP1 | 2016-03-01 | paid"
TABLES = {"MHS001": PEOPLE, "role_status": ROLES}
RENAMES = 2 + 2 + 1
"""Steps of putting in a submission of two files: their copies, their tables, and last the manifest."""

KILLED = """
import os, signal, sys
from pathlib import Path
from evenlode.data.received import receive
replace, steps, last = os.replace, 0, int(sys.argv[3])

def counting(*names):
    global steps
    steps += 1
    if steps > last:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(*names)

os.replace = counting
receive([Path(sys.argv[1])], Path(sys.argv[2]), provider="lead-provider", month="2016-04")
os.kill(os.getpid(), signal.SIGKILL)
"""


def visible(folder: Path) -> list[str]:
    """What the store holds beside its lock."""
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != ".lock"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("last", [0, 2, RENAMES - 1, RENAMES], ids=lambda last: f"after {last} steps")
def test_killed_at_any_step_it_is_as_before_or_as_after(sent: Sent, receiver: Receiver, last: int) -> None:
    receiver.take(sent({"MHS001": "Person_ID\nP0"}))
    before = (receiver.folder / NAME).read_bytes()
    folder = sent(TABLES)
    command = [sys.executable, "-c", KILLED, str(folder), str(receiver.folder), str(last)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == -signal.SIGKILL, done.stderr
    now = (receiver.folder / NAME).read_bytes()
    assert (now == before) is (last < RENAMES)
    assert receiver.column("people", "person") == (["P0"] if now == before else ["P0", "P1", "P2"])
    [outcome] = receiver.take(folder, month="2016-04").outcomes
    assert outcome.state == ("received" if now == before else "there already")
    assert receiver.column("people", "person") == ["P0", "P1", "P2"]
    assert not list(receiver.folder.glob(".receiving-*")), "what the killed process left is cleared away"


@pytest.mark.parametrize("step", ["copy_and_hash", "write_table", "sync", "replace"])
def test_no_room_on_the_disk_leaves_the_store_as_it_was(
    sent: Sent, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    receiver.take(sent({"MHS001": "Person_ID\nP0"}))
    before, files = (receiver.folder / NAME).read_bytes(), visible(receiver.folder)

    def full(*arguments: Any, **named: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    places = {
        "copy_and_hash": "evenlode.data.received.bringing.copy_and_hash",
        "write_table": "pyarrow.parquet.write_table",
        "sync": "evenlode.data.received.keeping.sync",
        "replace": "evenlode.data.received.keeping.os.replace",
    }
    folder = sent(TABLES)
    with monkeypatch.context() as patched:
        patched.setattr(places[step], full)
        with pytest.raises(OSError, match="No space left"):
            receiver.take(folder, month="2016-04")
    assert ((receiver.folder / NAME).read_bytes(), visible(receiver.folder)) == (before, files)
    assert receiver.take(folder, month="2016-04").outcomes[0].state == "received"


def test_a_parquet_that_is_cut_off_is_refused(sent: Sent, receiver: Receiver) -> None:
    folder = sent({"MHS001": PEOPLE})
    path = folder / "role_status.parquet"
    pq.write_table(pa.table({"person": ["P1"] * 5000, "date": ["2016-03-01"] * 5000, "role": ["paid"] * 5000}), path)
    path.write_bytes(path.read_bytes()[:-20])
    [outcome] = receiver.take(folder).outcomes
    assert (outcome.state, [one.rule for one in outcome.problems]) == ("refused", ["FILE.PARQUET"])
    assert not (receiver.folder / NAME).exists()


def test_two_at_once_lose_nothing_of_each_other(sent: Sent, receiver: Receiver) -> None:
    months = [f"2016-{number:02d}" for number in range(1, 7)]
    folders = [sent({"MHS001": f"Person_ID\nP{month}"}) for month in months]
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda one: receiver.take(one[0], month=one[1]), zip(folders, months, strict=True)))
    assert [one.outcomes[0].state for one in found] == ["received"] * 6
    assert receiver.column("people", "person") == [f"P{month}" for month in months]
    assert len(read_manifest(receiver.folder)[0].submissions) == 6


def test_who_waits_too_long_is_told_why(receiver: Receiver) -> None:
    receiver.folder.mkdir()
    with (
        keeping.alone(receiver.folder),
        pytest.raises(Refusal, match="Somebody else has been writing to this store"),
        keeping.alone(receiver.folder, patience=0),
    ):
        pass


def test_what_is_in_use_is_not_cleared_away(tmp_path: Path) -> None:
    with keeping.aside(tmp_path) as first:
        with keeping.aside(tmp_path) as second:
            assert first.is_dir()
            assert second.is_dir()
        assert (first.is_dir(), second.exists()) == (True, False)
    assert [one.name for one in tmp_path.iterdir()] == [".lock"]
