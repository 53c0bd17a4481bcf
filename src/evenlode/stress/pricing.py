"""Pricing: thousands of invented contract years judged and paid by the contract's own code, each distinct case once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from evenlode.payment import judge, pay
from evenlode.payment.judged import by_indicator
from evenlode.payment.outcomes import result
from evenlode.payment.prepared import prepared
from evenlode.results import Grain, Judgement, Kind, Outturn, Payment, Status
from evenlode.terms.terms import IndicatorTerms, OutcomeTerms, Terms

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

BONUS = "bonus"
PARTS = 10_000


@dataclass(frozen=True, eq=False)
class Drawn:
    """One indicator over the years. change: in ten-thousandths where it is judged on a change; None for a share."""

    numerators: Whole
    denominators: Whole
    change: Whole | None = None


@dataclass(frozen=True, eq=False)
class Priced:
    """What each year pays, in pence. earned: by indicator, and the bonus; achieved: by indicator."""

    earned: Mapping[str, Whole]
    achieved: Mapping[str, Flags]
    total: Whole


class Pricer:
    """The money of invented years under one contract year's terms. What it has judged and paid once it remembers.

    The real judge is asked once for each distinct figure of an indicator; the real pay once for each distinct set of
    judgements of an outcome, and for the bonus once for each distinct set of outcomes achieved. The rest is looked
    up, so the answer is that of judging and paying each year by itself, to the penny.

    What a year's own months or quarters would add is not drawn: a contract whose lines weigh months gets twelve
    months of equal size.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._places: dict[str, dict[tuple[int, ...], int]] = {one.indicator: {} for one in terms.indicators()}
        self._judged: dict[str, list[Judgement]] = {one.indicator: [] for one in terms.indicators()}
        self._same: dict[str, dict[object, int]] = {one.indicator: {} for one in terms.indicators()}
        self._paid: dict[tuple[object, ...], Payment] = {}
        self._outcome_of = {
            one.indicator: [sibling.indicator for sibling in outcome.indicators]
            for outcome in terms.outcomes
            for one in outcome.indicators
        }
        self._results: dict[tuple[object, ...], Status] = {}

    def price(self, drawn: Mapping[str, Drawn]) -> Priced:
        """The money of every year drawn. An indicator that is not drawn is awaiting data."""
        import numpy as np

        known = [one for one in self.terms.indicators() if one.indicator in drawn]
        years = len(next(iter(drawn.values())).numerators)
        which = self._judge(known, drawn)
        names = tuple(one.indicator for one in known)
        gates = [gate.indicator for gate in self.terms.rules.gates if gate.indicator in which]
        earned, results = {}, []
        for outcome in self.terms.outcomes:
            own = [one.indicator for one in outcome.indicators if one.indicator in which]
            for name in own:
                rows, back = _distinct(which, list(dict.fromkeys([*self._decide(name, own, which), *gates])))
                paid = np.array([_of(self._pay(names, row, which), name) for row in rows], dtype=np.int64)
                earned[name] = paid[back]
            if own and self.terms.bonus_points:
                rows, back = _distinct({name: self._statuses(name, which[name]) for name in own}, own)
                results.append(np.array([self._result(outcome, row) for row in rows], dtype=np.int64)[back])
        if results:
            earned[BONUS] = self._bonus(names, which, results, gates)
        achieved = {name: self._met(name)[which[name]] for name in names}
        return Priced(earned, achieved, sum(earned.values(), np.zeros(years, dtype=np.int64)))

    def _decide(self, name: str, own: list[str], which: Mapping[str, Whole]) -> list[str]:
        """The indicators of an outcome that decide the money of one: itself, and the others where any has no answer."""
        import numpy as np

        answered = all(self._judged[one][int(place)].status.is_answer for one in own for place in np.unique(which[one]))
        return [name] if answered and len(own) == len(self._outcome_of[name]) else own

    def _statuses(self, name: str, which: Whole) -> Whole:
        """For each year the place of the first judgement of the indicator that has its status."""
        import numpy as np

        first: dict[Status, int] = {}
        stands = np.array([first.setdefault(one.status, place) for place, one in enumerate(self._judged[name])])
        return stands[which]

    def _judge(self, known: Sequence[IndicatorTerms], drawn: Mapping[str, Drawn]) -> dict[str, Whole]:
        """Which judgement each year has, by the place of the first one that pays the same; new figures are judged."""
        import numpy as np

        backs, wanted = {}, {}
        for one in known:
            own = drawn[one.indicator]
            columns = [own.numerators, own.denominators] + ([] if own.change is None else [own.change])
            rows, backs[one.indicator] = _unique(np.stack(columns, axis=1))
            wanted[one.indicator] = [tuple(map(int, row)) for row in rows]
        self._judge_new(known, wanted)
        which = {}
        for name, cases in wanted.items():
            stands = [self._stands(name, self._places[name][case]) for case in cases]
            which[name] = np.array(stands, dtype=np.int64)[backs[name]]
        return which

    def _judge_new(self, known: Sequence[IndicatorTerms], wanted: Mapping[str, list[tuple[int, ...]]]) -> None:
        new = {name: [case for case in cases if case not in self._places[name]] for name, cases in wanted.items()}
        for place in range(max(map(len, new.values()), default=0)):
            asked = [one for one in known if place < len(new[one.indicator])]
            outturns = [found for one in asked for found in _outturns(self.terms, one, new[one.indicator][place])]
            by_name = {found.indicator: found for found in judge(outturns, self.terms)}
            for one in asked:
                own = self._judged[one.indicator]
                self._places[one.indicator][new[one.indicator][place]] = len(own)
                own.append(by_name[one.indicator])

    def _stands(self, name: str, place: int) -> int:
        """The place of the first judgement of the indicator that pays the same."""
        one = self._judged[name][place]
        absent = None if one.status.is_answer else (one.because.denominator, one.because.value is None)
        return self._same[name].setdefault((one.status, one.level, one.share, absent), place)

    def _pay(self, names: tuple[str, ...], row: Mapping[str, int], which: Mapping[str, Whole]) -> Payment:
        """The payment where these indicators are judged so and the others as in the first year drawn."""
        places = tuple(row.get(name, int(which[name][0])) for name in names)
        key = (names, places)
        if key not in self._paid:
            judged = [self._judged[name][place] for name, place in zip(names, places, strict=True)]
            self._paid[key] = pay(judged, self.terms)
        return self._paid[key]

    def _result(self, outcome: OutcomeTerms, row: Mapping[str, int]) -> int:
        """Whether the outcome is achieved, as the number of its status."""
        key = (outcome.outcome, tuple(sorted(row.items())))
        if key not in self._results:
            given = [self._judged[name][place] for name, place in row.items()]
            judged = by_indicator(given, prepared(self.terms))
            self._results[key] = result(outcome, judged, self.terms.rules).status
        return list(Status).index(self._results[key])

    def _bonus(
        self, names: tuple[str, ...], which: Mapping[str, Whole], results: Sequence[Whole], gates: Sequence[str]
    ) -> Whole:
        """The bonus of each year: the real pay of one year for every distinct set of outcomes' results."""
        import numpy as np

        feedback = self.terms.rules.bonus_feedback
        asked = [name for name in (*gates, feedback) if name is not None and name in which]
        also = [which[name] for name in dict.fromkeys(asked)]
        _, first, back = np.unique(np.stack([*results, *also], axis=1), axis=0, return_index=True, return_inverse=True)
        paid = [self._pay(names, {name: int(which[name][year]) for name in names}, which) for year in first]
        return np.array([_of_outcome(payment, BONUS) for payment in paid], dtype=np.int64)[
            back.reshape(len(which[names[0]]))
        ]

    def _met(self, name: str) -> Flags:
        import numpy as np

        return np.array([one.status is Status.ACHIEVED for one in self._judged[name]], dtype=np.bool_)


def _unique(table: Whole) -> tuple[Whole, Whole]:
    """The distinct rows, and which of them each row is."""
    import numpy as np

    rows, back = np.unique(table, axis=0, return_inverse=True)
    return rows, back.reshape(-1)


def _distinct(which: Mapping[str, Whole], names: Sequence[str]) -> tuple[list[dict[str, int]], Whole]:
    """The distinct sets of judgements of these indicators, and which of them each year has."""
    import numpy as np

    rows, back = _unique(np.stack([which[name] for name in names], axis=1))
    return [dict(zip(names, map(int, row), strict=True)) for row in rows], back


def _outturns(terms: Terms, one: IndicatorTerms, case: tuple[int, ...]) -> list[Outturn]:
    """The year's figure, and twelve months of it where the contract weighs lines by month."""
    numerator, denominator = case[0], case[1]
    value = None if len(case) < 3 else str(Decimal(case[2]) / PARTS)
    year = Outturn(
        *(one.indicator, "stress", one.kind, Grain.CONTRACT_YEAR, terms.year),
        numerator=numerator if one.kind is Kind.PROPORTION else None,
        denominator=denominator,
        value=value,
        eligible=denominator,
        missing=0,
    )
    if terms.rules.judging_day != "by month":
        return [year]
    months = terms.year.months()
    parts = [
        (_part(numerator, place, len(months)), _part(denominator, place, len(months))) for place in range(len(months))
    ]
    return [
        year,
        *(
            Outturn(
                *(one.indicator, "stress", one.kind, Grain.MONTH, month),
                numerator=min(top, bottom),
                denominator=bottom,
                value=value,
            )
            for month, (top, bottom) in zip(months, parts, strict=True)
        ),
    ]


def _part(whole: int, place: int, parts: int) -> int:
    return whole * (place + 1) // parts - whole * place // parts


def _of(payment: Payment, indicator: str) -> int:
    return sum(line.earned for line in payment.lines if line.indicator == indicator)


def _of_outcome(payment: Payment, outcome: str) -> int:
    return sum(line.earned for line in payment.lines if line.outcome == outcome)
