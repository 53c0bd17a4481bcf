"""How an indicator is counted and judged, as facts to read aloud, and the rows left at each step of a month."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from evenlode.measures.registry import SUPPLIED, first_line
from evenlode.payment.shapes_said import shape_in_words, shapes_of
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
    from evenlode.measures.who_counts import CountedUnit


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about an indicator: which part of the explanation it belongs to, what it is, and its value in words."""

    part: str
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Place:
    """The store to ask, None where there is none, and the day by which its rows had to be there."""

    url: str | None
    known_on: date | None = None


def definition_facts(contract: Contract, name: str) -> list[Fact]:
    """What the contract says: the definition in each of its versions, how it is judged, what is read into the words."""
    form = contract.indicator(name)
    own = [*_about(contract, form), *_versions(contract, form), *_judged(contract, form), *_read_into_it(form)]
    return [*own, *_beside(contract, form)]


def step_facts(contract: Contract, name: str, place: Place, month: Period | None) -> list[Fact]:
    """The rows of the store left at each step towards the figure of one month; of the last whole month unless given.

    With them, for each segment that the definition names, how many people were not counted in it and why.
    """
    from evenlode.measures import steps
    from evenlode.population.not_counted import not_counted

    with _opened(place) as store:
        chosen = month or _last_month(contract, store)
        version, segments = _asked(contract, name, store, chosen)
        found: Sequence[Step] = steps(store, version, segments, chosen)
        facts = [Fact(f"rows in {chosen.start:%B %Y}", step.text, f"{step.rows:,}") for step in found]
        for form in contract.population.segments:
            if form.segment in version.segments:
                people = not_counted(store, form, chosen.end)
                head = f"people on {say_day(chosen.end)}"
                facts += [
                    Fact(head, "known", f"{people.known:,}"),
                    Fact(head, f"in {form.segment}", f"{people.counted:,}"),
                    *(Fact(head, f"not in it: {reason.text}", f"{reason.people:,}") for reason in people.reasons),
                ]
    return facts


def query(contract: Contract, name: str, place: Place, month: Period | None) -> str:
    """The query that counts the month's rows, as the engine is asked it."""
    from evenlode.measures.explaining import sql_of

    with _opened(place) as store:
        chosen = month or _last_month(contract, store)
        return sql_of(store, *_asked(contract, name, store, chosen), chosen)


def people(contract: Contract, name: str, place: Place, month: Period | None) -> Sequence[CountedUnit]:
    """The people or events behind the month's figure. Only for the rows' zone."""
    from evenlode.measures.who_counts import who_counts

    with _opened(place) as store:
        chosen = month or _last_month(contract, store)
        return who_counts(store, *_asked(contract, name, store, chosen), chosen)


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
        yield Fact(head, "name", f"{form.standard}, {_what_it_is(contract, form)}")
    yield Fact(head, "reference", form.reference)
    yield Fact(head, "kind", f"{form.kind}, {form.polarity}")
    yield Fact(head, "counted", f"by {form.period}; the year: {_ANNUAL[form.annual]}")
    yield Fact(head, "who", ", ".join(form.segments) or "everybody in the data")
    yield Fact(head, "providers", form.provider)


def _what_it_is(contract: Contract, form: StandardForm) -> str:
    """A local quality standard, a proposal or an official measure: none of them is ever paid on."""
    for one in contract.benchmarks:
        if one.benchmark == form.standard:
            return f"{one.said}. It stands beside {', '.join(one.beside)}, is never judged and never paid on"
    for file in contract.proposed:
        for proposal in file.proposed:
            if proposal.indicator == form.standard:
                taken = f", superseded by {proposal.by}" if proposal.by else ""
                on = say_day(proposal.proposed_on)
                return f"proposed on {on}{taken}: no part of the contract, never judged and never paid on"
    return "a local quality standard: reported, never paid on"


def _beside(contract: Contract, form: IndicatorForm | StandardForm) -> Iterator[Fact]:
    """The official measures that stand beside it, and in what they differ; a figure published of one as well."""
    head = "beside it, never judged and never paid on"
    for one in contract.benchmarks:
        if form.code in one.beside:
            yield Fact(head, one.code, f"{one.title}; {one.said}")
    for published in form.benchmarks:
        yield Fact(head, published.measure_id, f"{published.label}; {published.differs}")


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
    for what, dated in shapes_of(form):
        yield from _history("judged", what, dated, as_share)
    yield from _history("judged", "what a level pays", form.level_pays, as_share=True)
    if form.status_rule:
        yield Fact("judged", "status rule", form.status_rule)
    if form.feedback:
        floor = say_share(form.feedback.response_floor)
        yield Fact("judged", "feedback", f"of {form.feedback.sampling}; {floor} must answer")
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
    try:
        return shape_in_words(value, lambda line: say_share(line) if as_share else f"{float(line):g}")
    except TypeError:
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


def _opened(place: Place) -> Store:
    from evenlode.data.store import open_store

    if place.url is None:
        raise refuse("STORE.MISSING", "there is no store to ask", "Name one with --store", field="store")
    return open_store(place.url, as_known_on=place.known_on)


def _last_month(contract: Contract, store: Store) -> Period:
    """The last whole month with data inside the contract."""
    return Period(contract.term.start, store.data_to).months()[-1]
