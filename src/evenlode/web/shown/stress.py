"""The stress test: what a finished run of the bench found, read from what it left; nothing is simulated here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenlode.money import pounds
from evenlode.report.documents.document import Picture
from evenlode.report.tables import Table
from evenlode.results import Period
from evenlode.stress.words import between, percent, thousands
from evenlode.web.shown.adopting import Warned, warned
from evenlode.web.shown.downloads import Named

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.terms.contract import Contract

FAMILIES = (
    ("chance", "Chance"),
    ("measurement", "Measurement"),
    ("gaming", "Gaming"),
    ("money", "Money"),
    ("design", "Design"),
)
LOUDEST = 5
"""So many findings stand open on the page, those with the most pounds; the others are folded by family."""


@dataclass(frozen=True, slots=True)
class Worst:
    """One of the indicators in whose pay luck moves most pounds."""

    slug: str
    code: str
    title: str
    luck: str
    at_stake: str
    follows: str
    change: str


@dataclass(frozen=True, slots=True)
class Family:
    """The findings of one family: title, sentence and, where it is money, the range in pounds."""

    title: str
    findings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Stress:
    """The page. is_of_now: False where the contract has changed since the run."""

    headline: str
    year: str
    run: str
    simulated: str
    is_of_now: bool
    noise: Table
    worst: tuple[Worst, ...]
    not_estimable: tuple[str, ...]
    loudest: tuple[str, ...]
    advised: Table
    frontier: Picture | None
    designs: Table
    warned: tuple[Warned, ...]
    families: tuple[Family, ...]
    assumed: Table
    files: tuple[tuple[str, str], ...]
    tables: tuple[Named, ...]


def newest_stress(workspace: Workspace) -> Path | None:
    """The folder of the newest finished run of the bench."""
    folder = workspace.newest_run("stress")
    return folder if folder and (folder / "stress.json").is_file() else None


def stress(folder: Path, contract_sha256: str, contract: Contract | None = None, today: date | None = None) -> Stress:
    """The page of one run of the bench. contract, today: give each warning the variation that would mend it."""
    said = json.loads((folder / "stress.json").read_text(encoding="utf-8"))
    found = said["stress"]
    year = Period(date.fromisoformat(found["year"]["start"]), date.fromisoformat(found["year"]["end"]))
    loud = sorted((one for one in found["findings"] if one["pounds"]), key=lambda one: -one["pounds"][1])
    noise, advised, designs, assumed = _noise(found), _advised(found), _designs(found), _assumed(found)
    return Stress(
        headline=_headline(found),
        year=str(year),
        run=folder.name,
        simulated=f"{found['years']:,} invented years, seed {found['seed']}",
        is_of_now=said["contract"] == contract_sha256,
        noise=noise,
        worst=tuple(_worst(one) for one in found["worst"]),
        not_estimable=tuple(found["not_estimable"]),
        loudest=tuple(one["sentence"] for one in loud[:LOUDEST]),
        advised=advised,
        frontier=_frontier(found["designs"], said["invented"]),
        designs=designs,
        warned=warned(said.get("lint", ()), found["assumed"], contract, folder.name, today)
        if contract and today
        else (),
        families=tuple(_families(found["findings"])),
        assumed=assumed,
        files=tuple(
            (f"stress.{form}", name)
            for form, name in (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"), ("json", "JSON"))
            if (folder / f"stress.{form}").is_file()
        ),
        tables=(
            Named("noise", noise),
            Named("advice", advised),
            Named("designs", designs),
            Named("assumptions", assumed),
        ),
    )


def _headline(found: Mapping[str, Any]) -> str:
    pay = [one["pay"] for one in found["noise"]]
    if not pay:
        return "How much of the pot would be paid for noise cannot be told."
    low, high = thousands(min(pay)), thousands(max(pay))
    if low == high:
        return f"{low} of the {pounds(found['pot'])} pot would be paid for noise."
    return f"Between {low} and {high} of the {pounds(found['pot'])} pot would be paid for noise."


def _noise(found: Mapping[str, Any]) -> Table:
    rows = tuple(
        (one["assumption"].capitalize(), thousands(one["pay"]), percent(one["share"], 1)) for one in found["noise"]
    )
    return Table("What a year would pay for nothing", ("Assumption", "Pay", "Share of the pot"), rows, (1, 2))


def _worst(one: Mapping[str, Any]) -> Worst:
    return Worst(
        slug=one["indicator"],
        code=one["code"],
        title=one["title"],
        luck=thousands(one["luck"]),
        at_stake=thousands(one["at_stake"]),
        follows=percent(one["follows"]),
        change=one["change"],
    )


def _advised(found: Mapping[str, Any]) -> Table:
    rows = tuple(
        (one["code"], percent(one["now"]), one["change"], percent(one["reached"]), "yes" if one["enough"] else "no")
        for one in found["advised"]
    )
    columns = ("Indicator", "Follows performance now", "Smallest change", "Follows then", "Enough")
    return Table("Each indicator: how far its pay follows performance, and what would help", columns, rows, (1, 3))


def _designs(found: Mapping[str, Any]) -> Table:
    rows = tuple(
        (one["name"], thousands(one["for_a_point"]), thousands(one["noise"]), percent(one["reliability"]))
        for one in found["designs"]
    )
    columns = ("Design of every line", "One point better pays", "Luck, one SD", "Follows performance")
    return Table("Designs of the whole contract on the same invented years", columns, rows, (1, 2, 3))


def _frontier(designs: Sequence[Mapping[str, Any]], invented: bool) -> Picture | None:
    from evenlode.report.stress_chart import frontier_chart
    from evenlode.stress.advice import Design

    if not designs:
        return None
    return Picture(*frontier_chart([Design(**one) for one in designs], invented=invented))


def _families(findings: Sequence[Mapping[str, Any]]) -> Iterator[Family]:
    for family, title in FAMILIES:
        own = tuple(
            (
                f"{one['code']} {one['title']}",
                one["sentence"] + (f" Not estimable: {one['not_estimable']}." if one["not_estimable"] else ""),
                between(*one["pounds"]) if one["pounds"] else "",
            )
            for one in findings
            if one["family"] == family
        )
        if own:
            yield Family(title, own)


def _assumed(found: Mapping[str, Any]) -> Table:
    rows = tuple(
        (
            one["indicator"]["code"],
            f"{one['people']:,}",
            "not known" if one["share"] is None else _share(one["share"]),
            "none" if one["line"] is None else _share(one["line"]),
            one["source"],
        )
        for one in found["assumed"]
    )
    columns = ("Indicator", "Counted a year", "True now", "Line", "Source")
    return Table("What was assumed of each indicator", columns, rows, (1, 2, 3))


def _share(text: str) -> str:
    return percent(Fraction(text), 1)
