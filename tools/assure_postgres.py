"""A slow check: a real PostgreSQL server as a source, against the same rows as files, with its cuts and kills.

    python -m tools.assure_postgres

It starts a server of its own (see tools/postgres_for_tests.py), loads invented submissions into it, and receives them
from there and from CSV.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tools.postgres_for_tests import server

ROOT = Path(__file__).resolve().parents[1]
PROVIDER = "lead-provider"
PASSWORD = "warehouse-7f3a"  # noqa: S105 - of a server that lives for this check alone
VARIABLE = "ASSURE_WAREHOUSE"
RECEIVED = date(2026, 11, 22)
_DAY = r"^\d{4}-\d{2}-\d{2}$"


@dataclass(frozen=True)
class Server:
    """A running server: the folder of its socket, its database, and a connection of its owner."""

    folder: str
    database: str
    owner: Any

    def said(self, password: str = PASSWORD, database: str = "", folder: str = "") -> str:
        """The connection string of the user that may only read."""
        return f"host={folder or self.folder} dbname={database or self.database} user=reader password={password}"


@contextmanager
def warehouse() -> Iterator[Server]:
    """A server with a user that needs a password and may read whatever is put into the schema mart."""
    import psycopg

    with server() as address, psycopg.connect(address, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'; CREATE SCHEMA mart")
        owner.execute("GRANT USAGE ON SCHEMA mart TO reader")
        owner.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA mart GRANT SELECT ON TABLES TO reader")
        [(hba,)] = owner.execute("SHOW hba_file").fetchall()
        Path(hba).write_text(f"local all reader scram-sha-256\n{Path(hba).read_text()}")
        owner.execute("SELECT pg_reload_conf()")
        yield Server(owner.info.host, owner.info.dbname, owner)


def sent_months(folder: Path) -> list[Path]:
    """Invented submissions of the lead provider as folders of CSV, a month each."""
    import pyarrow.parquet as pq
    from pyarrow import csv

    from evenlode.data.invented import invent_submissions
    from evenlode.terms.reading import read_contract
    from evenlode.terms.shipped import contract_folder

    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    made = invent_submissions(contract, folder / "invented", people=120, seed=5, years=1)
    months = sorted(path for path in (made.submissions / PROVIDER).iterdir() if path.is_dir())[:3]
    found = []
    for month in months:
        place = folder / "csv" / month.name
        place.mkdir(parents=True)
        for table in sorted(month.glob("*.parquet")):
            csv.write_csv(pq.read_table(table), place / f"{table.stem}.csv")
        found.append(place)
    return found


def load(months: Sequence[Path], owner: Any) -> None:
    """Every table as a relation with the rows of all months; days are days there, and names are quoted ones."""
    import csv

    tables = sorted({path.stem for month in months for path in month.glob("*.csv")})
    for table in tables:
        rows: list[dict[str, str]] = []
        for month in months:
            if (month / f"{table}.csv").is_file():
                with (month / f"{table}.csv").open(newline="", encoding="utf-8") as opened:
                    rows += [{**row, "Month sent": month.name} for row in csv.DictReader(opened)]
        names = list(dict.fromkeys(name for row in rows for name in row)) or ["Month sent"]
        owner.execute(f'CREATE TABLE mart."{table}" ({", ".join(f"{_quoted(name)} text" for name in names)})')
        into = f'COPY mart."{table}" ({", ".join(map(_quoted, names))}) FROM STDIN'
        with owner.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row([row.get(name) or None for name in names])
        for name in names:
            bad = f'SELECT count(*) FROM mart."{table}" WHERE {_quoted(name)} !~ %s'  # noqa: S608 - names of our own
            if "date" in name.casefold() and owner.execute(bad, (_DAY,)).fetchone() == (0,):
                owner.execute(f'ALTER TABLE mart."{table}" ALTER {_quoted(name)} TYPE date USING {_quoted(name)}::date')


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def source_file(folder: Path, tables: Sequence[str], more: str = "", name: str = "source.yaml") -> Path:
    """A source of the tables."""
    lines = ["source: assure", "dated: 2026-11-22", f"environment: {VARIABLE}", "invented: yes", more, "relations:"]
    for table in tables:
        lines += [f"  - table: {table}", f"    relation: mart.{table}", "    month: {column: Month sent}"]
    path = folder / name
    path.write_text("\n".join(line for line in lines if line) + "\n", encoding="utf-8")
    return path


def take(paths: Sequence[Path], store: Path, month: str) -> Any:
    """What becomes of one submission that is received."""
    from evenlode.data.received import receive

    found = receive(
        list(paths), store, provider=PROVIDER, month=month, received_on=RECEIVED, invented=True, warehouses=True
    )
    return found.outcomes[0]


def figures(store: Path) -> dict[str, list[str]]:
    """Every accepted row of every table, without the file and line it came from."""
    from evenlode.data.store import open_store
    from evenlode.data.tables import TABLES

    with open_store(store) as opened:
        rows = {name: opened.fetch(opened.table(name)) for name in TABLES}
    apart = ("row", "submission", "file")
    return {
        name: sorted(str(sorted((key, str(value)) for key, value in row.items() if key not in apart)) for row in found)
        for name, found in rows.items()
    }


def contents(store: Path) -> dict[str, bytes]:
    """The files of a store, byte for byte."""
    files = (path for path in store.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in files}


def expect(found: object, wanted: object) -> None:
    """Raises where what was found is not what was wanted."""
    if found != wanted:
        raise AssertionError(f"found {found!r}, wanted {wanted!r}")


def same_as_files(here: Path, live: Server) -> None:
    """The same figures from the warehouse as from CSV, and the same bytes from what the warehouse gave."""
    from evenlode.data.manifest import read_manifest

    months = sent_months(here)
    load(months, live.owner)
    of_files, of_server, again = (here / name for name in ("of-files", "of-server", "again"))
    for month in months:
        source = source_file(here, [one.stem for one in sorted(month.glob("*.csv"))])
        expect(take([month], of_files, month.name).state, "received")
        outcome = take([source], of_server, month.name)
        expect(outcome.state, "received")
        expect(take([source], of_server, month.name).state, "there already")
        folder = here / "given" / month.name
        folder.mkdir(parents=True)
        for sent in read_manifest(of_server)[0].submissions[-1].sent:
            shutil.copy(of_server / "received" / sent.sha256, folder / sent.file)
        expect(take([folder], again, month.name).state, "received")
    one, other = figures(of_files), figures(of_server)
    expect([name for name in one if one[name] != other[name]], [])
    expect(sum(map(len, one.values())) > 1000, True)
    expect(contents(of_server) == contents(again), True)


def order_does_not_matter(here: Path, live: Server) -> None:
    """Rows written anew in another order are the same submission."""
    store, source = here / "order", source_file(here, ["MHS001"])
    expect(take([source], store, "2015-10").state, "received")
    live.owner.execute('CREATE TABLE mart.turned AS SELECT * FROM mart."MHS001" ORDER BY random()')
    live.owner.execute('TRUNCATE mart."MHS001"')
    live.owner.execute('INSERT INTO mart."MHS001" SELECT * FROM mart.turned')
    expect(take([source], store, "2015-10").state, "there already")


def refusals(here: Path, live: Server) -> None:
    """Each of the ways in which a warehouse cannot be read, with nothing of the secret and nothing left behind."""
    live.owner.execute("CREATE TABLE mart.barred (person text, date date); REVOKE ALL ON mart.barred FROM reader")
    live.owner.execute("CREATE VIEW mart.broken AS SELECT person, (1 / (date - date))::text AS date FROM mart.barred")
    live.owner.execute("INSERT INTO mart.barred VALUES ('CANARY', '2016-01-01')")
    live.owner.execute(_SLOW)
    cases = (
        ("deaths", "mart.barred", "", live.said(), "SOURCE.ALLOWED"),
        ("deaths", "mart.broken", "", live.said(), "SOURCE.FAILED"),
        ("deaths", "mart.nothing", "", live.said(), "SOURCE.RELATION"),
        ("deaths", "mart.slow", "seconds: 1", live.said(), "SOURCE.TIME"),
        ("deaths", "mart.slow", "", live.said("wrong"), "SOURCE.LOGIN"),
        ("deaths", "mart.slow", "", live.said(database="nowhere"), "SOURCE.CONNECT"),
        ("deaths", "mart.slow", "", live.said(folder=str(here)), "SOURCE.CONNECT"),
    )
    for table, relation, more, said, rule in cases:
        os.environ[VARIABLE] = said
        path = here / "wrong.yaml"
        lines = ("source: x", "dated: 2026-11-22", f"environment: {VARIABLE}", more or "invented: yes", "relations:")
        path.write_text("\n".join([*lines, f"  - {{table: {table}, relation: {relation}}}", ""]))
        outcome = take([path], here / "refused", "2016-03")
        told = str(outcome.problems)
        expect((relation, [one.rule for one in outcome.problems]), (relation, [rule]))
        expect([word for word in (PASSWORD, "CANARY") if word in told], [])
        expect(contents(here / "refused"), {})
    os.environ[VARIABLE] = live.said()


def too_large(here: Path, live: Server) -> None:
    """More bytes than are read of a file are not read of a relation either: the copy is stopped on the way."""
    from evenlode.data.sent.limits import Limits
    from evenlode.data.warehouse import fetch
    from evenlode.problems import Refusal

    path, to = here / "large.yaml", here / "large"
    to.mkdir()
    lines = ("source: large", "dated: 2026-11-22", f"environment: {VARIABLE}", "relations:")
    path.write_text("\n".join([*lines, "  - {table: deaths, relation: mart.slow}", ""]))
    rules: list[str] = []
    try:
        fetch(path, to, None, Limits(most_bytes=20_000))
    except Refusal as refusal:
        rules = [one.rule for one in refusal.problems]
    expect(rules, ["FILE.SIZE"])
    expect((to / "deaths.csv").stat().st_size <= 20_000, True)


_SLOW = """
CREATE VIEW mart.slow AS SELECT 'P' || n AS person, date '2016-03-01' AS date, repeat('x', 5000) AS cause
FROM generate_series(1, 2000) AS n WHERE length(pg_sleep(0.02)::text) = 0
"""
_KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tools.assure_postgres import take
outcome = take([Path(sys.argv[1])], Path(sys.argv[2]), "2016-03")
print(outcome.state, [one.rule for one in outcome.problems])
"""


def cut_and_killed(here: Path, live: Server) -> None:
    """A connection that is cut while it is read, and a process that is killed then: the store stays as it was."""
    store, source = here / "cut", here / "slow.yaml"
    lines = ("source: slow", "dated: 2026-11-22", f"environment: {VARIABLE}", "invented: yes", "relations:")
    source.write_text("\n".join([*lines, "  - {table: deaths, relation: mart.slow}", ""]))
    first = source_file(here, ["MHS001"])
    expect(take([first], store, "2015-10").state, "received")
    before = contents(store)
    for stopped in (_cut, _kill):
        command = [sys.executable, "-c", _KILLED, str(source), str(store), str(ROOT)]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        _until(lambda: live.owner.execute(_READING).fetchone()[0] > 0, "the copy never began")
        _until(lambda: any(store.glob(".receiving-*/*/deaths.csv")), "nothing was written aside")
        stopped(live, running)
        said = running.communicate(timeout=60)[0]
        expect(said.strip(), "refused ['SOURCE.CUT']" if stopped is _cut else "")
        left = {name: content for name, content in contents(store).items() if not name.startswith(".receiving-")}
        expect(left == before, True)
    expect(take([first], store, "2015-10").state, "there already")
    expect(contents(store) == before, True)  # what the killed process left is cleared away


_READING = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader' AND query LIKE 'COPY%' AND state = 'active'"


def _cut(live: Server, running: Any) -> None:
    live.owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'")


def _kill(live: Server, running: Any) -> None:
    running.kill()


def _until(told: Callable[[], bool], otherwise: str) -> None:
    for _ in range(300):
        if told():
            return
        time.sleep(0.1)
    raise AssertionError(otherwise)


def main() -> int:
    """Every part once, each told as it passes."""
    with tempfile.TemporaryDirectory(prefix="assure-") as name, warehouse() as live:
        os.environ[VARIABLE] = live.said()
        for part in (same_as_files, order_does_not_matter, refusals, too_large, cut_and_killed):
            part(Path(name), live)
            print(f"{part.__name__.replace('_', ' ')}: {(part.__doc__ or '').splitlines()[0]}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
