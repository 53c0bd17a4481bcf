"""What a case expects of gaming signals and of gaps: its rows are looked at as a run looks at any others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from evenlode.cases.differing import Difference
from evenlode.cases.setting import case_problem
from evenlode.problems import Refusal
from evenlode.results import Period
from evenlode.terms.contract import Contract
from evenlode.terms.forms.case import CaseForm

if TYPE_CHECKING:
    from evenlode.data.store import Store
    from evenlode.measures.gaps import Gap
    from evenlode.signals.signal import Signal

_GAP = ("unit", "person", "state", "change", "by")


def differs_in_looks(contract: Contract, case: CaseForm, store: Store) -> Iterator[Difference]:
    """Everything in signals and gaps that is not as the case expects. A Refusal where it names what does not exist."""
    if case.expect_signals:
        yield from _signals(contract, case, store)
    for name, rows in case.expect_gaps.items():
        yield from _gaps(contract, case, store, name, rows)


def _signals(contract: Contract, case: CaseForm, store: Store) -> Iterator[Difference]:
    """The looks of the contract year that holds the last day of the case's period."""
    from evenlode.data.questions import Question
    from evenlode.population.segments import assign_segments
    from evenlode.signals.looking import signals_of

    year = contract.year_of(case.period.end)
    years = [one for one in contract.years() if one.start <= year.start]
    definitions = contract.definitions(Period(contract.term.start, year.end))
    segments = Question(assign_segments, (contract.population.segments,))
    found = signals_of(store, years, definitions, segments, contract.form.signals)
    here = {_named(one): one for one in found if one.period == year}
    for name, strength in case.expect_signals.items():
        got = here.get(name)
        if got is None:
            said = ", ".join(sorted(here)) or "nothing was looked at"
            yield Difference(name, "strength", strength, f"no such look: {said}")
        elif got.strength.value != strength:
            yield Difference(name, "strength", strength, got.strength.value, got.sentence)


def _named(signal: Signal) -> str:
    return signal.key.rpartition("/")[0]


def _gaps(
    contract: Contract, case: CaseForm, store: Store, name: str, rows: Sequence[Mapping[str, str]]
) -> Iterator[Difference]:
    """Everybody who counts against an indicator in the case's period; only the columns that are written are compared.

    It looks ahead to the last day of the month after the period.
    """
    from evenlode.data.months import last_day, month_number
    from evenlode.measures.gaps import gaps
    from evenlode.population.segments import assign_segments

    strange = [column for row in rows[:1] for column in row if column not in _GAP]
    definition = next(
        (one for one in contract.definitions(case.period) if name in (one.indicator, one.code.lower())), None
    )
    if strange or definition is None:
        said = f'"{strange[0]}" is no column of gaps' if strange else f'"{name}" is no indicator in force then'
        fix = f"Use {', '.join(_GAP)}" if strange else "Correct it"
        raise Refusal([case_problem(case, "CODE.LIST", f"expect_gaps.{name}", said, fix)])
    until = last_day(month_number(case.period.end) + 1)
    found = gaps(store, definition, assign_segments(store, contract.population.segments), case.period, until)
    columns = list(rows[0]) if rows else list(_GAP[:1])
    expected = sorted(tuple(row[column] for column in columns) for row in rows)
    got = sorted(tuple(_cell(one, column) for column in columns) for one in found)
    for one in expected:
        if one not in got:
            yield Difference(f"gaps of {name}", " | ".join(columns), " | ".join(one), _lines(got))
    for one in got:
        if one not in expected:
            yield Difference(f"gaps of {name}", " | ".join(columns), "not there", " | ".join(one))


def _cell(gap: Gap, column: str) -> str:
    value = getattr(gap, column)
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return "; ".join(" | ".join(one) for one in rows) or "nobody"
