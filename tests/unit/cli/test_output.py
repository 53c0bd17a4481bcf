"""Data on stdout in three forms; progress on a terminal alone, without colour where NO_COLOR asks for none."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys

import pytest

from evenlode.cli.output import aligned, print_rows
from evenlode.cli.settings import Format

COLUMNS = ("name", "count", "note")
ROWS = [("first, of two", 1200, None), ("second", 7, 'a "word"')]
COLOUR = re.compile(rb"\x1b\[[0-9;]*3[0-9]m")


def test_text_stands_in_columns_numbers_to_the_right() -> None:
    assert aligned(COLUMNS, ROWS) == (
        "name           count  note\n"
        "-------------  -----  --------\n"
        "first, of two   1200\n"
        'second             7  a "word"'
    )


def test_no_rows_still_show_the_columns() -> None:
    assert aligned(COLUMNS, []).splitlines()[0] == "name  count  note"


def test_json_and_csv_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(Format.JSON, COLUMNS, ROWS)
    as_json = json.loads(capsys.readouterr().out)
    print_rows(Format.CSV, COLUMNS, ROWS)
    as_csv = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert as_json[0] == {"name": "first, of two", "count": 1200, "note": None}
    assert as_csv[1] == {"name": "second", "count": "7", "note": 'a "word"'}
    assert [row["name"] for row in as_csv] == [row["name"] for row in as_json]


SHOW = """
import time
from evenlode.cli.progress import progress
with progress() as say:
    say("Counting rows")
    time.sleep(0.3)
"""


def on_a_terminal(env: dict[str, str]) -> bytes:
    """What progress writes to stderr where that is a terminal."""
    pty = pytest.importorskip("pty", reason="needs a terminal")
    leader, follower = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    subprocess.run(
        [sys.executable, "-c", SHOW], stderr=follower, env={**clean, "TERM": "xterm-256color", **env}, check=True
    )
    os.close(follower)
    said = b""
    try:
        while part := os.read(leader, 65536):
            said += part
    except OSError:  # the end of a terminal whose other side is closed
        pass
    os.close(leader)
    return said


def test_progress_shows_on_a_terminal_in_colour() -> None:
    said = on_a_terminal({})
    assert b"Counting rows" in said
    assert COLOUR.search(said)


def test_no_color_is_kept_to() -> None:
    said = on_a_terminal({"NO_COLOR": "1"})
    assert b"Counting rows" in said
    assert not COLOUR.search(said)


def test_progress_says_nothing_into_a_pipe() -> None:
    done = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
