"""Fan: the three projections under many draws of the assumptions, and the chance of staying within the envelope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evenlode.finance.assumptions import CostShape
from evenlode.finance.case import Case
from evenlode.problems import refuse

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUANTILES = (5, 25, 50, 75, 95)
"""Per cent of the draws that lie at or below each line of the fan."""

_DRAWN = ("inflation", "population growth", "efficiency", "savings delivered")
MOST_DRAWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Band:
    """One projection in one year: its quantiles in thousands of pounds, in the order of QUANTILES."""

    line: str
    year: str
    quantiles: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """Share of the draws in which the contract stays within the cap; in the year, and beside it `every year`.

    net: savings taken to allow for the investment already; paid: with the investment still to be paid.
    """

    year: str
    net: float
    paid: float


@dataclass(frozen=True, slots=True)
class Fan:
    """Bands by line and year, chances by year, and how it was drawn."""

    bands: tuple[Band, ...]
    chances: tuple[Chance, ...]
    cheaper: float
    draws: int
    seed: int


def fan(case: Case, draws: int = 10_000, seed: int = 1) -> Fan:
    """Draw the assumptions that have a range from triangles between its ends, the mode at the present value.

    One draw holds for all years, and the draws are independent of each other. A range that does not hold the present
    value is widened to it. The same seed gives the same fan. cheaper: share of the draws in which the contract costs
    less than efficiency alone over all years. Raises a Refusal for a number of draws that cannot be used.
    """
    import numpy as np

    if not 100 <= draws <= MOST_DRAWS:
        raise refuse("CASE.DRAWS", f"{draws} draws cannot be used", f"Use 100 to {MOST_DRAWS:,}")
    random = np.random.default_rng(seed)
    drawn = {name: np.full(draws, float(case.assumptions.figure(name))) for name in _DRAWN}
    for one in sorted(case.declared.ranges, key=lambda found: found.assumption):
        if one.assumption not in drawn:
            continue
        mode = float(case.assumptions.figure(one.assumption))
        low, high = min(float(one.low), mode), max(float(one.high), mode)
        if low < high:
            drawn[one.assumption] = random.triangular(low, mode, high, draws)
    lines = _project(case, drawn)
    bands = tuple(
        Band(line, year, tuple(float(found) for found in np.percentile(amounts[at], QUANTILES)))
        for line, amounts in lines.items()
        for at, year in enumerate(case.projection.years)
    )
    less = (lines["do nothing with efficiency"] - lines["outcomes contract"]).sum(axis=0)
    return Fan(bands, _chances(case, lines["outcomes contract"]), float((less > 0).mean()), draws, seed)


def _project(case: Case, drawn: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The three lines, years by draws; the same sums as `project`, in floating point."""
    import numpy as np

    found, years = case.projection, range(len(case.projection.years))
    growth = (1 + drawn["inflation"]) * (1 + drawn["population growth"])
    nothing = np.array([float(found.do_nothing[0]) * growth**year for year in years])
    asked = float(case.asked)
    asked_for = np.array([drawn["efficiency"] * asked * growth**year if year else growth * 0 for year in years])
    claimed = np.array([float(amount) for amount in case.claimed])
    saved = _in_cash(claimed[:, None] * drawn["savings delivered"][None, :], case.assumptions.cost)
    return {
        "do nothing": nothing,
        "do nothing with efficiency": nothing - asked_for.cumsum(axis=0),
        "outcomes contract": nothing - saved,
    }


def _in_cash(saving: NDArray[Any], cost: CostShape) -> NDArray[Any]:
    """The same as CostShape.real, in floating point."""
    import numpy as np

    found = saving * float(cost.variable)
    if cost.step:
        step = float(cost.step)
        found = found + np.floor(np.maximum(saving, 0) * float(cost.stepped) / step) * step
    return found


def _chances(case: Case, contract: NDArray[Any]) -> tuple[Chance, ...]:
    import numpy as np

    cap = float(case.assumptions.cap)
    invested = np.array([float(room.investment.amount) for room in case.headroom])[:, None]
    net, paid = contract[1:] <= cap, contract[1:] + invested <= cap
    by_year = [
        Chance(year, float(net[at].mean()), float(paid[at].mean()))
        for at, year in enumerate(case.declared.saving_years)
    ]
    return (*by_year, Chance("every year", float(net.all(axis=0).mean()), float(paid.all(axis=0).mean())))
