"""A corridor takes the luck out of a shared saving, and caps what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.saving import counted, savings, shared, standard_error
from evenlode.stress.words import percent, thousands

if TYPE_CHECKING:
    from evenlode.stress.saving import Shares

CODE = "S20"
FAMILY = "money"
FORMULA = (
    "E and SD of a piecewise share of a normal saving: nothing within 3%, half from 3% to 8%, 80% beyond, two-sided"
)
SOURCE = "the corridor is an example; the spread of savings is that of luck alone"

NOTHING, SOME = 0.03, 0.08


def corridor(saving: Shares) -> Shares:
    """What the provider gets of a saving, or pays of a loss."""
    import numpy as np

    size = np.abs(saving)
    beyond = 0.5 * np.clip(size - NOTHING, 0, SOME - NOTHING) + 0.8 * np.clip(size - SOME, 0, None)
    return np.asarray(np.sign(saving) * beyond, dtype=np.float64)


def run(bench: Bench) -> Found:
    """The money that changes hands by luck with the corridor and without it."""
    people = counted(bench)
    if not people or bench.envelope is None:
        return Found("The contract states no value for the year.", not_estimable="no envelope or no people are stated")
    found = savings(bench, CODE, standard_error(people))
    _, plain = shared(found, lambda saving: 0.5 * saving)
    _, kept = shared(found, corridor)
    figures = (
        Figure(
            "half of everything, both ways",
            f"{thousands(plain * bench.envelope)} SD",
            plain,
            round(plain * bench.envelope),
        ),
        Figure("with the corridor", f"{thousands(kept * bench.envelope)} SD", kept, round(kept * bench.envelope)),
    )
    ratio = 1 - kept / plain if plain else 0.0
    return Found(
        f"A corridor of 3% takes {percent(ratio)} of the luck out of a shared saving.",
        figures,
        (figures[1].pounds or 0, figures[0].pounds or 0),
    )
