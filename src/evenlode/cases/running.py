"""Run one case: its tables become a store in memory, which is measured, judged, paid and settled like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evenlode.cases.beside import AUDITED, HEADS, beside, differs_beside
from evenlode.cases.comparing import Results, differences
from evenlode.cases.differing import Difference
from evenlode.cases.given import supplied_outturns
from evenlode.cases.measuring import gives_rows, looked_at, measured_outturns, rows_left_out
from evenlode.cases.setting import last_day_of_data, with_what_it_sets
from evenlode.payment import BONUS, judge, pay, settle
from evenlode.payment.ledger import balances, postings
from evenlode.problems import Problem
from evenlode.results import Grain, latest
from evenlode.terms.contract import Contract
from evenlode.terms.forms.case import CaseForm


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case and what differs from it; nothing where it passed.

    left_out: where it failed, the rows of its tables that no measure counts because something is wrong with them.
    """

    case: CaseForm
    differences: tuple[Difference, ...]
    left_out: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """True where everything came out as written."""
        return not self.differences


def run_case(case: CaseForm, contract: Contract) -> CaseResult:
    """Measure what is `given`, judge it on the last day of the case's period, pay its pot, compare with `expect`.

    What goes beside the pot is settled where the case gives or expects any of it.

    Raises a Refusal with every problem where the case names something that does not exist.
    """
    changed = with_what_it_sets(contract.taking_up([*case.expect, *case.expect_gaps, *case.set_]), case)
    terms = changed.terms_on(case.period.end)
    data_to, has_rows = last_day_of_data(case), gives_rows(case)
    measured = measured_outturns(changed, case, data_to) if has_rows else []
    outturns = latest([*measured, *supplied_outturns(changed, case)])
    judgements = judge(outturns, terms)
    payment = pay(judgements, terms)
    results = Results(outturns, judgements, payment, _grains(changed))
    found = differences(case, results, _names(changed)) + looked_at(changed, case, data_to)
    if _goes_beside(case):
        settled = settle(payment, terms, beside(case, terms.year), judgements)
        found += differs_beside(case, settled, balances(postings(payment, terms, "of the case", settled)))
    return CaseResult(case, tuple(found), tuple(rows_left_out(changed, case, data_to)) if found and has_rows else ())


def _goes_beside(case: CaseForm) -> bool:
    expected = (case.expect_gain_share, case.expect_base, case.expect_advance, case.expect_partners)
    return any(expected) or bool(case.expect_accounts) or any(name in case.given for name in (AUDITED, HEADS))


def _names(contract: Contract) -> dict[str, str]:
    """Slug or code of every indicator and standard, and slug of every outcome, with the name that results use."""
    names = {outcome.outcome: outcome.outcome for outcome in contract.outcomes} | {BONUS: BONUS}
    for outcome in contract.outcomes:
        for one in outcome.indicators:
            names[one.indicator] = names[one.code.lower()] = one.indicator
    for standard in contract.watched:
        names[standard.standard] = names[standard.code.lower()] = standard.standard
    return names


def _grains(contract: Contract) -> Mapping[str, Grain]:
    """The grain that each indicator and standard is reported by."""
    grains = {one.indicator: one.period for outcome in contract.outcomes for one in outcome.indicators}
    return {**grains, **{standard.standard: standard.period for standard in contract.watched}}
