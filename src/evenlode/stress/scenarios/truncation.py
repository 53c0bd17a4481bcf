"""A few very costly people decide whether there is a saving."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.saving import VARIATION, counted, standard_error, truncated_variation
from evenlode.stress.words import percent

CODE = "S21"
FAMILY = "money"
FORMULA = "standard error of the mean of lognormal costs with CV 2, whole and cut off at the 99th centile"
SOURCE = "seeded simulation; the distribution is an assumption"


def run(bench: Bench) -> Found:
    """How much of the luck in a saving goes when the costliest one in a hundred count only up to a limit."""
    people = counted(bench)
    if not people:
        return Found("Nothing is known of how many people there are.", not_estimable="no people are stated")
    whole, cut = standard_error(people), standard_error(people, truncated_variation(bench))
    figures = (
        Figure(f"all costs (CV {VARIATION:g})", f"{percent(whole, 1)} of the envelope by luck", whole),
        Figure("costs cut off at the 99th centile", f"{percent(cut, 1)} of the envelope by luck", cut),
    )
    return Found(
        f"Cutting off the costliest one in a hundred takes {percent(1 - cut / whole)} of the luck away.", figures
    )
