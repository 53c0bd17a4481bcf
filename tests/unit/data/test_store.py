"""The store on disk: opened lazily, refused with a reason, closed without a trace."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenlode.data.checks import check
from evenlode.data.manifest import FileEntry, Manifest, file_sha256, write_manifest
from evenlode.data.store import open_store
from evenlode.problems import Refusal
from evenlode.results import Period

SPAN = Period(date(2017, 10, 1), date(2018, 9, 30))
DAY = pa.array([date(2018, 1, 1)], pa.date32())
ROLES = {"person": ["1"], "provider": ["lead"], "day": DAY, "role": ["paid"], "structured": ["yes"]}


def folder_of(folder: Path, **tables: dict[str, Any]) -> Path:
    """A store with one file a table."""
    folder.mkdir(exist_ok=True)
    entries = {}
    for name, columns in tables.items():
        file = folder / f"{name}.parquet"
        pq.write_table(pa.table(columns), file)
        entries[name] = (FileEntry(file=file.name, sha256=file_sha256(file), rows=1),)
    write_manifest(folder, Manifest(invented=False, data_to=SPAN.end, lead_provider="lead", tables=entries))
    return folder


def refusal(url: str | Path) -> Refusal:
    with pytest.raises(Refusal) as refused:
        open_store(url)
    return refused.value


def test_a_folder_or_its_url_opens(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "store", role_status=ROLES)
    for url in (folder, str(folder), folder.as_uri()):
        with open_store(url, threads=1) as store:
            assert (store.has("role_status"), store.has("segments"), store.data_to) == (True, False, SPAN.end)
            assert [row["role"] for row in store.fetch(store.table("role_status"))] == ["paid"]
            assert store.engine["name"] == "duckdb"
            assert len(store.manifest_sha256) == len(store.code_lists_sha256) == 64


def test_a_column_that_may_be_left_out_is_blank(tmp_path: Path) -> None:
    short = {name: values for name, values in ROLES.items() if name != "structured"}
    with open_store(folder_of(tmp_path / "store", role_status=short)) as store:
        assert store.fetch(store.table("role_status"))[0]["structured"] is None
        assert not [problem for problem in check(store, SPAN) if problem.stops]


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    rows = {**ROLES, "role": ["payed"]}
    with open_store(folder_of(tmp_path / "store [old] * 100%", role_status=rows)) as store:
        assert [one.file for one in check(store, SPAN) if one.rule == "CODE.LIST"] == ["role_status.parquet"]


def test_no_store_and_an_unknown_scheme_are_refused_with_what_to_do(tmp_path: Path) -> None:
    assert refusal(tmp_path).rule == "STORE.MISSING"
    assert "evenlode demo" in refusal(tmp_path).fix
    assert refusal("spark://somewhere").rule == "STORE.SCHEME"
    assert "folder" in refusal("spark://somewhere").fix
    with pytest.raises(Refusal, match="0 threads"):
        open_store(folder_of(tmp_path / "store", role_status=ROLES), threads=0)


def test_a_manifest_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    assert refusal(tmp_path).rule == "STORE.MANIFEST"
    (tmp_path / "manifest.json").write_text('{"invented": false, "data_to": "soon", "tables": {}}', encoding="utf-8")
    assert (refusal(tmp_path).rule, refusal(tmp_path).problems[0].field) == ("STORE.MANIFEST", "data_to")


def test_a_manifest_may_not_name_a_file_outside_or_one_that_is_gone(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "store", role_status=ROLES)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "outside.parquet").write_bytes((folder / "role_status.parquet").read_bytes())
    for name in ("../outside.parquet", "gone.parquet"):
        manifest["tables"]["role_status"][0]["file"] = name
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        assert refusal(folder).rule == "STORE.MISSING"
        assert name in refusal(folder).problems[0].message


@pytest.mark.parametrize(
    ("columns", "rule", "field", "fix"),
    [
        ({**ROLES, "day": ["2018-01-01"]}, "HEAD.TYPE", "day", "Write the column as date32"),
        ({**ROLES, "role": [4]}, "HEAD.TYPE", "role", "Write the column as text so that leading zeros stay"),
        (
            {name: values for name, values in ROLES.items() if name != "role"} | {"roles": ["paid"]},
            "HEAD.MISSING",
            "role",
            'Rename "roles" to role?',
        ),
        (
            {"person": ["1"], "provider": ["lead"], "day": DAY, "code": ["01"]},
            "HEAD.MISSING",
            "role",
            "Its columns are those of employment_status: name it as that table",
        ),
    ],
)
def test_a_table_of_the_wrong_shape_stops_the_work(
    tmp_path: Path, columns: dict[str, Any], rule: str, field: str, fix: str
) -> None:
    with open_store(folder_of(tmp_path / "store", role_status=columns)) as store:
        assert not store.has("role_status")
        (problem,) = [one for one in check(store, SPAN) if one.stops]
    assert (problem.rule, problem.file, problem.field, problem.fix) == (rule, "role_status.parquet", field, fix)


def test_a_table_that_is_not_known_is_told_and_not_read(tmp_path: Path) -> None:
    with open_store(folder_of(tmp_path / "store", role_statuses=ROLES)) as store:
        (problem,) = [one for one in check(store, SPAN) if one.rule == "TABLE.UNKNOWN"]
    assert (problem.file, problem.fix, problem.stops) == ("role_statuses", 'Did you mean "role_status"?', False)


def test_a_file_that_is_no_parquet_and_one_that_has_changed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "store", role_status=ROLES)
    file = folder / "role_status.parquet"
    pq.write_table(pa.table({**ROLES, "role": ["none"]}), file)
    with open_store(folder) as store:
        assert [one.rule for one in check(store, SPAN) if one.stops] == ["STORE.CHANGED"]
    file.write_text("person,role", encoding="utf-8")
    with open_store(folder) as store:
        assert [one.rule for one in check(store, SPAN) if one.stops] == ["FILE.PARQUET"]


def test_problems_name_the_file_and_row(tmp_path: Path) -> None:
    rows = {name: [*values, *values] for name, values in ROLES.items() if name != "day"}
    rows |= {"day": pa.array([date(2018, 1, 1)] * 2, pa.date32()), "role": ["paid", "payed"]}
    with open_store(folder_of(tmp_path / "store", role_status=rows)) as store:
        (problem,) = [one for one in check(store, SPAN) if one.rule == "CODE.LIST"]
    assert (problem.file, problem.line, problem.first_lines) == ("role_status.parquet", 2, (2,))


def test_closing_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path / "store", role_status=ROLES)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(tempfile, "tempdir", str(here))
    before = sorted(path.name for path in folder.iterdir())
    with open_store(folder) as store:
        store.fetch(store.table("role_status"))
        assert [path.name[:9] for path in here.iterdir()] == ["evenlode-"]
    assert list(here.iterdir()) == []
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_long_query_never_draws_on_what_a_command_prints() -> None:
    """The engine takes a program without a file for somebody at a keyboard."""
    asked = "connect()[0].raw_sql(\"select current_setting('enable_progress_bar')\").fetchall()"
    code = f"from evenlode.data.store import connect; print({asked})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[(False,)]\n"
