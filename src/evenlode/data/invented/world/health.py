"""Physical health: a yearly round of six checks, of which some are left out; fewer every year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.world.care import Stays

CHECKS = ("bmi", "smoking", "blood_pressure", "glucose", "lipids", "alcohol")
SMOKING = ("current", "former", "never")


@dataclass(frozen=True, eq=False)
class Readings:
    """One entry a check, by person and day. check: a place in CHECKS. value: tenths for bmi, a place in SMOKING, or a
    whole number."""

    person: Array
    day: Array
    check: Array
    value: Array

    def __len__(self) -> int:
        return len(self.person)


def readings_of(plan: Plan, block: int, stays: Stays, people: int) -> Readings:
    """The checks of every long stay, about ten months apart."""
    random = plan.random(block, "health")
    long = np.flatnonzero(stays.long)
    most = (plan.end - plan.horizon) // 240 + 2
    gaps = random.integers(240, 400, (len(long), most))
    gaps[:, 0] = np.maximum(stays.joined[long], plan.horizon) + random.integers(0, 200, len(long))
    days = np.cumsum(gaps, axis=1)
    row, at = np.nonzero(days < np.minimum(stays.left[long], plan.end + 1)[:, None])
    person, day = stays.person[long][row], days[row, at]
    done = random.random((len(day), len(CHECKS))) < plan.share(day, 0.86, 0.985)[:, None]
    visit, check = np.nonzero(done)
    person, day = person[visit], day[visit]
    return Readings(person, day, check, _values(plan, random, people, person, day, check))


def _values(plan: Plan, random: np.random.Generator, people: int, person: Array, day: Array, check: Array) -> Array:
    """A third is over 30 and two in five smoke; both a little fewer every year."""
    weight, smokes = random.normal(28.2, 6.0, people), random.random(people)
    bmi = 10 * (weight[person] + plan.share(day, 0.4, -0.6) + random.normal(0, 0.5, len(day)))
    smoking = np.where(smokes[person] < plan.share(day, 0.455, 0.4), 0, np.where(smokes[person] < 0.65, 1, 2))
    others = [smoking, random.normal(126, 13, len(day)), random.normal(40, 6, len(day)), random.normal(48, 9, len(day))]
    units = random.poisson(8, len(day))
    found: Array = np.select([check == at for at in range(5)], [bmi.clip(150, 600), *others], units).round()
    return found.astype(np.int64).clip(0)
