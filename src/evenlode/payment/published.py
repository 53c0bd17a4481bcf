"""Published statuses: what a source printed without figures, replayed beside the terms as they stood; never money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from evenlode.payment.words import line_text
from evenlode.payment.yardstick import yardstick_on
from evenlode.problems import Level, Problem, Refusal
from evenlode.results import Because, Judgement, Source, Status

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms, Terms


class PublishedStatuses(Protocol):
    """What replay reads of a printed row: the indicator, and its status by the first day of each contract year."""

    @property
    def indicator(self) -> str:
        """The slug of the indicator."""

    @property
    def statuses(self) -> Mapping[date, Status]:
        """The printed status of each contract year, by the year's first day."""


def replay(published: Iterable[PublishedStatuses], terms: Terms) -> list[Judgement]:
    """The printed statuses of the terms' contract year as judgements, in the order of the contract.

    The line, its day and its variation are those of the terms; there is no figure and the share is nothing, so no
    money can come of it. A row without a status for the year gives no judgement. Raises Refusal, with every Problem
    at once, where a status is printed twice or for an indicator that is not in force.
    """
    found: dict[str, Status] = {}
    problems: list[Problem] = []
    in_force = {indicator.indicator: indicator for indicator in terms.indicators()}
    for row in published:
        status = row.statuses.get(terms.year.start)
        if status is None:
            continue
        if row.indicator not in in_force:
            message = f"a status is printed for {row.indicator}, which is not in force in {terms.year}"
            problems.append(_problem("CODE.LIST", row, message, "Mend the indicator, or its first and last day"))
        elif row.indicator in found:
            message = f"the status of {row.indicator} in {terms.year} is given twice"
            problems.append(_problem("KEY.DUPLICATE", row, message, "Keep one"))
        found[row.indicator] = status
    if problems:
        raise Refusal(problems)
    return [_replayed(indicator, found[name], terms) for name, indicator in in_force.items() if name in found]


def _replayed(indicator: IndicatorTerms, status: Status, terms: Terms) -> Judgement:
    stick = yardstick_on(indicator, terms.year.end)
    if stick is None:
        line, against = None, "no line was in force"
    else:
        line = stick.rungs[0].line
        against = f"the line was {line_text(line, stick.is_share)}, {stick.says}"
    return Judgement(
        indicator=indicator.indicator,
        period=terms.year,
        status=status,
        share=Fraction(0),
        because=Because(
            sentence=f"Published as {status}, without figures; {against}.",
            line=line,
            line_from=None if stick is None else stick.start,
            variation=None if stick is None else stick.variation,
        ),
        stage=indicator.stage,
        source=Source.PUBLISHED_STATUS,
    )


def _problem(rule: str, row: PublishedStatuses, message: str, fix: str) -> Problem:
    return Problem(rule, Level.REJECT_FILE, "published", None, f"judgements[{row.indicator}]", message, fix)
