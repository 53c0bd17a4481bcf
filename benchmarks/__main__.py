"""Run the benchmark: python3 start.py bench [--people 15000,300000] [--whole 5000] [--keep DIR], or [--pages DIR]."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.people import write_store
from benchmarks.sides import CODES, Cells, Took, timed
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

SIZES = (15_000, 300_000)
WHOLE = 5_000
"""People for every indicator of the contract: rows of every table, as `evenlode invent` makes them."""


@dataclass(frozen=True)
class Compared:
    """One size: the hand-written SQL, our first run and our second one, which knows its queries."""

    people: int
    floor: Took
    cold: Took
    warm: Took
    cells: int


def main(arguments: Sequence[str]) -> int:
    """Exit code 1 where one cell differs."""
    asked = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    asked.add_argument("--people", default=",".join(map(str, SIZES)), help="sizes for the comparison, with commas")
    asked.add_argument("--whole", type=int, default=WHOLE, help="people for the whole contract; 0 leaves it out")
    asked.add_argument("--keep", type=Path, help="folder for the stores, to use them again")
    asked.add_argument("--pages", type=Path, help="the web app's pages alone, on a copy of this workspace of a demo")
    given = asked.parse_args(arguments)
    if given.pages:
        return subprocess.run([sys.executable, "-m", "benchmarks.pages", str(given.pages)]).returncode
    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    with tempfile.TemporaryDirectory(prefix="evenlode-bench-") as folder:
        place = given.keep or Path(folder)
        found = [_compare(contract, place, Path(folder), int(size)) for size in given.people.split(",") if size]
        if None in found:
            return 1
        compared = [one for one in found if one is not None]
        lines = [
            *_heading(),
            *_table(compared),
            *_growth(compared),
            *_whole(contract, place, Path(folder), given.whole),
        ]
        print("\n".join([*lines, _start_time()]))
    return 0


def _compare(contract: Contract, place: Path, scratch: Path, people: int) -> Compared | None:
    """Both sides over the same files; None, told on stderr, where a cell differs."""
    store = place / f"comparable-{people}"
    if not store.exists():
        _say(f"Writing {people:,} people")
        write_store(contract, store, people)
    plans = scratch / f"plans-{people}"
    sides = {}
    for name, side in (("floor", "floor"), ("cold", "ours"), ("warm", "ours")):
        _say(f"{people:,} people: {name}")
        sides[name] = _in_a_process(side, store, scratch / "answer.json", plans)
    (theirs, floor), (cells, cold), (again, warm) = sides.values()
    different = [key for key in sorted(theirs.keys() | cells.keys()) if theirs.get(key) != cells.get(key)]
    if different or cells != again:
        for key in different[:10]:
            print(f"{key}: by hand {theirs.get(key)}, ours {cells.get(key)}", file=sys.stderr)
        print(f"{len(different)} of {len(theirs)} cells differ", file=sys.stderr)
        return None
    return Compared(people, floor, cold, warm, len(cells))


def _in_a_process(side: str, store: Path, answer: Path, plans: Path) -> tuple[Cells, Took]:
    command = [sys.executable, "-m", "benchmarks.sides", side, str(store), str(answer), *CODES]
    settings = {**os.environ, "EVENLODE_PLANS": str(plans)}
    subprocess.run(command, check=True, env=settings)
    read = json.loads(answer.read_text(encoding="utf-8"))
    return read["cells"], Took(**read["took"])


def _heading() -> list[str]:
    cores = os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} when it ended" if hasattr(os, "getloadavg") else ""
    return [f"{date.today().isoformat()}, {cores} cores{load}; {', '.join(CODES)}; 60 months, providers, segments", ""]


def _table(compared: Sequence[Compared]) -> list[str]:
    lines = [
        "| people | side | CPU s | against by hand | wall s | against by hand | peak MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in compared:
        for name, took in (("by hand", one.floor), ("ours, first run", one.cold), ("ours, again", one.warm)):
            ratios = (took.cpu / one.floor.cpu, took.wall / one.floor.wall)
            lines.append(
                f"| {one.people:,} | {name} | {took.cpu:.2f} | {ratios[0]:.2f} | {took.wall:.2f} | {ratios[1]:.2f} "
                f"| {took.peak:.0f} |"
            )
    cells = ", ".join(f"{one.cells:,} at {one.people:,} people" for one in compared)
    return [*lines, "", f"Equal cells: {cells}"]


def _growth(compared: Sequence[Compared]) -> list[str]:
    if len(compared) < 2:
        return []
    first, last = compared[0], compared[-1]
    by_hand, own = last.floor.cpu / first.floor.cpu, last.warm.cpu / first.warm.cpu
    more = last.people / first.people
    return [
        f"From {first.people:,} to {last.people:,} people (x{more:.0f}): CPU x{by_hand:.1f} by hand, x{own:.1f} ours"
    ]


def _whole(contract: Contract, place: Path, scratch: Path, people: int) -> list[str]:
    """Receiving submissions of every table, and a whole run: checks, every indicator, equity."""
    if not people:
        return []
    from evenlode.data.invented import invent_submissions, receive_invented
    from evenlode.data.manifest import read_manifest

    store, made = place / f"whole-{people}", None
    received = ""
    if not store.exists():
        _say(f"Inventing {people:,} people with everything that is sent of them")
        made = invent_submissions(contract, scratch / f"sent-{people}", people=people)
        _say("Receiving them")
        invented = made
        _, took = timed(lambda: receive_invented(invented, store))
        rows = sum(one.rows for sent in read_manifest(store)[0].submissions for one in sent.sent)
        received = f"Received: {rows:,} rows in {took.cpu:.1f} CPU s, {rows / took.cpu:,.0f} rows a CPU second"
    lines = [received] if received else []
    plans = {**os.environ, "EVENLODE_PLANS": str(scratch / "plans-whole")}
    for name in ("first run", "again"):
        _say(f"The whole contract: {name}")
        command = [sys.executable, "-m", "benchmarks.whole", str(store)]
        done = subprocess.run(command, check=True, env=plans, capture_output=True, text=True)
        lines.append(f"Whole contract, {people:,} invented people, {name}: {done.stdout.strip()}")
    return lines


def _start_time() -> str:
    """The best of five starts of the command."""
    command = [sys.executable, "-c", "from evenlode.cli.app import main; main()", "--help"]
    best = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        best.append(time.perf_counter() - began)
    return f"`evenlode --help`: {min(best) * 1000:.0f} ms, the best of five"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
