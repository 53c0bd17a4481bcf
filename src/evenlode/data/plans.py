"""Plans: compiled queries kept between runs, each under everything that went into it, so that no wrong one is found.

A folder of plans holds queries and no rows. It can be deleted at any time; whatever is missing is worked out again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

SETTING = "EVENLODE_PLANS"
"""The environment variable that names the folder of plans, or says `off`."""

MOST = 1000
"""How many plans a folder keeps; the oldest go first."""

MAKERS = ("data", "instruments", "measures", "outturn", "population", "signals", "statistics", "terms")
"""The parts of Evenlode that a query can be made by: a question is a function of theirs, and they import no others."""

_ENGINES = ("ibis-framework", "duckdb", "sqlglot")


@dataclass(frozen=True, slots=True)
class Plan:
    """The query that answers a question, and the tables to make before it, (name, query) each, in order."""

    tables: tuple[tuple[str, str], ...]
    query: str


class Plans:
    """Plans by the text of what was asked, in memory and in a folder where there is one."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._known: dict[str, Plan] = {}

    def find(self, asked: str) -> Plan | None:
        """The plan kept under this very text; None where there is none that can be read."""
        if asked not in self._known and self._folder:
            with suppress(OSError, ValueError, KeyError, TypeError):
                kept = json.loads(_file(self._folder, asked).read_text(encoding="utf-8"))
                if kept["asked"] == asked and kept["sha256"] == _sha256(kept["tables"], kept["query"]):
                    self._known[asked] = Plan(tuple((name, query) for name, query in kept["tables"]), kept["query"])
        return self._known.get(asked)

    def keep(self, asked: str, plan: Plan) -> None:
        """Keep the plan under this text. A folder that cannot be written to is no harm."""
        self._known[asked] = plan
        if self._folder:
            tables = [list(table) for table in plan.tables]
            said = {"asked": asked, "tables": tables, "query": plan.query, "sha256": _sha256(tables, plan.query)}
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                _write(_file(self._folder, asked), json.dumps(said))
                _forget_oldest(self._folder)


def users_plans() -> Plans:
    """The plans of this user: the folder that EVENLODE_PLANS names, in memory alone where it says `off`."""
    said = os.environ.get(SETTING) or str(_cache_folder() / "evenlode" / "plans")
    return _plans_in(None if said == "off" else Path(said))


@cache
def made_by() -> str:
    """A hash of the program that makes the queries: every file of the parts that can, and the engine's versions."""
    package = Path(__file__).parents[1]
    found = hashlib.sha256(json.dumps([version(name) for name in _ENGINES]).encode())
    for file in sorted([*package.glob("*"), *(file for part in MAKERS for file in (package / part).rglob("*"))]):
        if file.suffix in (".py", ".csv", ".yaml", ".json"):
            found.update(file.relative_to(package).as_posix().encode())
            found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


@cache
def _plans_in(folder: Path | None) -> Plans:
    return Plans(folder)


def _cache_folder() -> Path:
    """Where this system keeps what programs can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _file(folder: Path, asked: str) -> Path:
    return folder / f"{hashlib.sha256(asked.encode()).hexdigest()}.json"


def _forget_oldest(folder: Path) -> None:
    files = list(folder.glob("*.json"))
    if len(files) > MOST:
        by_age = sorted(files, key=lambda file: file.stat().st_mtime)
        for file in by_age[: len(files) - MOST // 2]:
            file.unlink(missing_ok=True)


def _sha256(tables: object, query: object) -> str:
    return hashlib.sha256(json.dumps([tables, query]).encode()).hexdigest()


def _write(path: Path, text: str) -> None:
    """The whole file or none: another run may be reading it."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".making")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
