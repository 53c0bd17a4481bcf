"""Scope and segments: who is in, later or out, the schemes of segments beside each other, and the named switches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from evenlode.report.report import Fact
from evenlode.report.said import segment_name
from evenlode.report.tables import Table
from evenlode.report.words import how_many, sentence, short_day
from evenlode.terms.contract import Contract
from evenlode.terms.dated import Dated
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.varying import who

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace

RESULTS = ("in", "later", "out", "reject")
_RESULT_SAID = {"in": "In scope", "later": "Later", "out": "Out of scope", "reject": "Refused as it cannot be right"}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that put people in one place; the first rule that fires decides."""

    title: str
    rules: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way of dividing people, with all its categories; taken: those that the contract took forward."""

    title: str
    is_preferred: bool
    categories: tuple[str, ...]
    taken: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Switch:
    """A contradiction of the sources: its options, and the one in force."""

    conflict: str
    options: tuple[tuple[str, bool], ...]
    since: str
    reference: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmation: for which year, who and when, and each decision that reads otherwise now."""

    year: str
    who: str
    reference: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The page. confirmed: the newest first; years: contract years that can be confirmed, the running one first."""

    headline: str
    ages: tuple[Fact, ...]
    rules: tuple[Rules, ...]
    segments: Table
    schemes: tuple[Scheme, ...]
    switches: tuple[Switch, ...]
    confirmed: tuple[Confirmed, ...]
    years: tuple[tuple[str, str], ...]
    tables: tuple[Named, ...]


def scope(contract: Contract, day: date, workspace: Workspace | None = None) -> Scope:
    """Who counts, as the contract says it on the day. workspace: where it was confirmed."""
    population = contract.population
    day = min(max(day, contract.term.start), contract.last_day)
    segments = _segments(contract)
    in_force = [
        Fact("Aged", f"{_on(population.age_from, day)} to {_on(population.age_to, day)}, in whole years"),
        Fact("Whose people", ", ".join(population.commissioners) or "Everybody's whose rows are sent"),
    ]
    switches = tuple(
        Switch(
            conflict=sentence(one.conflict),
            options=tuple((said, name == _on(one.choice, day)) for name, said in one.options.items()),
            since=short_day(one.choice.entry_on(day)[0]) if one.choice.starts_by(day) else "",
            reference=one.reference,
        )
        for one in population.switches
    )
    said = f"{sentence(how_many(len(population.scope), 'rule'))[:-1]} say who counts"
    if switches:
        verb = "is" if len(switches) == 1 else "are"
        said += f"; {how_many(len(switches), 'contradiction')} of the sources {verb} decided"
    scope_table = Table(
        "The scope, rule by rule",
        ("Rule", "Test", "Result", "Where it is from"),
        tuple((str(one.rule), one.test, _RESULT_SAID[one.result], one.reference) for one in population.scope),
    )
    return Scope(
        headline=f"{said}.",
        ages=tuple(in_force),
        rules=tuple(
            Rules(_RESULT_SAID[result], found)
            for result in RESULTS
            if (
                found := tuple(
                    (str(one.rule), sentence(one.test), one.reference)
                    for one in population.scope
                    if one.result == result
                )
            )
        ),
        segments=segments,
        schemes=tuple(
            Scheme(one.title, one.preferred, one.categories, one.taken_forward, one.reference)
            for one in population.schemes
        ),
        switches=switches,
        confirmed=_confirmed(contract, workspace) if workspace else (),
        years=_years(contract, day),
        tables=(Named("scope", scope_table), Named("segments", segments)),
    )


def _confirmed(contract: Contract, workspace: Workspace) -> tuple[Confirmed, ...]:
    from evenlode.job.confirming import scope_standings

    return tuple(
        Confirmed(
            f"Year {contract.year_number(one.confirmation.period)}, {one.confirmation.period}",
            f"{who(one.confirmation.by)}, {short_day(one.confirmation.on)}",
            f"Entry {one.confirmation.seq}",
            tuple(
                f"{sentence(two.what)[:-1]}: {two.was or 'not there'}, now {two.now or 'not there'}"
                for two in one.changed
            ),
        )
        for one in scope_standings(contract, workspace)
    )


def _years(contract: Contract, day: date) -> tuple[tuple[str, str], ...]:
    years = [(one.start.isoformat(), f"Year {at}, {one}", one) for at, one in enumerate(contract.years(), start=1)]
    years.sort(key=lambda found: (found[2].start > day, abs((found[2].start - day).days)))
    return tuple((value, said) for value, said, _ in years)


def _on(dated: Dated[Any], day: date) -> object:
    return dated.on(day) if dated.starts_by(day) else "not yet said"


def _segments(contract: Contract) -> Table:
    used: dict[str, list[str]] = {}
    for outcome in contract.outcomes:
        for one in outcome.indicators:
            for segment in one.segments:
                used.setdefault(segment, []).append(one.code)
    titles = {one.scheme: one.title for one in contract.population.schemes}
    rows = tuple(
        (
            segment_name(one.segment),
            ", ".join(one.honos_clusters),
            titles.get(one.scheme, one.scheme),
            ", ".join(used.get(one.segment, [])) or "no indicator",
        )
        for one in contract.population.segments
    )
    return Table("Segments", ("Segment", "HoNOS cluster codes", "Scheme", "Indicators that are about it"), rows)
