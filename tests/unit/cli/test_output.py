"""Data on stdout in three forms; progress on a terminal alone, without colour where NO_COLOR asks for none."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from evenlode.cli.output import aligned, print_rows
from evenlode.cli.progress import progress
from evenlode.cli.settings import Format

COLUMNS = ("name", "count", "note")
ROWS = [("first, of two", 1200, None), ("second", 7, 'a "word"')]
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9]m")


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


class Terminal(io.StringIO):
    """Text kept by something that says it is a terminal; a real one is not to be had everywhere that tests run."""

    def isatty(self) -> bool:
        return True


def shown_on(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """What progress writes to this stderr."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", **environment}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stderr", stream)
    with progress() as say:
        say("Counting rows")
    return stream.getvalue()


def test_progress_shows_on_a_terminal_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown_on(Terminal(), monkeypatch)
    assert "Counting rows" in said
    assert COLOUR.search(said)


def test_no_color_is_kept_to(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown_on(Terminal(), monkeypatch, NO_COLOR="1")
    assert "Counting rows" in said
    assert not COLOUR.search(said)


def test_progress_says_nothing_into_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_on(io.StringIO(), monkeypatch) == ""
