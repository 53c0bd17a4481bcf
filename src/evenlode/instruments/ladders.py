"""Ladders compared with ladders: what "improved" may mean of an instrument of areas, such as Recovery Star."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from evenlode.instruments.answers import Value, read_answers
from evenlode.instruments.exact import Number, exact
from evenlode.instruments.form import Instrument
from evenlode.instruments.reading import instrument
from evenlode.instruments.scores import TOTAL, scorings
from evenlode.problems import refuse
from evenlode.results import Polarity


@dataclass(frozen=True, slots=True)
class LadderChange:
    """What became of the areas. All but `pairs` is None where an area lacks a place before or after.

    pairs: areas with both places. mean_change: in steps, positive where the person is better. up, same, down: how
    many areas. percent_change: reading E, the change of the summed places in per cent of what they were.
    The readings: A the mean area is up by at least the minimum change, B any area is up, C more are up than down.
    """

    pairs: int
    mean_change: Fraction | None = None
    up: int | None = None
    same: int | None = None
    down: int | None = None
    A_mean_up: bool | None = None
    B_any_up: bool | None = None
    C_net_up: bool | None = None
    percent_change: Fraction | None = None


def ladder_change(
    which: str | Instrument,
    previous: Mapping[str | int, Value],
    current: Mapping[str | int, Value],
    *,
    minimum_change: Number = 0,
) -> LadderChange:
    """How an instrument of areas changed, under each reading of "improved"; no official one was found.

    minimum_change: how far the mean area must move for reading A, in steps; with 0, any rise will do. percent_change
    is None where the places before add to 0. Raises a Refusal for an unknown area, an instrument without a total, or
    a minimum_change that is no number of 0 or more.
    """
    form = instrument(which)
    least = exact(minimum_change)
    if least is None or least < 0:
        raise refuse("INSTR.NUMBER", "minimum_change is not 0 or more", "Give a number", field="minimum_change")
    total = [rule for rule in scorings(form) if rule.figure == TOTAL]
    if not total:
        raise refuse("INSTR.FIGURE", f"{form.instrument} has no total, so no ladder of areas", "Use another instrument")
    before, after = (read_answers(form, items, total).values for items in (previous, current))
    steps = [(first, last) for area, first in before.items() if first is not None and (last := after[area]) is not None]
    if len(steps) < len(before):
        return LadderChange(len(steps))
    sign = 1 if total[0].polarity is Polarity.HIGHER_IS_BETTER else -1
    gains = [sign * (last - first) for first, last in steps]
    mean = Fraction(sum(gains), len(gains))
    up, down = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    started_at = sum(first for first, _ in steps)
    return LadderChange(
        pairs=len(steps),
        mean_change=mean,
        up=up,
        same=len(gains) - up - down,
        down=down,
        A_mean_up=mean > 0 and mean >= least,
        B_any_up=up > 0,
        C_net_up=up > down,
        percent_change=Fraction(100 * sum(gains), started_at) if started_at else None,
    )
