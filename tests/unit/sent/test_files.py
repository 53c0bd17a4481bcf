"""Files as such: caps, kinds, widths, Parquet and its types, and the command that a user types."""

from __future__ import annotations

import json
import subprocess
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenlode.data.sent.limits import Limits
from evenlode.data.sent.validating import validate
from evenlode.problems import Level
from tests.command import evenlode
from tests.unit.sent.conftest import CLEAN, Send

HEADER = "RespId,Text\n"


def test_caps_on_bytes_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "SURVEY.csv"
    path.write_text(HEADER + "A1,x\n" * 10)
    assert [one.rule for one in validate([path], limits=Limits(most_bytes=20)).problems] == ["FILE.SIZE"]
    assert [one.rule for one in validate([path], limits=Limits(most_rows=9)).problems] == ["FILE.SIZE"]
    assert validate([path], limits=Limits(most_rows=10)).problems == []


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("SURVEY.csv", b"", "FILE.EMPTY"),
        ("SURVEY.csv", b"PK\x03\x04 and more", "FILE.KIND"),
        ("SURVEY.parquet", b"no Parquet at all", "FILE.PARQUET"),
        ("holiday.csv", b"a,b\n1,2\n", "FILE.KIND"),
        ("SURVEY.csv", b"\xff\xfeR\x00\n\x00", "FILE.ENCODING"),
        ("SURVEY.csv", b"\n\n", "FILE.EMPTY"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(name: str, content: bytes, rule: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    [problem] = validate([path]).problems
    assert (problem.rule, problem.level, problem.file) == (rule, Level.REJECT_FILE, name)


def test_a_missing_file_is_told_beside_the_others(tmp_path: Path) -> None:
    assert [one.rule for one in validate([tmp_path / "MHS001.csv"]).problems] == ["FILE.MISSING"]


def test_quotes_new_lines_and_comments_keep_their_lines(send: Send) -> None:
    found = send({"SURVEY": '# INVENTED\nRespId,Text\nA1,"two\nlines, ""quoted"""\n\n,x\n'})
    assert [(one.rule, one.line) for one in found.problems] == [("VALUE.MISSING", 6)]
    assert found.files[0].sheet is not None
    assert found.files[0].sheet.at("Text", 0) == 'two\nlines, "quoted"'


def test_many_ragged_rows_are_one_problem(send: Send) -> None:
    [problem] = send({"SURVEY": HEADER + "A1\n" * 8 + "A2,x\n" * 8}).problems
    assert problem.message.endswith("and 3 more rows have too few or too many; 2 expected. 8 rows are used")
    assert (problem.count, problem.first_lines) == (8, (2, 3, 4, 5, 6))


def test_parquet_with_the_declared_types_is_read_like_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "MHS606.parquet"
    columns = {
        "Person_ID": pa.array(["P1", "P2"]).dictionary_encode(),
        "ServiceRequestID": ["R1", "R2"],
        "CodedAssToolType": ["SFQ item 1", "SFQ item 1"],
        "PersScore": pa.array([3, 4], pa.int64()),
        "AssToolCompTimestamp": pa.array([datetime(2016, 1, 5, 10, 30), datetime(2016, 4, 1)], pa.timestamp("us")),
    }
    pq.write_table(pa.table(columns), path)
    people = tmp_path / "MHS001.parquet"
    pq.write_table(pa.table({"Person_ID": ["P1", "P2"], "PersonBirthDate": [date(1980, 1, 1), None]}), people)
    [problem] = validate([people, path]).problems
    assert (problem.rule, problem.line, problem.message) == ("VALUE.RANGE", 2, "SFQ item 1 must be 0-3; 4 given")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return evenlode("validate", *arguments, folder=folder)


def test_the_command_takes_a_folder_with_its_manifest(tmp_path: Path) -> None:
    for name, text in CLEAN.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "manifest.yaml").write_text("period: 2016-03\n")
    done = run(tmp_path, ".")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("accepted") == len(CLEAN)


def test_the_command_shows_code_lists_and_exits_with_3(tmp_path: Path) -> None:
    (tmp_path / "MHS803.csv").write_text(CLEAN["MHS803"].replace(",04,", ",22,"))
    done = run(tmp_path, "MHS803.csv", "--part", "--period", "2016-02", "--format", "json")
    assert done.returncode == 3
    assert [(row["rule"], row["line"], row["count"]) for row in json.loads(done.stdout)] == [
        ("CODE.LIST", 2, 1),
        ("DATE.FUTURE", 3, 1),
        ("DATA.MATURITY", None, 1),
    ]
    assert "cluster list: 00-08, 10-21, 99" in done.stderr


def test_a_command_that_means_nothing_is_a_usage_error(tmp_path: Path) -> None:
    done = run(tmp_path, "x.csv", "--period", "March")
    assert done.returncode == 2
    assert "is no period" in done.stderr
