"""Pricing: thousands of invented contract years judged and paid by the contract's own code, each distinct case once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from evenlode.payment import judge, pay
from evenlode.payment.judged import by_indicator
from evenlode.payment.outcomes import result
from evenlode.payment.paying import what_decides
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
        self._named = {one.indicator: one for one in terms.indicators()}
        self._places: dict[str, dict[tuple[int, ...], int]] = {name: {} for name in self._named}
        self._judged: dict[str, list[Judgement]] = {name: [] for name in self._named}
        self._same: dict[str, dict[object, int]] = {name: {} for name in self._named}
        self._paid: dict[tuple[object, ...], Payment] = {}
        self._alone: dict[tuple[tuple[str, ...], str], dict[int, int]] = {}
        self._bonuses: dict[tuple[object, ...], int] = {}
        self._results: dict[tuple[object, ...], Status] = {}

    def price(self, drawn: Mapping[str, Drawn]) -> Priced:
        """The money of every year drawn. An indicator that is not drawn is awaiting data."""
        import numpy as np

        known = [one for one in self.terms.indicators() if one.indicator in drawn]
        years = len(next(iter(drawn.values())).numerators)
        which = self._judge(known, drawn)
        names = tuple(one.indicator for one in known)
        gates = [gate.indicator for gate in self.terms.rules.gates if gate.indicator in which]
        alone = [] if gates else [name for one in self.terms.outcomes for name in self._by_itself(one, which)]
        self._pay_alone(names, alone, which)
        earned, results = {}, []
        for outcome in self.terms.outcomes:
            own = [one.indicator for one in outcome.indicators if one.indicator in which]
            for name in own:
                if name in alone:
                    earned[name] = _looked_up(self._alone[names, name], which[name])
                else:
                    rows, back = _distinct(which, list(dict.fromkeys([*own, *gates])))
                    paid = np.array([_of(self._pay(names, row, which), name) for row in rows], dtype=np.int64)
                    earned[name] = paid[back]
            if own and self.terms.bonus_points:
                rows, back = _distinct({name: self._statuses(name, which[name]) for name in own}, own)
                results.append(np.array([self._result(outcome, row) for row in rows], dtype=np.int64)[back])
        if results:
            earned[BONUS] = self._bonus(names, which, results, gates)
        achieved = {name: self._met(name)[which[name]] for name in names}
        return Priced(earned, achieved, sum(earned.values(), np.zeros(years, dtype=np.int64)))

    def _by_itself(self, outcome: OutcomeTerms, which: Mapping[str, Whole]) -> list[str]:
        """The outcome's indicators where each decides its own money alone: all of them have an answer in every year."""
        import numpy as np

        own = [one.indicator for one in outcome.indicators]
        answered = all(
            name in which and all(self._judged[name][int(place)].status.is_answer for place in np.unique(which[name]))
            for name in own
        )
        return own if answered else []

    def _pay_alone(self, names: tuple[str, ...], alone: Sequence[str], which: Mapping[str, Whole]) -> None:
        """Pay every new judgement of these indicators, the next one of each of them in one payment."""
        import numpy as np

        new = {}
        for name in alone:
            known = self._alone.setdefault((names, name), {})
            new[name] = [int(place) for place in np.unique(which[name]) if int(place) not in known]
        for at in range(max(map(len, new.values()), default=0)):
            row = {name: places[at] for name, places in new.items() if at < len(places)}
            payment = self._pay(names, row, which)
            for name, place in row.items():
                self._alone[names, name][place] = _of(payment, name)

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
            first, backs[one.indicator] = _first_of_each(columns)
            wanted[one.indicator] = [tuple(int(column[year]) for column in columns) for year in first]
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
        decides = what_decides(self._judged[name][place], self._named[name])
        return self._same[name].setdefault(decides, place)

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
        deciding = [*results, *(which[name] for name in dict.fromkeys(asked))]
        first, back = _first_of_each(deciding)
        paid = []
        for year in first:
            key = (names, tuple(int(one[year]) for one in deciding))
            if key not in self._bonuses:
                payment = self._pay(names, {name: int(which[name][year]) for name in names}, which)
                self._bonuses[key] = _of_outcome(payment, BONUS)
            paid.append(self._bonuses[key])
        return np.array(paid, dtype=np.int64)[back]

    def _met(self, name: str) -> Flags:
        import numpy as np

        return np.array([one.status is Status.ACHIEVED for one in self._judged[name]], dtype=np.bool_)


def _first_of_each(columns: Sequence[Whole]) -> tuple[Whole, Whole]:
    """The first year of each distinct row of these columns, in the order of the rows; and which row each year has.

    Each column makes the rows so far finer. Few whole numbers differ, so they are looked up in a table: no sorting.
    """
    import numpy as np

    back = np.zeros(len(columns[0]), dtype=np.int64)
    first = back[:1]
    for column in columns:
        least, most = int(column.min()), int(column.max())
        if least < most:
            first, back = _by_table(back * (most - least + 1) + (column - least))
    return first, back


def _by_table(rows: Whole) -> tuple[Whole, Whole]:
    """The first place of each distinct number, in their order; and which of them each place has."""
    import numpy as np

    table = np.full(int(rows.max()) + 1, -1, dtype=np.int64)
    table[rows[::-1]] = np.arange(len(rows) - 1, -1, -1)  # of several places the one written last stays: the first
    there = np.flatnonzero(table >= 0)
    first = table[there]
    table[there] = np.arange(len(there))
    return first, table[rows]


def _distinct(which: Mapping[str, Whole], names: Sequence[str]) -> tuple[list[dict[str, int]], Whole]:
    """The distinct sets of judgements of these indicators, and which of them each year has."""
    first, back = _first_of_each([which[name] for name in names])
    return [{name: int(which[name][year]) for name in names} for year in first], back


def _looked_up(table: Mapping[int, int], places: Whole) -> Whole:
    """What the table says of each place."""
    import numpy as np

    wide = np.zeros(max(table) + 1, dtype=np.int64)
    wide[list(table)] = list(table.values())
    return wide[places]


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
