"""Proportions, rates, means, standardised rates, life expectancy and quantiles beside PHEindicatormethods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from evenlode import statistics as st
from tests.conformance.statistics.comparing import (
    NOT_ASSESSABLE,
    PHE,
    REFUSED,
    Figure,
    Method,
    Row,
    count,
    grouped,
    rows,
    value,
)

Answer = st.Estimate | st.NotAssessable
Columns = Sequence[tuple[str, str, float, float]]
"""A column of the vectors, which part of the estimate it is, at which confidence, and times what."""


def _answers(row: str, wanted: Row, columns: Columns, ask: Callable[..., Answer]) -> Iterator[Figure]:
    """Every column of a row; where we refuse, one figure says so, for there is nothing that could be compared."""
    try:
        found = {confidence: ask(confidence=confidence) for _, _, confidence, _ in columns}
    except st.Refusal as refusal:
        yield _refused(row, refusal)
        return
    for column, part, confidence, per in columns:
        answer = found[confidence]
        ours = getattr(answer, part)
        theirs = value(wanted[column])
        because = answer.reason if isinstance(answer, st.NotAssessable) else ""
        if because and theirs is not None and ours is None:
            yield Figure(row, column, theirs, NOT_ASSESSABLE, because)
        else:
            yield Figure(row, column, theirs, None if ours is None else ours * per)


def _refused(row: str, refusal: st.Refusal) -> Figure:
    return Figure(row, "status", REFUSED, REFUSED, refusal.message)


def _at_three_levels(names: str, per: float, per_at_90: float) -> Columns:
    """Value and limits at 95%, limits at 99.8%, then value and limits at 90%, times per and per_at_90."""
    value_and_limits = ("value", "lower", "upper")
    shape = [(part, 0.95, per) for part in value_and_limits]
    shape += [(part, 0.998, per) for part in value_and_limits[1:]]
    shape += [(part, 0.9, per_at_90) for part in value_and_limits]
    return [(name, *rest) for name, rest in zip(names.split(), shape, strict=True)]


def _share_or_rate(
    file: str, method: Callable[..., st.Estimate], read: Callable[[str], float | None], columns: Columns
) -> Iterator[Figure]:
    for row in rows(file):
        given: Any = read(row["numerator"]), read(row["denominator"])
        figures = _answers(row["id"], row, columns, partial(method, *given))
        yield from _as_told(row, columns[0][0], figures)


def proportions() -> Iterator[Figure]:
    names = "value_pct lower95_pct upper95_pct lower99_8_pct upper99_8_pct value_prop lower90_prop upper90_prop"
    return _share_or_rate("proportions.csv", st.proportion, count, _at_three_levels(names, 100, 1))


def rates() -> Iterator[Figure]:
    names = "rate_per_100000 lower95 upper95 lower99_8 upper99_8 rate_per_1000 lower90_per_1000 upper90_per_1000"
    yield from _share_or_rate("rates.csv", st.rate, value, _at_three_levels(names, 1, 0.01))
    for row in rows("rates.csv"):
        if row["method"]:
            ours = st.rate(float(row["numerator"]), float(row["denominator"]))
            yield Figure(row["id"], "method", row["method"], ours.method)


def _as_told(row: Row, column: str, figures: Iterator[Figure]) -> Iterator[Figure]:
    """A row we refuse must be one the package has no figure for; a row it has figures for must not be refused."""
    for figure in figures:
        refused = figure.ours == REFUSED
        yield Figure(figure.row, "status", row[column], REFUSED) if refused and row[column] else figure


LIMITS: Columns = [
    ("value", "value", 0.95, 1),
    ("lower95", "lower", 0.95, 1),
    ("upper95", "upper", 0.95, 1),
    ("lower99_8", "lower", 0.998, 1),
    ("upper99_8", "upper", 0.998, 1),
]


def _limits(first: str) -> Columns:
    return [(first, "value", 0.95, 1), *LIMITS[1:]]


def means() -> Iterator[Figure]:
    given = grouped("means_input.csv", "group")
    for row in rows("means_expected.csv"):
        values: Any = [value(line["value"]) for line in given[row["group"]]]
        figures = _answers(row["group"], row, LIMITS, partial(st.mean, values))
        yield from _as_told(row, "value", figures)


def directly_standardised() -> Iterator[Figure]:
    given = grouped("dsr_input.csv", "area")
    for row in rows("dsr_expected.csv"):
        lines = given[row["area"]]
        events = [count(line["obs"]) for line in lines]
        people = [float(line["pop"]) for line in lines]
        standard = [float(line["esp2013"]) for line in lines]
        ask = partial(st.directly_standardised_rate, events, people, standard)
        yield from _answers(row["area"], row, _limits("dsr_per_100000"), ask)


def repeat_events() -> Iterator[Figure]:
    given = grouped("repeat_events_input.csv", "area", "eventfrequency")
    for row in rows("repeat_events_expected.csv"):
        by_count = {k: given[f"{row['area']} {k}"] for k in (1, 2, 3)}
        people = {k: [int(line["people"]) for line in lines] for k, lines in by_count.items()}
        population = [float(line["pop"]) for line in by_count[1]]
        standard = [float(line["esp2013"]) for line in by_count[1]]
        found = st.repeat_events_rate(people, population, standard)
        for column, part in (("dsr_per_100000", "value"), ("lower95", "lower"), ("upper95", "upper")):
            yield Figure(row["area"], column, value(row[column]), getattr(found, part))
        yield Figure(row["area"], "method", row["method"], found.method)


def indirectly_standardised() -> Iterator[Figure]:
    given = grouped("isr_input.csv", "area")
    for row in rows("isr_expected.csv"):
        lines = given[row["area"]]
        observed = [int(line["obs"]) for line in lines]
        people, happened, among = ([float(line[name]) for line in lines] for name in ("pop", "ref_deaths", "ref_pop"))
        yield Figure(row["area"], "expected", value(row["expected"]), st.expected_events(people, happened, among))
        for name, ask in (("smr", st.indirectly_standardised_ratio), ("isr", st.indirectly_standardised_rate)):
            first = "smr" if name == "smr" else "isr_per_100000"
            columns = [(first, "value", 0.95, 1.0)]
            columns += [(f"{name}_{column}", part, c, 1.0) for column, part, c, _ in LIMITS[1:]]
            yield from _answers(row["area"], row, columns, partial(ask, observed, people, happened, among))
        ratio = st.indirectly_standardised_ratio(sum(observed), people, happened, among)
        yield Figure(row["area"], "method", row["method"], ratio.method)
        yield Figure(row["area"], "excess_pct_derived", value(row["excess_pct_derived"]), ratio.value - 100)


def life_expectancy() -> Iterator[Figure]:
    given = grouped("life_expectancy_input.csv", "area")
    for area, wanted in grouped("life_expectancy_expected.csv", "area").items():
        lines = given[area]
        people = [float(line["pop"]) for line in lines]
        dead = [float(line["deaths"]) for line in lines]
        starts = [int(line["startage"]) for line in lines]
        ask = partial(st.life_expectancy, people, dead, starts)
        try:
            ask()
        except st.Refusal as refusal:
            for row in wanted:
                shown = row["le_years"] or row["message"] == ""
                yield Figure(area, "status", "shown" if shown else REFUSED, REFUSED, refusal.message)
            continue
        for place, row in enumerate(wanted):
            name = f"{area} from {row['startage']}"
            yield from _answers(name, row, _limits("le_years"), partial(_at, place, ask))


def _at(place: int, ask: Callable[..., list[Answer]], confidence: float) -> Answer:
    return ask(confidence=confidence)[place]


def quantiles() -> Iterator[Figure]:
    for name, lines in grouped("quantiles.csv", "grp").items():
        values = [value(line["value"]) for line in lines]
        for column, groups, highest in (("quintile_highest_is_1", 5, True), ("decile_lowest_is_1", 10, False)):
            try:
                found: list[int | None] = st.quantile_groups(values, groups, highest)
            except st.Refusal as refusal:
                told = {line["message"] != "" for line in lines} == {True}
                for line in lines:
                    row = f"{name} {line['id']}"
                    yield _refused(row, refusal) if told else Figure(row, column, "shown", REFUSED)
                continue
            for line, group in zip(lines, found, strict=True):
                ours = None if group is None else float(group)
                yield Figure(f"{name} {line['id']}", column, value(line[column]), ours)


METHODS = [
    Method("proportion", PHE, "proportions.csv", proportions),
    Method("rate", PHE, "rates.csv", rates),
    Method("mean", PHE, "means_expected.csv", means),
    Method("directly_standardised_rate", PHE, "dsr_expected.csv", directly_standardised),
    Method("repeat_events_rate", PHE, "repeat_events_expected.csv", repeat_events),
    Method("indirectly_standardised_ratio and _rate", PHE, "isr_expected.csv", indirectly_standardised),
    Method("life_expectancy", PHE, "life_expectancy_expected.csv", life_expectancy),
    Method("quantile_groups", PHE, "quantiles.csv", quantiles),
]
