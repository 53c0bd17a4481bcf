"""Overview: the rows of the outcomes, with what became of each one's points and pounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction

from evenlode.payment import BONUS, REST, OutcomeResult, outcome_results
from evenlode.report.given import Given
from evenlode.report.report import IndicatorPage, Measured, MoneyLine, OutcomeRow, Pot, Split
from evenlode.report.words import listed, number, sentence, some_of
from evenlode.results import PaymentLine, Status

_REST_TITLE = "The rest of the pot"
_NOT_ACHIEVED = {
    Status.PARTIAL: ("was partly achieved", "were partly achieved"),
    Status.NOT_ACHIEVED: ("was not achieved", "were not achieved"),
    Status.NOT_ASSESSABLE: ("could not be judged", "could not be judged"),
    Status.NOT_MEASURED: ("was not measured", "were not measured"),
    Status.AWAITING_DATA: ("is awaiting data", "are awaiting data"),
    None: ("has no published status", "have no published status"),
}
"""What is said of one indicator, and of several, that is not achieved."""


def results_of(given: Given) -> Mapping[str, OutcomeResult]:
    """The result of each outcome of the year, by its slug."""
    return {one.outcome: one for one in outcome_results(given.judgements, given.terms)}


def outcome_rows(given: Given, pages: Sequence[IndicatorPage]) -> tuple[OutcomeRow, ...]:
    """One row an outcome, in the order of the contract. A replay gives outcomes no status: none was published."""
    results, before = results_of(given), _last_year(given)
    return tuple(
        OutcomeRow(
            number=str(outcome.number),
            anchor=f"outcome-{outcome.number}",
            title=outcome.title,
            finding=_finding([page for page in pages if page.outcome == str(outcome.number)]),
            status=None if given.replay else results[outcome.outcome].status,
            split=given.split(outcome.outcome),
            before=before.get(outcome.outcome),
            leads_to=next((page.measured.anchor for page in pages if page.outcome == str(outcome.number)), None),
        )
        for outcome in given.terms.outcomes
    )


def other_rows(given: Given) -> tuple[OutcomeRow, ...]:
    """The bonus, and what no level of any outcome pays."""
    lines = given.payment.lines if given.payment else ()
    titles = {BONUS: _bonus_title(given), REST: _REST_TITLE}
    return tuple(
        OutcomeRow(
            number="+",
            anchor=line.outcome.replace(" ", "-"),
            title=titles[line.outcome],
            finding=line.because,
            status=line.status if line.outcome == BONUS else None,
            split=given.split(line.outcome),
        )
        for line in lines
        if line.outcome in titles
    )


def money_lines(given: Given, pages: Sequence[IndicatorPage]) -> tuple[MoneyLine, ...]:
    """Every line of the payment, under the names of the page."""
    names = {one.outcome: f"{one.number} {one.title}" for one in given.terms.outcomes}
    names |= {BONUS: _bonus_title(given), REST: _REST_TITLE}
    by_slug = {page.measured.slug: page.measured for page in pages}
    lines = given.payment.lines if given.payment else ()
    return tuple(_money_line(line, names, by_slug.get(line.indicator or "")) for line in lines)


def pot_of(given: Given) -> Pot | None:
    """The pot in its four states; None where the report has no money."""
    payment, terms = given.payment, given.terms
    if payment is None:
        return None
    split = Split(payment.earned, payment.held, payment.not_earned, payment.not_on_offer)
    if terms.divided_by == "pot_percent":
        return Pot(payment.pot, payment.basis, split, Fraction(100), "% of the pot")
    points = sum((outcome.points or Fraction(0) for outcome in terms.outcomes), terms.bonus_points)
    return Pot(payment.pot, payment.basis, split, points, "points")


def _finding(pages: Sequence[IndicatorPage]) -> str:
    """One or two sentences on an outcome: what was found and what was missed."""
    if not pages:
        return "Nothing can be said: no indicator has been agreed."
    if len(pages) == 1:
        return pages[0].finding
    rest = [page for page in pages if page.status is not Status.ACHIEVED]
    achieved = len(pages) - len(rest)
    if not any(page.status and page.status.is_answer for page in pages):
        return _others(rest)
    found = sentence(f"{some_of(achieved, len(pages), 'indicator')} achieved")
    return f"{found} {_others(rest)}" if rest else found


def _others(rest: Sequence[IndicatorPage]) -> str:
    """'2c-ii was not achieved; 2b was partly achieved.'"""
    by_status: dict[Status | None, list[str]] = {}
    for page in rest:
        by_status.setdefault(page.status, []).append(page.measured.code)
    said = [
        f"{listed(codes)} {_NOT_ACHIEVED[status][len(codes) > 1]}"
        for status, codes in by_status.items()
        if status in _NOT_ACHIEVED
    ]
    return sentence("; ".join(said))


def _last_year(given: Given) -> Mapping[str, str]:
    """Last year's status of each outcome in words, where last year was judged from figures."""
    last_day = given.year.start - timedelta(days=1)
    if given.replay or last_day < given.contract.term.start:
        return {}
    year = given.contract.year_of(last_day)
    judged = given.judged_in(year)
    if not judged:
        return {}
    found = outcome_results(judged, given.contract.terms_on(year.end))
    return {one.outcome: f"{_said_of(one)} in {given.year_name(year)}" for one in found}


def _said_of(result: OutcomeResult) -> str:
    """The status of an outcome, or that it only set its baseline."""
    is_baseline = not result.is_possible and result.status is Status.NOT_ASSESSABLE
    return "Set its baseline" if is_baseline else result.status.capitalize()


def _bonus_title(given: Given) -> str:
    return f"Bonus for all {number(len(given.terms.outcomes))}"


def _money_line(line: PaymentLine, names: Mapping[str, str], measured: Measured | None) -> MoneyLine:
    return MoneyLine(
        outcome=names[line.outcome],
        indicator=measured.code if measured else None,
        title=measured.title if measured else names[line.outcome],
        level=line.level,
        status=line.status,
        split=Split(line.earned, line.held, line.not_earned, line.not_on_offer),
        because=line.because,
    )
