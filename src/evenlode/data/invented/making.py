"""Making everything: submissions in a folder with the truth beside them, or a store that has received them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evenlode.data.invented.days import day_number
from evenlode.data.invented.plan import BLOCK, Plan
from evenlode.data.manifest import NAME, read_manifest
from evenlode.data.months import month_number
from evenlode.problems import Refusal, refuse
from evenlode.results import Period

if TYPE_CHECKING:
    from evenlode.terms.contract import Contract

PEOPLE = 20_000
"""Everybody over five years: about 5,500 at a time are in HoNOS clusters 4 to 17, with 9,500 referrals a year."""

YEARS = 5
SUBMISSIONS, TRUTH, SAID = "submissions", "truth.csv", "invented.json"
V5_FROM, V6_FROM = 12 * 2021 + 9, 12 * 2024 + 3
"""October 2021 and April 2024: when these versions of the national data set really began."""

_OTHER_COMMISSIONER = "99Z"


@dataclass(frozen=True)
class Invented:
    """What was written into the folder. submissions: what a provider would send. truth: what every figure must be."""

    folder: Path
    submissions: Path
    truth: Path
    span: Period
    people: int
    noise: frozenset[str]


def plan_of(
    contract: Contract,
    people: int = PEOPLE,
    seed: int = 1,
    clean: bool = False,
    noise: Iterable[str] | None = None,
    years: int = YEARS,
    v5_from: int = V5_FROM,
    v6_from: int = V6_FROM,
) -> Plan:
    """What is to be made for a contract. A Refusal where it cannot be."""
    from evenlode.data.invented.noise import V6_BREAK, switched_on

    known = contract.years()
    if people < 1:
        raise refuse("VALUE.RANGE", f"{people} people cannot be invented", "Ask for one or more", field="people")
    if not 1 <= years <= len(known):
        said = f"the contract has {len(known)} years, so {years} cannot be invented"
        raise refuse("VALUE.RANGE", said, f"Ask for 1 to {len(known)}", field="years")
    span = Period(known[0].start, known[years - 1].end)
    found = Plan(
        people=people,
        seed=seed,
        span=span,
        start=day_number(span.start),
        end=day_number(span.end),
        first_month=month_number(span.start),
        last_month=month_number(span.end),
        v5_from=min(v5_from, v6_from),
        v6_from=v6_from,
        lead=contract.lead_provider.party,
        partners=tuple(one.party for one in contract.providers() if one.party != contract.lead_provider.party),
        commissioners=(*(contract.population.commissioners[:1] or ("contract",)), _OTHER_COMMISSIONER),
        noise=switched_on(clean, noise),
    )
    if V6_BREAK in found.noise and found.v6_from > found.last_month:
        said = "version 6 begins after the last month, so nothing can stop with it"
        raise refuse("VALUE.RANGE", said, "Name an earlier month with --v6-from", field="v6_from")
    return found


def write_invented(
    plan: Plan, contract: Contract, to: Path, say: Callable[[str], None] = lambda step: None
) -> Invented:
    """Write submissions and truth.csv into the folder, a block of people after another; the same plan, the same bytes.

    An earlier set of invented submissions is replaced, all at once; anything else that is there is left as it is,
    with a Refusal.
    """
    from evenlode.data.invented.noise import MISSING_MONTHS, RESUBMITTED, chance_of, noisy
    from evenlode.data.invented.noise.sending import first_time, months_again, months_missing
    from evenlode.data.invented.sending.all_tables import all_rows
    from evenlode.data.invented.sending.writing import Submissions
    from evenlode.data.invented.truth import Truth
    from evenlode.data.invented.world import world_of

    again = months_again(plan) if RESUBMITTED in plan.noise else frozenset()
    missing = months_missing(plan) if MISSING_MONTHS in plan.noise else frozenset()
    truth = Truth(plan, contract)
    with replacing(to, _is_ours) as making:
        with Submissions(plan, making / SUBMISSIONS, again, missing) as submissions:
            submissions.begin()
            for block, people in plan.blocks():
                say(f"Inventing people {block * BLOCK + 1:,} to {block * BLOCK + people:,}")
                world = world_of(plan, block, people)
                truth.add(world)
                tables = noisy(world, all_rows(world))
                if again:
                    submissions.add(block, tables, again=True)
                    tables = first_time(tables, chance_of(world, RESUBMITTED))
                submissions.add(block, tables)
        truth.write(making / TRUTH)
        _say_what_it_is(plan, contract, making / SAID)
    return Invented(to, to / SUBMISSIONS, to / TRUTH, plan.span, plan.people, plan.noise)


def receive_invented(made: Invented, store: Path) -> None:
    """Receive what was invented into a new store, in the place of an earlier one of invented rows."""
    from evenlode.data.received import receive

    with replacing(store, _is_invented_store) as making:
        received = receive([made.submissions], making, invented=True, copy=False)
        if received.refused:
            raise Refusal(received.problems)


@contextmanager
def replacing(to: Path, ours: Callable[[Path], bool]) -> Iterator[Path]:
    """A folder beside `to` that takes its place once it is whole; what was there is put back where that fails.

    ours: whether what is there may be replaced; a Refusal where not. An empty folder always may.
    """
    if to.exists() and not (to.is_dir() and (not any(to.iterdir()) or ours(to))):
        said = f"{to} is there already and holds something other than invented rows"
        raise refuse("STORE.EXISTS", said, "Choose another folder", file=str(to))
    to = to.absolute()
    to.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=to.parent))
    earlier = making.with_name(f"{making.name}-earlier")
    try:
        making.chmod(0o755)
        yield making
        if to.exists():
            os.rename(to, earlier)
        os.rename(making, to)
    finally:
        if earlier.exists() and not to.exists():
            os.rename(earlier, to)
        shutil.rmtree(making, ignore_errors=True)
        shutil.rmtree(earlier, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """True for a folder of invented submissions."""
    try:
        return json.loads((folder / SAID).read_text(encoding="utf-8")).get("invented") is True
    except (OSError, ValueError, AttributeError):
        return False


def _is_invented_store(folder: Path) -> bool:
    return (folder / NAME).is_file() and read_manifest(folder)[0].invented


def _say_what_it_is(plan: Plan, contract: Contract, path: Path) -> None:
    """What was asked for, so that the same can be made again."""
    said = {
        "invented": True,
        "contract": contract.form.alias.contract,
        "people": plan.people,
        "seed": plan.seed,
        "data_from": plan.span.start.isoformat(),
        "data_to": plan.span.end.isoformat(),
        "lead_provider": plan.lead,
        "noise": sorted(plan.noise),
    }
    path.write_bytes(json.dumps(said, indent=2).encode() + b"\n")
