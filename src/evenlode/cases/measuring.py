"""The rows of a case, measured: its small tables become a store in memory and go the way of any other store."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from evenlode.cases.differing import Difference
from evenlode.cases.looking import differs_in_looks
from evenlode.cases.rows import SUPPLIED, rows_of
from evenlode.cases.setting import case_problem
from evenlode.problems import Level, Problem, Refusal
from evenlode.results import Outturn, Period
from evenlode.terms.contract import Contract
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.case import CaseForm

if TYPE_CHECKING:
    from evenlode.data.store import Store


def gives_rows(case: CaseForm) -> bool:
    """True where the case has something to measure."""
    return any(name not in SUPPLIED for name in case.given)


def measured_outturns(contract: Contract, case: CaseForm, data_to: date) -> list[Outturn]:
    """The outturns of every grain from the first day of the case's contract year to the last day of data.

    From an earlier year on where a change is measured from that year.

    Raises a Refusal with every table, column, blank or date of the case that cannot be read.
    """
    from evenlode.data.planned import planned
    from evenlode.data.questions import Question
    from evenlode.measures import measure
    from evenlode.outturn import outturns
    from evenlode.outturn.changes import baseline_of
    from evenlode.population.segments import assign_segments, refuse_unknown_segments

    year = contract.year_of(case.period.end)
    span = Period(year.start, max(year.start, data_to))
    baselines = [day for day in map(baseline_of, _asked_for(contract, case, span)) if day is not None]
    span = Period(min([span.start, *baselines]), span.end)
    definitions = _asked_for(contract, case, span)
    years = [one for one in contract.years() if span.start <= one.start <= year.start]
    with planned(_store(contract, case, data_to)) as store:
        refuse_unknown_segments(store, contract.population.segments)
        segments = Question(assign_segments, (contract.population.segments,))
        counted = measure(store, definitions, segments, span)
        return list(outturns(counted, definitions, years, span, data_to))


def rows_left_out(contract: Contract, case: CaseForm, data_to: date) -> list[Problem]:
    """What the checks of any store say of the case's rows: a mistyped code is why a figure comes out otherwise."""
    from evenlode.data.checks import check

    with _store(contract, case, data_to) as store:
        found = check(store, case.period)
    return [problem for problem in found if problem.level in (Level.REJECT_RECORD, Level.REJECT_FILE)]


def looked_at(contract: Contract, case: CaseForm, data_to: date) -> list[Difference]:
    """What differs from the signals and gaps that the case expects; nothing where it expects none."""
    if not (case.expect_signals or case.expect_gaps):
        return []
    from evenlode.data.planned import planned

    with planned(_store(contract, case, data_to)) as store:
        return list(differs_in_looks(contract, case, store))


def _store(contract: Contract, case: CaseForm, data_to: date) -> Store:
    """The case's tables as a store; what cannot be read names the case, the table and the row."""
    from evenlode.data.memory import store_of

    tables = rows_of(case)
    try:
        return store_of(tables, data_to, contract.lead_provider.party)
    except Refusal as refusal:
        raise Refusal(
            case_problem(case, one.rule, f"given.{one.file}, row {one.line or 1}, {one.field}", one.message, one.fix)
            for one in refusal.problems
        ) from None


def _asked_for(contract: Contract, case: CaseForm, span: Period) -> list[Definition]:
    """The definitions that the case looks at: those it expects something of, or all where it adds up a payment."""
    found = contract.definitions(span)
    if case.expect_payment:
        return found
    by_outcome = {one.indicator: outcome.outcome for outcome in contract.outcomes for one in outcome.indicators}
    return [
        one for one in found if {one.indicator, one.code.lower(), by_outcome.get(one.indicator)} & case.expect.keys()
    ]
