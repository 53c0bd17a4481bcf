"""Rows of a warehouse come in as rows of a file do, and whatever goes wrong leaves nothing behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pytest
from psycopg import errors

from evenlode.cli.commands import map_
from evenlode.data.manifest import NAME, read_manifest
from evenlode.data.mapping import read_mapping
from evenlode.data.received import Received, receive
from evenlode.data.received.looking import look_over
from evenlode.data.sent.limits import Limits
from evenlode.data.sent.moments import moments_of, plain_days
from evenlode.data.sent.sheet import day_in
from evenlode.data.sent.times import moment_in
from evenlode.data.store import open_store
from evenlode.data.warehouse import fetch
from evenlode.problems import Refusal
from evenlode.results import Period
from tests.unit.data.warehouse.conftest import RELATIONS, ROWS, SOURCE, Serve

Write = Callable[..., Path]
MARCH = Period(date(2016, 3, 1), date(2016, 3, 31))


def take(path: Path, store: Path, **said: Any) -> Received:
    return receive([path], store, **{"month": "2016-03", "warehouses": True, **said})


def contents(store: Path) -> dict[str, bytes]:
    return {
        path.relative_to(store).as_posix(): path.read_bytes()
        for path in store.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_a_warehouse_gives_the_same_store_as_the_files_that_it_gives(
    serve: Serve, source: Write, tmp_path: Path
) -> None:
    serve()
    store, other = tmp_path / "store", tmp_path / "other"
    [outcome] = take(source(), store, received_on=date(2016, 4, 5)).outcomes
    assert (outcome.state, outcome.name, outcome.provider, outcome.rows) == (
        "received",
        "trust.yaml",
        "lead-provider",
        3,
    )
    folder = tmp_path / "files"
    folder.mkdir()
    for name, pieces in (("MHS001", ROWS['"people"']), ("MHS501", ROWS['"spells"'])):
        (folder / f"{name}.csv").write_bytes(b"".join(one for one in pieces if isinstance(one, bytes)))
    (folder / "manifest.yaml").write_text("provider: lead-provider\ncolumns:\n  MHS001: {client: Person_ID}\n")
    receive([folder], other, month="2016-03", received_on=date(2016, 4, 5))
    assert contents(store) == {
        name: content for name, content in contents(other).items() if content != (folder / "manifest.yaml").read_bytes()
    }
    kept = [path.stat().st_mode & 0o777 for path in (store / "received").iterdir()]
    assert kept == [0o600, 0o600]


def test_the_same_rows_again_are_the_same_submission_once(serve: Serve, source: Write, tmp_path: Path) -> None:
    serve()
    take(source(), tmp_path / "store")
    before = contents(tmp_path / "store")
    assert [one.state for one in take(source(), tmp_path / "store").outcomes] == ["there already"]
    assert contents(tmp_path / "store") == before
    serve(rows={'"people"': [b"client,PersonBirthDate\nP1,1980-01-15\n"]})
    assert [one.state for one in take(source(), tmp_path / "store").outcomes] == ["received"]
    with open_store(tmp_path / "store") as store:
        assert [row["person"] for row in store.fetch(store.table("people"))] == ["P1"]


def test_only_the_columns_of_the_table_leave_the_warehouse(serve: Serve, source: Write, tmp_path: Path) -> None:
    server = serve()
    take(source(), tmp_path / "store")
    assert '"Name"' not in "".join(server.asked)
    assert "left(\"month_sent\"::text, 7) IN ('2016-03')" in server.asked[0]


def test_yaml_that_somebody_uploads_reaches_no_warehouse(serve: Serve, source: Write, tmp_path: Path) -> None:
    server = serve()
    [outcome] = take(source(), tmp_path / "store", warehouses=False, provider="lead-provider").outcomes
    assert (outcome.state, outcome.problems[0].rule, server.asked) == ("refused", "FILE.KIND", [])


CUT = errors.AdminShutdown()
FAULTS: dict[str, psycopg.Error] = {
    "SOURCE.CUT": CUT,
    "SOURCE.TIME": errors.QueryCanceled(),
    "SOURCE.ALLOWED": errors.InsufficientPrivilege(),
    "FILE.ENCODING": errors.UntranslatableCharacter(),
    "SOURCE.FAILED": errors.InvalidDatetimeFormat("invalid input syntax for type date: CANARY"),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_on_the_way_leaves_nothing_and_repeats_nothing_of_the_server_s(
    serve: Serve, source: Write, tmp_path: Path, rule: str
) -> None:
    store = tmp_path / "store"
    serve(rows={'"spells"': [ROWS['"spells"'][0], FAULTS[rule]]})
    [outcome] = take(source(), store).outcomes
    assert (outcome.state, [(one.rule, one.line) for one in outcome.problems]) == ("refused", [(rule, 10)])
    assert "CANARY" not in str(outcome.problems)
    assert contents(store) == {}
    serve()
    assert take(source(), store).outcomes[0].state == "received"
    assert len(read_manifest(store)[0].submissions) == 1


def test_everything_that_is_wrong_with_the_relations_is_told_at_once(
    serve: Serve, source: Write, tmp_path: Path
) -> None:
    spells = {name: name != "HospProvSpellID" for name in RELATIONS["mart", "spells"]}
    people = {"client_no": True, "PersonBirthDate": True}
    more = "  - table: deaths\n    relation: mart.Death\n    only: {org: x}\n"
    server = serve({("mart", "spells"): spells, ("mart", "people"): people, ("mart", "deaths"): {"person": True}})
    [outcome] = take(source(SOURCE + more), tmp_path / "store").outcomes
    assert [(one.rule, one.line, one.field) for one in outcome.problems] == [
        ("HEAD.MISSING", 8, "relations[0].columns.client"),
        ("HEAD.MISSING", 9, "relations[0].month.month_sent"),
        ("HEAD.MISSING", 6, "Person_ID"),
        ("SOURCE.ALLOWED", 10, "relations[1]"),
        ("SOURCE.RELATION", 13, "relations[2].relation"),
    ]
    assert 'Did you mean "client_no"?' in outcome.problems[0].fix
    assert 'Did you mean "deaths"?' in outcome.problems[4].fix
    assert (server.asked, (tmp_path / "store" / NAME).exists()) == ([], False)


def test_rows_by_month_need_a_month(serve: Serve, source: Write, tmp_path: Path) -> None:
    serve()
    [outcome] = take(source(), tmp_path / "store", month=None).outcomes
    assert [(one.rule, one.line) for one in outcome.problems] == [("SUBMISSION.PERIOD", 9)]


def test_more_than_is_read_of_a_file_is_not_read_of_a_relation(serve: Serve, source: Write, tmp_path: Path) -> None:
    serve()
    with pytest.raises(Refusal, match=r"mart\.people gives more than 30 bytes"):
        fetch(source(), tmp_path, MARCH, Limits(most_bytes=30))


def test_validate_looks_at_a_warehouse_and_leaves_nothing(serve: Serve, source: Write, tmp_path: Path) -> None:
    serve(rows={'"spells"': [*ROWS['"spells"'], b"P9,S2,2016-04-05,\n"]})
    path = source()
    looked = look_over([path], period=MARCH, warehouses=True)
    assert [(one.rule, one.file, one.line) for one in looked.found.problems] == [
        ("DATE.FUTURE", "MHS501.csv", 3),
        ("LINK.MISSING_PARENT", "MHS501.csv", 3),
    ]
    assert looked.quality is not None
    assert [path.name for path in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("said", "rule", "words"),
    [
        (None, "SOURCE.CONNECT", "TRUST_WAREHOUSE is not set or empty"),
        ("hunter2", "SOURCE.CONNECT", "no connection string of libpq"),
        ("host=/nowhere user=u password=hunter2", "SOURCE.CONNECT", "No server answers"),
        ("service=hunter2", "SOURCE.CONNECT", "libpq knows no such service"),
    ],
)
def test_no_connection_is_told_without_the_connection(
    source: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str | None, rule: str, words: str
) -> None:
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("TRUST_WAREHOUSE", raising=False)
    if said is not None:
        monkeypatch.setenv("TRUST_WAREHOUSE", said)
    [outcome] = take(source(), tmp_path / "store").outcomes
    [problem] = outcome.problems
    assert (problem.rule, problem.line) == (rule, 3)
    assert words in problem.message
    assert "hunter2" not in str(problem)


CLIENTS = """\
source: clients
dated: 2026-11-22
environment: TRUST_WAREHOUSE
relations:
  - {table: partner_caseload, relation: mart.clients}
"""
TITLES = ("Client ref", "Service name", "Opened", "Date closed")


def test_a_relation_with_columns_of_its_own_is_learnt_and_read_by_its_mapping(
    serve: Serve, source: Write, tmp_path: Path
) -> None:
    header = ",".join(TITLES).encode() + b"\n"
    rows = {'"clients"': [header, b"C1,Housing,03/03/2016,28/03/2016\nC2,Work,24/03/2016,\n"]}
    server = serve({("mart", "clients"): dict.fromkeys(TITLES, True)}, rows)
    path, learnt, store = source(CLIENTS), tmp_path / "clients-mapping.yaml", tmp_path / "store"
    map_.command(path, learnt, to=["partner_caseload"], provider="partner-1")
    assert "LIMIT 5000" in server.asked[-1]
    mapping = read_mapping(learnt)
    assert take(path, store, mapping=mapping).outcomes[0].state == "received"
    assert "LIMIT" not in server.asked[-1]
    with open_store(store) as opened:
        found = {(row["service"], row["from_day"]) for row in opened.fetch(opened.table("partner_caseload"))}
    assert found == {("Housing", date(2016, 3, 3)), ("Work", date(2016, 3, 24))}
    assert read_manifest(store)[0].submissions[0].mapping is not None

    renamed = (*TITLES[:2], "Began", TITLES[3])
    serve({("mart", "clients"): dict.fromkeys(renamed, True)}, {'"clients"': [",".join(renamed).encode() + b"\n"]})
    [problem] = take(path, store, mapping=mapping, month="2016-04").outcomes[0].problems
    assert (problem.rule, problem.file) == ("FILE.COLUMNS", "trust.yaml/partner_caseload.csv")
    assert 'The title "Opened" (column C) is now "Began"' in problem.message
    assert "`evenlode map trust.yaml --from MAPPING" in problem.fix
    [problem] = take(source(SOURCE), store, mapping=mapping).outcomes[0].problems
    assert "are not of one and the same table" in problem.message


@pytest.mark.parametrize(
    ("text", "day", "seconds"),
    [
        ("2016-03-27 00:30:00+00", date(2016, 3, 27), 1800),
        ("2016-06-05 23:30:00+00", date(2016, 6, 6), 1800),
        ("2016-06-05 23:30:00+01", date(2016, 6, 5), 84600),
        ("2016-06-05 23:30:00.25-05", date(2016, 6, 6), 19800),
    ],
)
def test_moments_as_postgresql_writes_them_are_those_of_the_clock_on_the_wall(
    text: str, day: date, seconds: int
) -> None:
    assert moment_in(text) == (day, seconds)
    for column in ([text], [text, "2016-06-05 9:00"]):  # read at once, and one at a time
        days, times = moments_of(pa.array(column))
        assert (days[0].item(), times[0]) == (day, seconds)
    assert day_in(text) == date.fromisoformat(text[:10])
    assert plain_days(pa.array([text])) is not None
