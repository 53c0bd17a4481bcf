"""Noise: everything that goes wrong with what is sent, each with a switch of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenlode.data.invented.noise import coverage, records
from evenlode.data.invented.noise.chance import Chance, Noise, Tables
from evenlode.data.invented.plan import REGRESSION
from evenlode.data.invented.world import World
from evenlode.problems import refuse


@dataclass(frozen=True)
class Switch:
    """about: what it does, in a sentence. change: None where it is done while the people or the files are made."""

    about: str
    change: Noise | None = None
    on: bool = True


RESUBMITTED, MISSING_MONTHS, V6_BREAK = "resubmitted", "missing-months", "v6-break"

SWITCHES: Mapping[str, Switch] = {
    RESUBMITTED: Switch("Some months are sent again; the first time some records are missing"),
    "duplicate-rows": Switch("Rows come twice", records.duplicate_rows),
    "person-missing": Switch("Records do not say whose they are", records.person_missing),
    "leading-zero-lost": Switch("HoNOS cluster 4 is sent for 04", records.leading_zero_lost),
    "times-missing": Switch("Days come without the time", records.times_missing),
    "stale-status": Switch("Roles, jobs and homes of some people are recorded no longer", coverage.stale_status),
    MISSING_MONTHS: Switch("Three months of one partner never come"),
    "honos-nines": Switch("HoNOS scales are rated 9, not known", records.honos_nines),
    "dialog-eights": Switch("DIALOG is answered 8, no answer", records.dialog_eights),
    "settled-homeless": Switch("Homeless people are sent as settled", records.settled_homeless),
    "sparse-month": Switch("In one month hardly any job or home is sent", coverage.sparse_month),
    "ward-stays-missing": Switch("Most hospital spells come without wards", coverage.ward_stays_missing),
    "ethnicity-invalid": Switch("Codes of ethnicity that do not exist", records.ethnicity_invalid),
    "old-definition": Switch("For a year every role is sent as structured", coverage.old_definition),
    "proms-sparse": Switch("Questionnaires come from 20% to 50% of people, not at random", coverage.proms_sparse),
    REGRESSION: Switch("First scores are taken at the worst moment, so later ones are better by themselves"),
    V6_BREAK: Switch("HoNOS clusters stop with version 6", coverage.clusters_stop, on=False),
    "boundary-change": Switch("Some people come under another commissioner", coverage.boundary_change, on=False),
}
"""Every switch by its name, in the order in which they are applied. Open records are re-sent in any case."""


def switched_on(clean: bool, names: Iterable[str] | None) -> frozenset[str]:
    """The switches that are on: none where it is to be clean, those named, or else all but the breaks."""
    if clean:
        return frozenset()
    if names is None:
        return frozenset(name for name, switch in SWITCHES.items() if switch.on)
    asked = frozenset(names)
    if strange := sorted(asked - set(SWITCHES)):
        fix = f"Use {', '.join(SWITCHES)}"
        raise refuse("CODE.LIST", f"{' and '.join(strange)} is no noise that can be made", fix, field="noise")
    return asked


def noisy(world: World, tables: Tables) -> Tables:
    """The tables of a block with every noise that is switched on."""
    for name, switch in SWITCHES.items():
        if name in world.plan.noise and switch.change is not None:
            tables = switch.change(tables, chance_of(world, name))
    return tables


def chance_of(world: World, name: str) -> Chance:
    """The luck of one noise in one block."""
    return Chance(world.plan, len(world.people), world.plan.random(world.block, f"noise {name}"))
