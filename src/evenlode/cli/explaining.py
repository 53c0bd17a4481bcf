"""How an indicator is counted and judged, as facts to read aloud, and the rows left at each step of a month."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from evenlode.measures.registry import SUPPLIED, first_line
from evenlode.problems import refuse
from evenlode.results import Kind, Period, say_day
from evenlode.terms.contract import Contract
from evenlode.terms.dated import Dated
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.outcome import IndicatorForm, StandardForm
from evenlode.terms.values import say_share

if TYPE_CHECKING:
    from evenlode.data.store import Store
    from evenlode.measures import Step


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about an indicator: which part of the explanation it belongs to, what it is, and its value in words."""

    part: str
    what: str
    value: str


def definition_facts(contract: Contract, name: str) -> list[Fact]:
    """What the contract says: the definition in each of its versions, how it is judged, what is read into the words."""
    form = contract.indicator(name)
    return [*_about(contract, form), *_versions(contract, form), *_judged(contract, form), *_read_into_it(form)]


def step_facts(contract: Contract, name: str, place: str, month: Period | None) -> list[Fact]:
    """The rows of the store left at each step towards the figure of one month; of the last whole month unless given."""
    from evenlode.measures import steps

    with _opened(place) as store:
        chosen = month or _last_month(contract, store)
        found: Sequence[Step] = steps(store, *_asked(contract, name, store, chosen), chosen)
    return [Fact(f"rows in {chosen.start:%B %Y}", step.text, f"{step.rows:,}") for step in found]


def query(contract: Contract, name: str, place: str | None, month: Period | None) -> str:
    """The query that counts the month's rows, as the engine is asked it."""
    from evenlode.measures.explaining import sql_of

    if place is None:
        raise refuse("STORE.MISSING", "there is no store to ask", "Name one with --store", field="store")
    with _opened(place) as store:
        chosen = month or _last_month(contract, store)
        return sql_of(store, *_asked(contract, name, store, chosen), chosen)


def in_words(facts: Sequence[Fact], width: int = 110) -> Iterator[str]:
    """The facts part by part, the values under each other, long ones on several lines."""
    for number, (part, group) in enumerate(itertools.groupby(facts, key=lambda fact: fact.part)):
        inside = list(group)
        wide = max(len(fact.what) for fact in inside)
        yield from ([""] if number else [])
        yield part
        for fact in inside:
            lead = f"  {fact.what:{wide}}  "
            yield from textwrap.wrap(fact.value, width, initial_indent=lead, subsequent_indent=" " * len(lead))


def _about(contract: Contract, form: IndicatorForm | StandardForm) -> Iterator[Fact]:
    head = f"{form.code} {form.title}"
    if isinstance(form, IndicatorForm):
        outcome = next(one for one in contract.outcomes if form in one.indicators)
        yield Fact(head, "name", form.indicator)
        yield Fact(head, "outcome", f"{outcome.number} {outcome.title}")
    else:
        yield Fact(head, "name", f"{form.standard}, a local quality standard: reported, never paid on")
    yield Fact(head, "reference", form.reference)
    yield Fact(head, "kind", f"{form.kind}, {form.polarity}")
    yield Fact(head, "counted", f"by {form.period}; the year: {_ANNUAL[form.annual]}")
    yield Fact(head, "who", ", ".join(form.segments) or "everybody in the data")
    yield Fact(head, "providers", form.provider)


_ANNUAL = {
    "sum": "the sum of its periods",
    "last": "its last period",
    "mean of snapshots": "the mean of its periods",
    "recount": "counted afresh",
}


def _versions(contract: Contract, form: IndicatorForm | StandardForm) -> Iterator[Fact]:
    for version in _definitions(contract, form.code):
        head = f"definition from {say_day(version.in_force.start)}"
        yield Fact(head, "measure", version.measure)
        yield Fact(head, "what it counts", first_line(version.measure))
        yield from (Fact(head, what, value) for what, value in _parameters(version.parameters))
        yield Fact(head, "version", version.version)


def _parameters(given: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Each parameter with its value; those of a parameter that has its own under its name."""
    for name, value in given.items():
        if isinstance(value, Mapping):
            yield from _parameters(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _judged(contract: Contract, form: IndicatorForm | StandardForm) -> Iterator[Fact]:
    as_share = form.kind in (Kind.PROPORTION, Kind.CHANGE)
    if isinstance(form, StandardForm):
        yield from _history("judged", "threshold", form.threshold, as_share)
        return
    yield from _history("judged", "target", form.target, as_share)
    yield from _history("judged", "levels", form.levels, as_share)
    if form.status_rule:
        yield Fact("judged", "status rule", form.status_rule)
    yield from _history("judged", "stage", form.stage, as_share)
    yield from _history("judged", "share of its outcome", form.weight, as_share=True)
    least = form.minimum_denominator
    yield Fact(
        "judged", "minimum denominator", str(contract.form.judging.minimum_denominator if least is None else least)
    )


def _history(part: str, what: str, dated: Dated[Any] | None, as_share: bool) -> Iterator[Fact]:
    """Each value with its first day and the variation that set it."""
    for start, entry in dated.entries if dated else ():
        by = f" (variation {entry.by})" if entry.by else ""
        ours = "; illustrative" if entry.illustrative else ""
        yield Fact(part, what, f"{_said(entry.value, as_share)} from {say_day(start)}{by}{ours}")


def _said(value: object, as_share: bool) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_said(one, as_share)}" for name, one in value.items())
    if isinstance(value, Fraction):
        return say_share(value) if as_share else f"{float(value):g}"
    return str(value)


def _read_into_it(form: IndicatorForm | StandardForm) -> Iterator[Fact]:
    for number, reading in enumerate(form.readings, start=1):
        yield Fact("how the words are read", f"{number}.", reading)
    for name, reason in form.illustrative.items():
        yield Fact("chosen, because the sources are silent", name, reason)
    if form.note:
        yield Fact("note", "", form.note)


def _definitions(contract: Contract, code: str) -> list[Definition]:
    whole = Period(contract.term.start, contract.year_of(contract.term.end).end)
    return [one for one in contract.definitions(whole) if one.code == code]


def is_supplied(contract: Contract, name: str) -> bool:
    """True where no version of the definition counts rows."""
    return all(one.measure == SUPPLIED for one in _definitions(contract, contract.indicator(name).code))


def _asked(contract: Contract, name: str, store: Store, month: Period) -> tuple[Definition, Any]:
    """The version in force on the month's last day, and the segments of the store."""
    from evenlode.population.segments import assign_segments

    code = contract.indicator(name).code
    version = next((one for one in _definitions(contract, code) if month.end in one.in_force), None)
    if version is None:
        raise refuse("PERIOD.OUTSIDE", f"{code} is not in force in {month}", "Choose another month", field="month")
    return version, assign_segments(store, contract.population.segments)


def _opened(place: str) -> Store:
    from evenlode.data.store import open_store

    return open_store(place)


def _last_month(contract: Contract, store: Store) -> Period:
    """The last whole month with data inside the contract."""
    return Period(contract.term.start, store.data_to).months()[-1]
